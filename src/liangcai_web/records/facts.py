"""What happened, appended and never edited; the present state is a fold over the facts."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangcai_web.records.organisations import Organisation

TWO_PEOPLE = (
    "application_decided",
    "sitting_opened",
    "opening_time_set",
    "shares_dealt",
    "entry_allowed",
    "leaving_allowed",
    "late_counted",
    "certificate_issued",
    "certificate_revoked",
    "batch_cancelled",
    "account_opened",
    "account_invited",
    "roles_changed",
    "training_proved",
    "training_proof_withdrawn",
    "person_erased",
    "person_exported",
    "leftovers_erased",
    "archive_made",
)


class Fact(models.Model):
    """One thing that happened; each fact holds the hash of the one before it in its organisation.

    The kinds of TWO_PEOPLE are kept only with an actor and an approver, and the approver is never the actor.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    position = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    schema = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.UUIDField(null=True, blank=True)
    subject = models.UUIDField(null=True, blank=True)
    payload = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["organisation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "position"], name="facts_stand_in_one_line"),
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | Q(actor__isnull=True) | ~Q(approver=F("actor")),
                name="approver_is_not_the_actor",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=TWO_PEOPLE) | Q(actor__isnull=False, approver__isnull=False),
                name="some_facts_need_two_people",
            ),
            # Two signatures under one record of a room are those of two people.
            models.UniqueConstraint(
                fields=["subject", "actor", "payload"],
                condition=Q(kind="room_record_signed"),
                name="nobody_signs_a_record_twice",
            ),
        ]
        indexes = [models.Index(fields=["batch", "kind"]), models.Index(fields=["subject", "kind"])]

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new fact; a kept one is never changed."""
        if not self._state.adding:
            raise TypeError("a fact is appended once and never edited")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: facts stay."""
        raise TypeError("a fact is never deleted")
