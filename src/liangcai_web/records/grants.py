"""Time granted to candidates: what one person alone may not give, the database refuses."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from liangcai_web.records.batches import Candidate


class TimeGrant(models.Model):
    """Seconds granted to a candidate under an id; ``total`` is all that the candidate has been granted, this included.

    ``alone`` is what one person may grant in all by the rule pack of that day. ``reopens``: the clock had ended the
    attempt, so that answers which came late count now. Both beyond ``alone`` and for this an approver is needed.
    """

    grant_id = models.CharField(max_length=48)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="grants")
    seconds = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    alone = models.PositiveIntegerField()
    reopens = models.BooleanField(default=False)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["grant_id", "candidate"], name="one_grant_once"),
            models.CheckConstraint(condition=Q(seconds__gt=0), name="a_grant_gives_time"),
            models.CheckConstraint(
                condition=Q(total__lte=F("alone"), reopens=False) | Q(approver__isnull=False),
                name="much_time_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=F("actor")), name="granter_is_not_the_approver"
            ),
        ]
        indexes = [models.Index(fields=["reopens"], condition=Q(reopens=True), name="grants_that_reopen")]

    def __str__(self) -> str:
        return f"{self.seconds} s"
