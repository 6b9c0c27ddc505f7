"""The questions that an organisation writes: a row per version, never changed but for its state."""

from django.conf import settings
from django.db import models

from liangcai_web.records.organisations import Organisation


class BankItem(models.Model):
    """A version of a question; what was observed is of that version. The newest row of an id is the one being edited.

    ``author`` is empty for a bundled question whose state was changed here.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    occupation = models.CharField(max_length=16)
    edition = models.CharField(max_length=8)
    level = models.CharField(max_length=16)
    item_id = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    state = models.CharField(max_length=10)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    exposures = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    facility = models.FloatField(null=True)
    discrimination = models.FloatField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "occupation", "edition", "level", "item_id", "sha256"],
                name="one_item_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.state}"
