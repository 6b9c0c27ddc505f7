"""What people say against a result, and who had a hand in a mark. What was said is personal and erasable."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangcai_web.records.batches import Batch, Candidate

User = settings.AUTH_USER_MODEL


class Petition(models.Model):
    """An objection to a posting, a request for a score review, a word on a charge, an appeal against a measure.

    ``sealed`` holds name, contact and words; ``part`` is the part that a review is asked for; ``case`` the case of
    misconduct. Two people settle it, and the database keeps them two.
    """

    class Kind(models.TextChoices):
        """What somebody wants."""

        OBJECTION = "objection", "公示异议"
        REVIEW = "review", "成绩复核"
        HEARING = "hearing", "陈述申辩"
        APPEAL = "appeal", "违纪处理申诉"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="petitions")
    candidate = models.ForeignKey(Candidate, null=True, blank=True, on_delete=models.PROTECT, related_name="petitions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    part = models.CharField(max_length=10, blank=True)
    case = models.UUIDField(null=True, blank=True)
    sealed = models.TextField(blank=True)
    filed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    handler = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["batch", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(handler__isnull=False, approver__isnull=False),
                name="a_petition_is_settled_by_two",
            ),
            models.CheckConstraint(
                condition=Q(handler__isnull=True) | Q(approver__isnull=True) | ~Q(approver=F("handler")),
                name="the_two_who_settle_differ",
            ),
            models.UniqueConstraint(
                fields=["candidate", "part"],
                condition=Q(kind="review", settled_at__isnull=True),
                name="one_open_review_a_part",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(kind="appeal"), name="one_appeal_a_case"),
        ]
        indexes = [models.Index(fields=["batch", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class MarkingHand(models.Model):
    """Who had a hand in a mark: gave it first, or reviewed it. Nobody has both, by a constraint."""

    class Place(models.TextChoices):
        """Which hand."""

        FIRST = "first", "初评"
        REVIEW = "review", "复核"

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="hands")
    part = models.CharField(max_length=10)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=8, choices=Place.choices)

    class Meta:
        ordering = ["candidate", "part", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "part", "user"], name="who_marked_does_not_review"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.part} {self.place}"
