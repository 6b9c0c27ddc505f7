"""The report of a visit as PDF.

In: the state of a visit. Out: PDF bytes, or findings. Follows: what is printed is what was signed and said since.
"""

from liangcai.findings import Message, Result
from liangcai.supervision.form import SEEN, Form
from liangcai.supervision.mending import Mending
from liangcai.supervision.pack import PHASES, WEIGHTS, Point
from liangcai_host.typesetting.training_sheets import FindingLine, PointLine, SupervisionSheet
from liangcai_host.typesetting.typeset import typeset_supervision
from liangcai_web.records.supervision import Visit
from liangcai_web.services.days import local_day, local_time
from liangcai_web.services.packs import supervision_pack
from liangcai_web.services.printing.documents import describe_exam
from liangcai_web.services.supervision.reports import VisitState, hash_report

KINDS = {
    Visit.Kind.INTERNAL: Message("内部督导", "from inside"),
    Visit.Kind.EXTERNAL: Message("外部督导", "from outside"),
}
PRACTICE = "通行做法 practice"


def print_report(state: VisitState) -> Result[bytes | None] | None:
    """The report; None before it is signed."""
    if state.form is None or state.signed_at is None:
        return None
    return typeset_supervision(build_sheet(state, state.form))


def build_sheet(state: VisitState, form: Form) -> SupervisionSheet:
    """What is printed."""
    visit, sha256 = state.visit, hash_report(state)
    signed = local_time(state.signed_at) if state.signed_at else None
    newest = max([one.newest.at for one in state.findings if one.newest] + [state.signed_at or visit.planned_at])
    return SupervisionSheet(
        exam=describe_exam(visit.batch),
        version=sha256,
        made=local_day(newest),
        kind=KINDS[Visit.Kind(visit.kind)],
        supervisor=visit.supervisor.get_full_name() or visit.supervisor.get_username(),
        day=visit.day,
        signed=f"{signed:%Y-%m-%d %H:%M}" if signed else "",
        points=tuple(_lines(form)),
        findings=tuple(_write(one) for one in state.findings),
        remark=form.remark,
        closed=f"{local_time(state.settled_at):%Y-%m-%d}" if state.settled_at else "",
        sha256=sha256,
    )


def _lines(form: Form) -> list[PointLine]:
    known = {point.key: point for point in supervision_pack().points}
    lines = []
    for looked in form.looked:
        point = known.get(looked.point)
        if point is not None:
            seen = SEEN[looked.seen]
            lines.append(
                PointLine(
                    phase=PHASES[point.phase],
                    text=point.text,
                    source=name_ground(point),
                    seen=seen,
                    met=looked.seen == "fits",
                    words=looked.words,
                )
            )
    return lines


def name_ground(point: Point) -> str:
    """On what a point rests."""
    return f"标准 standard {point.clause}" if point.clause else PRACTICE


def _write(one: Mending) -> FindingLine:
    answer = next((word for word in reversed(one.said) if word.act == "answered"), None)
    closing = one.newest if one.newest and one.newest.act != "answered" else None
    return FindingLine(
        number=str(one.found.number),
        severity=WEIGHTS[one.found.weight],
        text=one.found.words,
        answer=answer.words if answer else "—",
        answered=f"{answer.by} {local_time(answer.at):%Y-%m-%d}" if answer else "",
        closing=closing.words if closing else "—",
        closed=f"{closing.by} {local_time(closing.at):%Y-%m-%d}" if closing else "",
    )
