"""A supervisor's visit to a batch: appointed, filled in, signed."""

from liangcai_host import clock
from liangcai_web.records.batches import Batch
from liangcai_web.records.supervision import Visit
from liangcai_web.services.days import local_day
from liangcai_web.services.supervision.forms import list_points, read_typed, sign_typed
from liangcai_web.services.supervision.supervisors import plan_visit
from tests.web.cast import Cast


def appoint(cast: Cast, batch: Batch) -> Visit:
    """The supervisor of the cast, for today."""
    now = clock.now()
    name = cast.supervisor.get_username()
    planned = plan_visit(batch, "internal", name, local_day(now), now=now, actor=cast.team.officer)
    assert planned.value is not None, planned.findings
    return planned.value


def fill(visit: Visit, **failing: str) -> dict[str, str]:
    """A form with everything as it should be, but for the points that are named with what was seen."""
    typed: dict[str, str] = {}
    for point in list_points(visit):
        typed[f"seen-{point.key}"] = "fails" if point.key in failing else "fits"
        typed[f"words-{point.key}"] = failing.get(point.key, "")
    return typed


def supervise(cast: Cast, batch: Batch, **failing: str) -> Visit:
    """A visit whose form is signed, with a finding on the staff unless others are named."""
    visit = appoint(cast, batch)
    typed = read_typed(list_points(visit), fill(visit, **(failing or {"staff": "少一名监考人员"})))
    signed = sign_typed(visit, typed, now=clock.now(), actor=cast.supervisor)
    assert signed.value is not None, signed.findings
    return visit
