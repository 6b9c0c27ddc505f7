"""What somebody is still typing: kept so that it is not lost, changed freely, no fact of anything."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """An assessor's score sheet before it is signed, gone once it is; or what an author settled about a file."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.UUIDField()
    content = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "subject"], name="one_draft_a_subject")]

    def __str__(self) -> str:
        return f"{self.user} {self.subject}"
