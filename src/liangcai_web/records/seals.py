"""What is sealed of a batch until its papers are opened, and for whom.

``Seal.released`` holds the content key, sealed for this installation, once the papers are open; before that the key is
nowhere, and only shares of it are.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from liangcai_web.records.batches import Batch


class OfficerKey(models.Model):
    """The key pair of an officer; the private key stands behind their pass phrase, and behind a code for the safe."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="officer_key")
    public = models.CharField(max_length=64)
    locked = models.TextField()
    recovery = models.TextField(blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of {self.user_id}"


class Seal(models.Model):
    """The seal on the papers of a batch."""

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="seal")
    opens_at = models.DateTimeField(null=True)
    released = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"seal of {self.batch_id}"


class SealedDocument(models.Model):
    """A document under its seal; ``sha256`` is of the plain bytes, which is what facts name."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "kind", "sha256"], name="one_sealed_document_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"


class SealShare(models.Model):
    """A share of the content key, for one officer, or for this installation (no holder) once a time is set.

    ``public`` is the key that the share was sealed for: a holder with a newer key has to be given the share anew.
    """

    seal = models.ForeignKey(Seal, on_delete=models.CASCADE, related_name="shares")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    public = models.CharField(max_length=64, blank=True)
    sealed = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal", "holder"], name="one_share_a_holder"),
            models.UniqueConstraint(fields=["seal"], condition=Q(holder__isnull=True), name="one_share_of_the_site"),
            models.UniqueConstraint(fields=["seal", "number"], name="no_share_twice"),
        ]

    def __str__(self) -> str:
        return f"share {self.number}"
