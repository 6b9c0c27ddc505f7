"""The yearly plan: its items, what came of each, filed to the authority; a batch is announced from an item.

In: an officer. Out: pages, rows, facts. Follows: the workflow, step 1.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, officer, tell
from liangcai_web.centre.forms_plan import PlanForm, list_choices
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language
from liangcai_web.services.batches.plans import FIRST, LAST, add_item, file_year, find_item, read_year, remove_item
from liangcai_web.services.days import local_day
from liangcai_web.services.workflow.standing import adopt_known


@role_required(Role.OFFICER)
@require_safe
def show_now(request: StaffRequest) -> HttpResponse:  # noqa: ARG001 - views are handed it
    """The plan of this year."""
    return redirect("office-plan", local_day(clock.now()).year)


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def show_plan(request: StaffRequest, year: int) -> HttpResponse:
    """The items of a year; one is added here."""
    if not FIRST <= year <= LAST:
        raise Http404
    choices = list_choices(request.organisation)
    form = PlanForm(read_language(request), choices, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render_plan(request, year, form)
    if not form.is_valid():
        return render_plan(request, year, form, status=WRONG)
    now, place = clock.now(), form.chosen
    adopted = adopt_known(request.organisation, place.key, now=now, actor=officer(request))
    if adopted.value is None:
        return render_plan(request, year, form, adopted.findings, WRONG)
    added = add_item(
        request.organisation,
        adopted.value,
        year=year,
        month=form.cleaned_data["month"],
        level=place.level,
        direction=place.direction,
        people=form.cleaned_data["people"],
        site=form.cleaned_data["site"],
        now=now,
    )
    if added.value is None:
        return render_plan(request, year, form, form.note(added.findings), WRONG)
    tell(request, Message("已列入计划。", "It is on the plan."))
    return redirect("office-plan", year)


def render_plan(
    request: StaffRequest, year: int, form: PlanForm, findings: tuple[Finding, ...] = (), status: int = 200
) -> HttpResponse:
    """The page."""
    state = read_year(request.organisation, year)
    context = {"state": state, "form": form, "findings": findings, "year": year, "before": year - 1, "after": year + 1}
    return render(request, "centre/plan.html", context, status=status)


@role_required(Role.OFFICER)
@require_POST
def file(request: StaffRequest, year: int) -> HttpResponse:
    """Hand the plan to the authority."""
    filed = file_year(request.organisation, year, actor=officer(request), now=clock.now())
    if filed.value is None:
        form = PlanForm(read_language(request), list_choices(request.organisation), None)
        return render_plan(request, year, form, filed.findings, WRONG)
    tell(request, Message("年度计划已报，等主管部门答复。", "The plan is filed and waits for the authority."))
    return redirect("office-plan", year)


@role_required(Role.OFFICER)
@require_POST
def remove(request: StaffRequest, item: UUID) -> HttpResponse:
    """Take an item out."""
    row = find_item(request.organisation, item)
    if row is None:
        raise Http404
    refused = remove_item(row, clock.now())
    said = refused.message if refused else Message("已从计划中删除。", "It is off the plan.")
    tell(request, said, good=refused is None)
    return redirect("office-plan", row.year)
