"""Batches and the people examined in them."""

import uuid

from django.db import models

from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person


class Batch(models.Model):
    """One announced examination (批次): a standard, a level, a direction. Its state is folded from facts.

    Facts of an application count on ``cut_off``, or on the day it is handed in where none was announced;
    ``apply_until`` is the last day for that, None until seats are given. ``plan_item`` is what it was planned as.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    standard = models.ForeignKey(Document, on_delete=models.PROTECT)
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=16)
    direction = models.CharField(max_length=40, blank=True)
    seed = models.BigIntegerField()
    starts_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    cut_off = models.DateField(null=True, blank=True)
    apply_until = models.DateField(null=True, blank=True)
    plan_item = models.ForeignKey(
        "records.PlanItem", null=True, blank=True, on_delete=models.PROTECT, related_name="batches"
    )

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.title


class Candidate(models.Model):
    """A person admitted to a batch, with seat and form; the uuid names the attempt in the journal.

    ``room`` is the theory session of the plan by its name, blank where the part is kept; it begins at ``starts_at``.
    ``minutes`` are the candidate's own where they have extra time, ``panel`` the number of their skill session.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    serial = models.PositiveIntegerField()
    ticket_number = models.CharField(max_length=24, unique=True)
    room = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    seat = models.PositiveSmallIntegerField(null=True)
    form = models.CharField(max_length=4, blank=True)
    panel = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["batch", "serial"]
        constraints = [models.UniqueConstraint(fields=["batch", "serial"], name="one_serial_once")]

    def __str__(self) -> str:
        return self.ticket_number
