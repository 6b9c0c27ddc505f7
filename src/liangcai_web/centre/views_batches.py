"""The home of an exam office, and announcing a batch.

In: an officer. Out: duties with what comes next, the list of batches, a new batch. Follows: clause 1.4 (levels and
directions); a standard that can't be used is refused with findings that name clause and line.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message, Result
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, tell
from liangcai_web.centre.forms import BatchForm, UploadForm
from liangcai_web.centre.stages import find_duty, list_steps
from liangcai_web.centre.views_workflow import show_workflow
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.records.plans import PlanItem
from liangcai_web.services.batches.plans import check_item, find_item, plan_batch
from liangcai_web.services.batches.state import open_batch
from liangcai_web.services.standards.opened import OpenedStandard, adopt_standard, list_standards, open_standard
from liangcai_web.services.workflow.standing import adopt_known, list_duties, page_batches

SEEDS = 2**48


@role_required(Role.OFFICER)
@require_safe
def show_office(request: StaffRequest) -> HttpResponse:
    """What is to be done, nearest first, and all batches."""
    page = page_batches(request.organisation, request.GET.get("page"))
    duties = [(standing, find_duty(standing)) for standing in list_duties(request.organisation)]
    rows = [(standing, list_steps(standing)) for standing in page.object_list]
    context = {"page": page, "rows": rows, "duties": duties, "organisation": request.organisation}
    return render(request, "centre/office.html", context)


@role_required(Role.OFFICER)
@require_safe
def choose_standard(request: StaffRequest) -> HttpResponse:
    """Choose the standard of a new batch, or upload it."""
    context = {"form": UploadForm(read_language(request)), "standards": list_standards(request.organisation)}
    return render(request, "centre/new.html", context)


@role_required(Role.OFFICER)
@require_http_methods(["POST"])
def upload_standard(request: StaffRequest) -> HttpResponse:
    """Adopt an uploaded standard; what can't be read is refused with everything that was found."""
    form = UploadForm(read_language(request), request.POST, request.FILES)
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        adopted = adopt_standard(request.organisation, file.read(), file.name, now=clock.now(), actor=officer(request))
        if adopted.value is not None:
            tell(request, Message("标准已入库。", "The standard has been adopted."))
            return redirect("office-announce", adopted.value.sha256)
        findings = adopted.findings
    context = {"form": form, "standards": list_standards(request.organisation), "findings": findings}
    return render(request, "centre/new.html", context, status=WRONG)


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def announce_batch(request: StaffRequest, key: str) -> HttpResponse:
    """Level, direction, name and time of a batch on a chosen standard."""
    opened = open_standard(key)
    if opened is None:
        raise Http404
    lang, item = read_language(request), read_item(request)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        form = BatchForm(lang, opened.standard, request.POST)
        if form.is_valid():
            announced = announce(request, key, form, item)
            if announced.value is not None:
                tell(request, Message("批次已公告。", "The batch has been announced."))
                return back_to("office-batch", announced.value)
            findings = form.note(announced.findings)
    else:
        form = BatchForm(lang, opened.standard, initial={**propose(opened), **(propose_planned(item) if item else {})})
    context = {
        "item": item,
        "form": form,
        "opened": opened,
        "standard": opened.standard,
        "key": key,
        "findings": findings,
    }
    return render(request, "centre/announce.html", context, status=WRONG if request.method == "POST" else 200)


def propose(opened: OpenedStandard) -> dict[str, object]:
    """A name and a time to start from."""
    start = timezone.localtime(clock.now()) + timedelta(days=30)
    start = start.replace(hour=9, minute=0, second=0, microsecond=0)
    return {"title": f"{start:%Y年%m月} {opened.standard.name}", "starts_at": start}


def read_item(request: StaffRequest) -> PlanItem | None:
    """The item of the yearly plan that a batch is announced from, if the address names one of this office."""
    try:
        asked = UUID(request.GET.get("item", ""))
    except ValueError:
        return None
    return find_item(request.organisation, asked)


def propose_planned(item: PlanItem) -> dict[str, object]:
    """What the plan says of a batch."""
    start = datetime(item.year, item.month, 1, 9, tzinfo=timezone.get_current_timezone())
    return {
        "place": f"{item.level}|{item.direction}",
        "starts_at": start,
        "title": f"{start:%Y年%m月} {item.standard.title}",
    }


def announce(request: StaffRequest, key: str, form: BatchForm, item: PlanItem | None) -> Result[Batch | None]:
    """Adopt the standard for this office and open the batch, as planned if it was."""
    now, actor = clock.now(), officer(request)
    refused = check_item(item, form.level, form.direction) if item else None
    if refused:
        return Result(None, (refused,))
    adopted = adopt_known(request.organisation, key, now=now, actor=actor)
    if adopted.value is None:
        return Result(None, adopted.findings)
    opened = open_batch(
        request.organisation,
        adopted.value,
        title=form.cleaned_data["title"],
        level=form.level,
        direction=form.direction,
        seed=secrets.randbelow(SEEDS),
        starts_at=form.cleaned_data["starts_at"],
        apply_until=form.cleaned_data["apply_until"],
        cut_off=form.cleaned_data["cut_off"],
        now=now,
        actor=actor,
    )
    if opened.value is not None and item is not None:
        plan_batch(opened.value, item, actor=actor, now=now)
    return opened


@batch_page
@require_safe
def show_batch(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Where the batch stands on every step and what comes next."""
    return show_workflow(request, batch)
