"""Visits of supervisors (督导) to a batch; what they found stands in facts."""

import uuid

from django.conf import settings
from django.db import models

from liangcai_web.records.batches import Batch


class Visit(models.Model):
    """A supervisor appointed to a batch, from inside the office or from outside, and the day of the visit."""

    class Kind(models.TextChoices):
        """Where the supervisor comes from."""

        INTERNAL = "internal", "内督"
        EXTERNAL = "external", "外督"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="visits")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    day = models.DateField()
    planned_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "supervisor"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_visit_a_supervisor",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.batch_id}"
