"""Where examinations are held: sites and their rooms. What a room has is a value of the room, replaced as a whole."""

import uuid

from django.db import models
from django.db.models import F, Q

from liangcai_web.records.organisations import Organisation


class Site(models.Model):
    """A place of examination (考点) of an organisation; one that is given up is retired, not deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_site_a_name")]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room of a site for one kind of part; the first ``accessible`` seats can be reached without steps.

    ``stations`` and ``closed`` are JSON of the library's ``Station``s and ``Period``s.
    """

    class Kind(models.TextChoices):
        """What a room is for."""

        THEORY = "theory", "理论知识考试"
        SKILL = "skill", "技能考核"
        REVIEW = "review", "综合评审"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=24)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    seats = models.PositiveSmallIntegerField()
    columns = models.PositiveSmallIntegerField(null=True, blank=True)
    accessible = models.PositiveSmallIntegerField(default=0)
    stations = models.TextField(default="[]")
    closed = models.TextField(default="[]")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["site", "name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="one_room_a_name"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="a_room_has_seats"),
            models.CheckConstraint(condition=Q(accessible__lte=F("seats")), name="accessible_seats_are_seats"),
        ]

    def __str__(self) -> str:
        return self.name
