"""Who opened whose personal record: appended, never changed, erased when its own term ends."""

from typing import Any

from django.conf import settings
from django.db import models

from liangcai_web.records.organisations import Organisation


class AccessNote(models.Model):
    """Somebody opened what is personal: of one person, or of everybody in a batch.

    ``user`` is None for the person themself. ``why`` is the reason where one is asked; no ID number stands here.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField(max_length=24)
    person = models.UUIDField(null=True, blank=True)
    batch = models.UUIDField(null=True, blank=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organisation", "at"]),
            models.Index(fields=["person"]),
            models.Index(fields=["batch"]),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.person or self.batch}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new note; a kept one is never changed."""
        if not self._state.adding:
            raise TypeError("a note of access is appended once and never edited")
        super().save(*args, **kwargs)
