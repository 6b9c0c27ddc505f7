"""Rooms and staff of a batch.

In: an officer, rooms as lines, duties of accounts. Out: the plan with seat maps and panels, or what lacks. Follows:
clauses 1.9.3 to 1.9.5.
"""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from liangcai.findings import Finding, Message
from liangcai.scheduling.model import Role as Duty
from liangcai.scheduling.shortage import ROLE_NAMES
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.charts_rooms import draw_loads, draw_timetable
from liangcai_web.centre.rooms import view_plan
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch
from liangcai_web.services.applications_office import list_admitted
from liangcai_web.services.seating import load_plan
from liangcai_web.services.seating_office import (
    Colleague,
    Need,
    list_colleagues,
    list_needs,
    list_seated,
    make_plan,
    propose_rooms,
    read_rooms,
)

NAMES: dict[Duty, Message] = {
    "invigilator": Message("监考人员", "invigilator"),
    "assessor": Message("考评员", "assessor"),
    "senior_assessor": Message("高级考评员", "senior assessor"),
    "reviewer": Message("综合评审委员", "reviewer"),
}


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_rooms(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The plan, or the form that makes it."""
    plan = load_plan(batch)
    if plan is not None and request.method != "POST":
        return show_stage(
            request,
            batch,
            "office-rooms",
            parts=view_plan(plan, list_seated(batch)),
            plan=plan,
            timetable=draw_timetable(plan),
            loads=draw_loads(plan),
        )
    needs = list_needs(batch, len(list_admitted(batch)))
    colleagues = list_colleagues(request.organisation)
    if request.method != "POST":
        return show_form(request, batch, needs, colleagues, propose_rooms(needs, len(list_admitted(batch))), None, ())
    duties = {one.username: request.POST.get(f"duty-{one.username}", "") for one in colleagues}
    typed = request.POST.get("rooms", "")
    rooms = read_rooms(typed, needs)
    findings = rooms.findings
    if not findings:
        made = make_plan(batch, rooms.value, duties, now=clock.now(), actor=officer(request))
        if made.value is not None:
            tell(request, Message("考场和人员已编排，准考证已发。", "Rooms and staff are planned, tickets issued."))
            return back_to("office-rooms", batch)
        findings = made.findings
    return show_form(request, batch, needs, colleagues, typed, duties, findings)


def show_form(
    request: StaffRequest,
    batch: Batch,
    needs: tuple[Need, ...],
    colleagues: tuple[Colleague, ...],
    typed: str,
    duties: dict[str, str] | None,
    findings: tuple[Finding, ...],
) -> HttpResponse:
    """The form, with what was typed; at first everybody has the duty that the level asks for."""
    wanted = {need.staff.role for need in needs}
    rows = []
    for one in colleagues:
        usual = next((duty for duty in one.duties if duty in wanted), "")
        chosen = usual if duties is None else duties[one.username]
        rows.append((one, [(duty, NAMES[duty], duty == chosen) for duty in one.duties]))
    return show_stage(
        request,
        batch,
        "office-rooms",
        WRONG if request.method == "POST" else 200,
        needs=[(need, ROLE_NAMES[need.staff.role]) for need in needs],
        rows=rows,
        typed=typed,
        wrong_rooms=[finding for finding in findings if finding.rule == "rooms.rooms"],
        findings=[finding for finding in findings if finding.rule != "rooms.rooms"],
        admitted=len(list_admitted(batch)),
    )
