"""Packs of practical stations as they were tried here, and the attempts at benches.

What is a candidate's stands in facts as well; a row says where an attempt is, so that a page that asks every second
need not fold them.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangcai_web.records.batches import Candidate
from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.training import Trainee


class StationPack(models.Model):
    """The files of a pack under their hash, and what its own solutions came to; never changed once kept."""

    name = models.CharField(max_length=64)
    version = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    trial = models.TextField()
    tried_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class BenchAttempt(models.Model):
    """Somebody at a bench: a candidate in an examination, a trainee or an account in practice.

    ``number`` counts the attempts of the same person at the same pack. ``granted`` and ``lost`` are seconds: what staff
    gave, and what the bench lost by its own fault. ``late`` are steps that came after the end, as JSON lines.
    """

    class Mode(models.TextChoices):
        """Whether hints are given and nothing counts."""

        PRACTICE = "practice", "练习"
        EXAMINATION = "examination", "考试"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pack = models.ForeignKey(StationPack, on_delete=models.PROTECT, related_name="attempts")
    mode = models.CharField(max_length=12, choices=Mode.choices)
    candidate = models.ForeignKey(Candidate, null=True, blank=True, on_delete=models.PROTECT, related_name="benches")
    trainee = models.ForeignKey(Trainee, null=True, blank=True, on_delete=models.PROTECT, related_name="benches")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField(default=1)
    seed = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField()
    prepared_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=12, blank=True)
    granted = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)
    notes = models.TextField(blank=True)
    late = models.TextField(blank=True)
    evidence = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidate"], name="one_bench_a_candidate"),
            models.CheckConstraint(
                condition=Q(candidate__isnull=False, trainee__isnull=True, user__isnull=True, mode="examination")
                | Q(candidate__isnull=True, trainee__isnull=False, user__isnull=True, mode="practice")
                | Q(candidate__isnull=True, trainee__isnull=True, user__isnull=False, mode="practice"),
                name="a_bench_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(started_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="a_bench_ends_behind_its_start",
            ),
        ]
        indexes = [models.Index(fields=["ended_at", "started_at"], name="benches_that_run")]

    def __str__(self) -> str:
        return f"{self.pack_id} {self.uuid}"

    @property
    def ends(self) -> datetime | None:
        """When the time is over: start, minutes, what was given, what was lost; None before the start."""
        if self.started_at is None:
            return None
        return self.started_at + timedelta(minutes=self.minutes, seconds=self.granted + self.lost)

    @property
    def state(self) -> str:
        """prepared, running, handed_in or graded."""
        if self.report_id is not None:
            return "graded"
        if self.ended_at is not None:
            return "handed_in"
        return "prepared" if self.started_at is None else "running"
