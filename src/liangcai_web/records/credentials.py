"""Certificates as issued, byte for byte."""

from django.db import models

from liangcai_web.records.batches import Candidate


class Credential(models.Model):
    """A certificate: its number, the signed file, the compact form of its QR code, its place in the status list."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="credential")
    number = models.CharField(max_length=22, unique=True)
    status_index = models.PositiveIntegerField(unique=True)
    file = models.BinaryField()
    token = models.TextField()
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number
