"""How often an address asked what anybody may ask: rows that every process of the site sees, and that run out."""

from django.db import models


class Asked(models.Model):
    """Questions of one kind by one asker since a moment; ``asker`` is a keyed hash, never an address."""

    what = models.CharField(max_length=24)
    asker = models.CharField(max_length=64)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["what", "since"]
        constraints = [models.UniqueConstraint(fields=["what", "asker"], name="one_row_an_asker")]
        indexes = [models.Index(fields=["what", "since"])]

    def __str__(self) -> str:
        return f"{self.what} {self.count}"
