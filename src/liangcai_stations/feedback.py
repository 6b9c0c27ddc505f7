"""The feedback of practice: how far each requirement is met just now, with a hint where it is not.

In: a pack, what its probes see just now. Out: a panel. Follows: it names requirements and never checks.
"""

from collections.abc import Iterable

from liangcai.findings import Message
from liangcai.stations.grade import grade_station
from liangcai.stations.model import Pack, Probe, RequirementPoints
from liangcai_host.benches import views


def show_feedback(pack: Pack, probes: Iterable[Probe]) -> views.Feedback:
    """How far each requirement is met; hints for those that are not."""
    met = tuple(
        views.Met(
            requirement=one.number,
            state=tell_state(one),
            hint=Message("", "") if one.earned == one.possible else pack.hints.get(one.number, Message("", "")),
        )
        for one in grade_station(pack, probes).requirements
    )
    return views.Feedback(id="feedback", zh="练习反馈", en="Practice feedback", met=met)


def tell_state(one: RequirementPoints) -> views.State:
    """Whole, begun, or not begun."""
    if one.earned == one.possible:
        return "ok"
    return "warn" if one.earned else "none"
