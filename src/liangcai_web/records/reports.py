"""Reports to the authority, as they were handed in, and what came back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangcai_web.records.batches import Batch

User = settings.AUTH_USER_MODEL


class Report(models.Model):
    """A report of a batch by a rule pack: its rows as JSON, the hash of the workbook that they make.

    ``remarks`` are the authority's by ticket number, as JSON. One that is returned stays; the next is another version.
    """

    class State(models.TextChoices):
        """Where the report stands."""

        SUBMITTED = "submitted", "待核验"
        RETURNED = "returned", "已退回"
        ACCEPTED = "accepted", "已核验"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="reports")
    pack = models.CharField(max_length=32)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    rows = models.TextField()
    count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=400, blank=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=400, blank=True)
    remarks = models.TextField(default="[]")
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "pack", "version"], name="one_report_a_version"),
            models.UniqueConstraint(
                fields=["batch", "pack"], condition=Q(state="submitted"), name="one_report_waits_for_a_word"
            ),
            models.CheckConstraint(
                condition=Q(judged_by=None) | ~Q(judged_by=F("submitted_by")), name="a_report_is_judged_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.pack} {self.version}"
