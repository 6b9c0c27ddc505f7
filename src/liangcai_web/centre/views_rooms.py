"""Rooms and staff of a batch: chosen from the registers, planned, looked at.

In: an officer, sites, sessions, who stays out. Out: the plan with seat maps and panels, or what lacks. Follows: clauses
1.9.3 to 1.9.5.
"""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from liangcai.findings import Finding, Message
from liangcai.scheduling.plan import Plan, list_uses
from liangcai.scheduling.shortage import ROLE_NAMES
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.charts_rooms import draw_loads, draw_timetable
from liangcai_web.centre.charts_sites import draw_matrix
from liangcai_web.centre.choice_form import first_choice, offer, read_choice
from liangcai_web.centre.rooms import view_parts, view_sessions
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission.arrangements import find_asking
from liangcai_web.services.admission.office import list_admitted
from liangcai_web.services.packs import scheduling_pack
from liangcai_web.services.paging import page_of
from liangcai_web.services.papers.making import count_sets
from liangcai_web.services.payloads.register import Choice
from liangcai_web.services.planning.choosing import read_exam
from liangcai_web.services.planning.office import list_needs, make_plan, name_staff
from liangcai_web.services.planning.seating import load_plan

MAPS = 12


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_rooms(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The plan, or the form that makes it."""
    plan = load_plan(batch)
    if plan is not None and request.method != "POST":
        return show_plan(request, batch, plan)
    exam = read_exam(batch, Choice())
    if exam.value is None:
        return show_stage(request, batch, "office-rooms", WRONG, findings=exam.findings)
    if request.method != "POST":
        return show_form(request, batch, first_choice(batch), None, ())
    chosen = read_choice(request.POST, batch, exam.value)
    findings = chosen.findings
    if not findings:
        made = make_plan(batch, chosen.value, now=clock.now(), actor=officer(request))
        if made.value is not None:
            tell(request, Message("考场和人员已编排，准考证已发。", "Rooms and staff are planned, tickets issued."))
            return back_to("office-rooms", batch)
        findings = made.findings
    return show_form(request, batch, chosen.value, request.POST.get("slots", ""), findings)


def show_plan(request: StaffRequest, batch: Batch, plan: Plan) -> HttpResponse:
    """The plan: all sites in one picture, one site in detail."""
    uses = list_uses(plan)
    sites = sorted({use.session.site for use in uses})
    site = request.GET.get("site", "")
    site = site if site in sites else (sites[0] if sites else "")
    own = [use for use in uses if use.session.site == site]
    names = name_staff(batch.organisation, [one.id for one in plan.resources.staff])
    page = page_of(own, request.GET.get("page"), MAPS)
    people = {seat.candidate for use in page.object_list for seat in use.session.seats}
    rows = batch.candidates.filter(person__uuid__in=people).select_related("person")
    page.object_list = view_sessions(page.object_list, rows, names, scheduling_pack())
    return show_stage(
        request,
        batch,
        "office-rooms",
        plan=plan,
        parts=view_parts(plan),
        matrix=draw_matrix(plan) if len(sites) > 1 else None,
        sites=[(name, name == site) for name in sites],
        site=site,
        page=page,
        timetable=draw_timetable(own),
        loads=draw_loads(own, names),
        asking=find_asking(batch).count(),
        again=-(-len({use.start for use in list_uses(plan, "theory")}) // count_sets(batch)),
    )


def show_form(
    request: StaffRequest, batch: Batch, choice: Choice, typed: str | None, findings: tuple[Finding, ...]
) -> HttpResponse:
    """The form, with what was chosen."""
    admitted = len(list_admitted(batch))
    exam = read_exam(batch, choice).value
    return show_stage(
        request,
        batch,
        "office-rooms",
        WRONG if request.method == "POST" else 200,
        offer=offer(batch, exam, choice, typed) if exam else None,
        needs=[(need, ROLE_NAMES[need.staff.role]) for need in list_needs(batch, admitted)],
        findings=findings,
        admitted=admitted,
        asking=find_asking(batch).count(),
    )
