"""The archive of a batch while it is made, and once it lies in the home."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangcai_web.records.batches import Batch

User = settings.AUTH_USER_MODEL


class Archive(models.Model):
    """An archive that two people began; ``done`` files of ``total`` are written, ``entries`` lists them.

    ``key`` opens what is sealed; it is sealed for this installation and is blanked when the work is over. A batch has
    one archive at work at a time; those that are made stay, each with its hash.
    """

    class State(models.TextChoices):
        """Where the work stands."""

        MAKING = "making", "制作中"
        MADE = "made", "已归档"
        STOPPED = "stopped", "已停止"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="archives")
    state = models.CharField(max_length=8, choices=State.choices, default=State.MAKING)
    salt = models.CharField(max_length=64)
    key = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    entries = models.TextField(default="[]")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch"], condition=Q(state="making"), name="one_archive_at_work"),
            models.CheckConstraint(condition=~Q(approved_by=F("begun_by")), name="an_archive_is_made_by_two"),
        ]

    def __str__(self) -> str:
        return f"archive of {self.batch_id}"
