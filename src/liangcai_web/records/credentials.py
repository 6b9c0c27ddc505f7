"""Certificates as issued, byte for byte; what their numbers count to; the work of issuing many; how they look."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.organisations import Organisation

User = settings.AUTH_USER_MODEL


class Credential(models.Model):
    """A certificate: its number, the signed file, the compact form of its QR code, the VC-JWT, its place in the list.

    A candidate has one that is the ``FIRST``; each later one ``replaces`` the one before, under a number of its own or
    as the next ``copy`` of the same number, as the rule pack says.
    """

    class How(models.TextChoices):
        """How a certificate came to be."""

        FIRST = "first", "签发"
        CORRECTED = "corrected", "更正换发"
        LOST = "lost", "补发"

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="credentials")
    number = models.CharField(max_length=32)
    copy = models.PositiveSmallIntegerField(default=1)
    how = models.CharField(max_length=12, choices=How.choices, default=How.FIRST)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    status_index = models.PositiveIntegerField(unique=True)
    file = models.BinaryField()
    token = models.TextField()
    jwt = models.TextField(default="")
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number", "copy"]
        constraints = [
            models.UniqueConstraint(fields=["number", "copy"], name="one_certificate_a_number_and_copy"),
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(replaces=None), name="one_first_certificate_a_candidate"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, how="first") | ~Q(replaces=None) & ~Q(how="first"),
                name="a_certificate_is_first_or_replaces_one",
            ),
        ]

    def __str__(self) -> str:
        return self.number if self.copy == 1 else f"{self.number}-{self.copy}"


class Counter(models.Model):
    """The last serial that was given in a scope; it moves on in the transaction that keeps what bears the serial."""

    scope = models.CharField(max_length=160, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.scope}: {self.last}"


class IssueRun(models.Model):
    """The work of issuing to everyone of a batch who passed: two people began it, ``done`` of ``total`` are issued.

    Everybody up to the serial ``reached`` was tried; ``refused`` lists, as findings, who could not be given one. A
    batch has one run at work at a time.
    """

    class State(models.TextChoices):
        """Where the work stands."""

        WORKING = "working", "签发中"
        DONE = "done", "已签发"
        STOPPED = "stopped", "已停止"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="issue_runs")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WORKING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    reached = models.PositiveIntegerField(default=0)
    refused = models.TextField(default="[]")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch"], condition=Q(state="working"), name="one_issue_run_at_work"),
            models.CheckConstraint(condition=~Q(approved_by=F("begun_by")), name="an_issue_run_is_begun_by_two"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.done} of {self.total}"


class StyleVersion(models.Model):
    """How an organisation's certificates look from a moment on, as JSON; what was issued before keeps its own look."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="certificate_styles")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.sha256[:8]}"
