"""Accounts whose owner has still to choose a password."""

from django.conf import settings
from django.db import models


class Invitation(models.Model):
    """The one invitation of an account: ``secret`` is the hash of a code that is good once, until ``expires_at``."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitation")
    secret = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation of {self.user_id}"
