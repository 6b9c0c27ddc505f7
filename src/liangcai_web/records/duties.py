"""Who watches which room of a batch."""

from django.conf import settings
from django.db import models

from liangcai_web.records.batches import Batch


class RoomDuty(models.Model):
    """An account that watches a theory session, by the plan or by a later word of the office."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="duties")
    room = models.CharField(max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties")

    class Meta:
        ordering = ["batch", "room", "pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "room", "user"], name="one_duty_once")]

    def __str__(self) -> str:
        return f"{self.room} {self.user}"
