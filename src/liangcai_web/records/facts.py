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
    "exemplar_agreed",
    "review_prepared",
    "certificates_approved",
    "certificate_issued",
    "certificate_renewed",
    "certificate_resigned",
    "key_replaced",
    "batch_key_made",
    "batch_key_ended",
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
    "award_decided",
    "award_changed",
    "mark_changed",
    "marking_made_live",
    "results_posted",
    "petition_settled",
    "irregularity_withdrawn",
    "misconduct_decided",
    "misconduct_lifted",
)
# Kinds whose meaning changed, by the schema they are written with now; the hash of a fact covers its schema.
# award_decided: one person's until 2, two people's since.
SCHEMAS = {"award_decided": 2}
# What is given once: whatever comes later is another mark with a reason, and leaves the first as it is.
FIRST = ("theory_marked", "panel_decided", "review_decided", "award_decided")


class Fact(models.Model):
    """One thing that happened; each fact holds the hash of the one before it in its organisation.

    The kinds of TWO_PEOPLE are kept only with an actor and an approver, and the approver is never the actor; a decision
    of an installation from before stays as it was made.
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
                condition=~Q(kind__in=TWO_PEOPLE)
                | Q(actor__isnull=False, approver__isnull=False)
                | Q(kind="award_decided", schema=1),
                name="some_facts_need_two_people",
            ),
            # Two signatures under one record of a room are those of two people.
            models.UniqueConstraint(
                fields=["subject", "actor", "payload"],
                condition=Q(kind="room_record_signed"),
                name="nobody_signs_a_record_twice",
            ),
            models.UniqueConstraint(
                fields=["subject", "kind"], condition=Q(kind__in=FIRST), name="first_marks_are_frozen"
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
