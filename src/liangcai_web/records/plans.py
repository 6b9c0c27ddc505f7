"""The yearly plan (年度计划): which examinations an office means to hold, each an item of its own."""

import uuid

from django.db import models
from django.db.models import Q

from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation


class PlanItem(models.Model):
    """An examination planned for a month of a year; ``standard`` is a document of the office.

    What was filed and approved stands in facts; an item that is taken away is kept with the day of that.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plan_items")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    standard = models.ForeignKey(Document, on_delete=models.PROTECT)
    level = models.CharField(max_length=16)
    direction = models.CharField(max_length=40, blank=True)
    people = models.PositiveIntegerField()
    site = models.CharField(max_length=80, blank=True)
    kept_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["year", "month", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="a_month_is_one_of_twelve"),
            models.CheckConstraint(condition=Q(people__gt=0), name="a_plan_is_for_people"),
        ]
        indexes = [models.Index(fields=["organisation", "year"])]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02} {self.level}"
