"""What an organisation asks of candidates beside the standard: where they come from, what they need, where they sit."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangcai_web.records.batches import Batch
from liangcai_web.records.people import Person
from liangcai_web.records.places import Site

User = settings.AUTH_USER_MODEL


class Arrangement(models.Model):
    """A person's arrangement in a batch: personal, erasable, changed while there is no plan and by planning anew.

    ``extra_time`` is in percent and granted by two people; ``asks_time`` says only that it was asked for.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="arrangements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="arrangements")
    employer = models.CharField(max_length=120, blank=True)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accessible = models.BooleanField(default=False)
    asks_time = models.BooleanField(default=False)
    extra_time = models.PositiveSmallIntegerField(default=0)
    granted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["batch", "person"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "person"], name="one_arrangement_a_person"),
            models.CheckConstraint(
                condition=Q(extra_time=0) | Q(granted_by__isnull=False, approved_by__isnull=False),
                name="extra_time_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("granted_by")),
                name="extra_time_is_not_approved_by_its_granter",
            ),
        ]

    def __str__(self) -> str:
        return f"arrangement of {self.person_id}"
