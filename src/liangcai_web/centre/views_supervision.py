"""The supervision of a batch as its office sees it: who is appointed, what was found, what the office answers.

In: an officer of the batch's own office. Out: visits, facts. Follows: the office appoints supervisors from inside; it
answers findings, and closes none.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.pages.visit_form import VisitForm
from liangcai_web.records.batches import Batch
from liangcai_web.records.supervision import Visit
from liangcai_web.services.days import local_day
from liangcai_web.services.packs import supervision_pack
from liangcai_web.services.printing.supervision import print_report
from liangcai_web.services.supervision.reports import read_visit, read_visits, say_on
from liangcai_web.services.supervision.supervisors import (
    find_visit,
    list_supervisors,
    list_visits,
    plan_visit,
    withdraw_visit,
)

PAGE = "office-supervision"


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_supervision(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The visits with their findings; a supervisor from inside is appointed."""
    if request.method != "POST":
        return show(request, batch)
    form = make_form(request, batch, request.POST)
    if form.is_valid():
        name, day = form.cleaned_data["supervisor"], form.cleaned_data["day"]
        planned = plan_visit(batch, Visit.Kind.INTERNAL, name, day, now=clock.now(), actor=officer(request))
        if planned.value is not None:
            tell(request, Message("已选派内督。", "The supervisor is appointed."))
            return back_to(PAGE, batch)
        return show(request, batch, WRONG, findings=form.note(planned.findings), form=form)
    return show(request, batch, WRONG, form=form)


def make_form(request: StaffRequest, batch: Batch, data: Any = None) -> VisitForm:
    """The form with the supervisors of this office."""
    names = list_supervisors(batch, Visit.Kind.INTERNAL)
    return VisitForm(read_language(request), names, data, initial={"day": local_day(batch.starts_at)})


def show(request: StaffRequest, batch: Batch, status: int = 200, **more: Any) -> HttpResponse:
    """The page of supervision."""
    context = {
        "form": make_form(request, batch),
        "states": read_visits(list_visits(batch)),
        "pack": supervision_pack(),
        "names": {point.key: point.text for point in supervision_pack().points},
        **more,
    }
    return show_stage(request, batch, PAGE, status, **context)


@batch_page
@require_POST
def answer(request: StaffRequest, batch: Batch, visit: UUID, number: int) -> HttpResponse:
    """Say how a finding was mended."""
    row, words = find_visit(batch, visit), request.POST.get("words", "")[:2000]
    if row is None:
        raise Http404
    said = say_on(row, number, "answered", words, now=clock.now(), actor=officer(request))
    if said.value is None:
        return show(request, batch, WRONG, findings=said.findings, asked=(row.pk, number), words=words)
    tell(request, Message("已答复，待督导核查。", "Answered: the supervisor looks at it."))
    return back_to(PAGE, batch)


@batch_page
@require_POST
def withdraw(request: StaffRequest, batch: Batch, visit: UUID) -> HttpResponse:
    """Take an appointment back."""
    row = find_visit(batch, visit)
    if row is None:
        raise Http404
    refused = withdraw_visit(row, request.POST.get("reason", "")[:400], now=clock.now(), actor=officer(request))
    if refused is not None:
        return show(request, batch, WRONG, findings=(refused,))
    tell(request, Message("选派已撤回。", "The appointment was taken back."))
    return back_to(PAGE, batch)


@batch_page
@require_safe
def print_pdf(request: StaffRequest, batch: Batch, visit: UUID) -> HttpResponse:  # noqa: ARG001
    """The report of a visit as PDF, once it is signed."""
    row = find_visit(batch, visit)
    printed = print_report(read_visit(row)) if row else None
    if printed is None or printed.value is None:
        raise Http404
    headers = {"Content-Disposition": 'inline; filename="supervision.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(printed.value, content_type="application/pdf", headers=headers)
