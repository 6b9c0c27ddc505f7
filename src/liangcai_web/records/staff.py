"""Who examines: people with qualifications, their ties, the times when they are away; with or without an account.

All of it is personal and erasable; facts hold the uuid only.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangcai_web.records.organisations import Organisation
from liangcai_web.records.places import Site


class StaffMember(models.Model):
    """Somebody who serves in examinations; ``number`` is the organisation's own, ``employer`` their school or employer.

    ``away`` is JSON of the library's ``Period``s. A panel signs under accounts of its own; who only watches needs none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="staff")
    number = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    employer = models.CharField(max_length=120, blank=True)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="staff"
    )
    away = models.TextField(default="[]")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_number_a_person"),
            models.UniqueConstraint(
                fields=["organisation", "account"], condition=Q(account__isnull=False), name="one_person_an_account"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Qualification(models.Model):
    """A role that somebody may take, for an occupation (blank: any) up to a level (blank: any), as the paper says."""

    class Role(models.TextChoices):
        """What somebody does in an examination."""

        INVIGILATOR = "invigilator", "监考人员"
        ASSESSOR = "assessor", "考评员"
        SENIOR_ASSESSOR = "senior_assessor", "高级考评员"
        REVIEWER = "reviewer", "综合评审委员"

    member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="qualifications")
    role = models.CharField(max_length=16, choices=Role.choices)
    occupation = models.CharField(max_length=16, blank=True)
    level = models.CharField(max_length=16, blank=True)
    certificate = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["member", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "role", "occupation", "level"], name="one_qualification_a_role_and_level"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="a_qualification_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.occupation} {self.level}"


class StaffTie(models.Model):
    """For whom somebody stands aside (回避): by the keyed hash of an ID number, whose person need not be known here."""

    class Kind(models.TextChoices):
        """Why."""

        KIN = "kin", "亲属"
        PUPIL = "pupil", "师生"
        COLLEAGUE = "colleague", "同事"

    member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="ties")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    id_number_index = models.CharField(max_length=80, db_index=True)
    id_number_tail = models.CharField(max_length=4)

    class Meta:
        ordering = ["member", "pk"]
        constraints = [models.UniqueConstraint(fields=["member", "id_number_index"], name="one_tie_a_person")]

    def __str__(self) -> str:
        return self.kind
