"""A made-up visit for a demonstration: a supervisor from inside, one finding that the office has answered.

In: a batch that was examined, two accounts. Out: facts. Follows: all of it goes through the services of the pages.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractUser

from liangcai_web.records.batches import Batch
from liangcai_web.records.supervision import Visit
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.days import local_day
from liangcai_web.services.supervision.forms import list_points, read_typed, sign_typed
from liangcai_web.services.supervision.reports import say_on
from liangcai_web.services.supervision.supervisors import plan_visit

SUPERVISOR = "supervisor-1"
SEEN = "两个考场的场次表贴在走廊另一头，考生入场前看不到。"
MENDED = "已改贴在各考场门口，照片存档。"


def rehearse_visit(
    batch: Batch, officer: AbstractUser, password: str | None, now: datetime, *, waiting: Batch
) -> Visit:
    """A visit with one finding that waits to be closed, and one to come on the batch that waits."""
    user = open_account(batch.organisation, SUPERVISOR, password, "supervisor")
    plan_visit(waiting, Visit.Kind.INTERNAL, SUPERVISOR, local_day(waiting.starts_at), now=now, actor=officer)
    planned = plan_visit(batch, Visit.Kind.INTERNAL, SUPERVISOR, local_day(now), now=now, actor=officer)
    if planned.value is None:
        raise RuntimeError(f"no visit for the demonstration: {planned.findings}")
    points = list_points(planned.value)
    typed = {f"seen-{point.key}": "fits" for point in points}
    typed |= {"seen-order": "fails", "words-order": SEEN, "remark": "组织有序，记录齐全。"}
    sign_typed(planned.value, read_typed(points, typed), now=now, actor=user)
    say_on(planned.value, 1, "answered", MENDED, now=now, actor=officer)
    return planned.value
