"""Misconduct in a batch: what was noted, charges, measures by two people.

In: an officer, two for a measure. Out: cases with their evidence and the candidate's words. Follows: the rule pack of
misconduct; a candidate is heard before anything is decided.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms_after import CaseForm, HearForm, MeasureForm, ReasonForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.days import local_day
from liangcai_web.services.packs import misconduct_pack, sitting_pack
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.printing.misconduct import print_case
from liangcai_web.services.results.misconduct import (
    decide_case,
    hear_candidate,
    list_kinds,
    open_case,
    withdraw_irregularity,
)
from liangcai_web.services.results.petitions import Kind, read_words
from liangcai_web.services.standing.cases import Case, find_case, list_cases, list_noted

PAGE = "office-misconduct"


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_misconduct(request: StaffRequest, batch: Batch) -> HttpResponse:
    """What was noted, the cases, and the form that opens one."""
    form = make_form(request, batch)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        candidate = batch.candidates.filter(ticket_number=typed["ticket"].strip()).first()
        if candidate is None:
            form.add_error("ticket", "本批次没有这个准考证号。 No such ticket in this batch.")
        else:
            candidate.batch = batch
            said = (typed["code"], typed["part"], typed["evidence"], tuple(typed.get("noted", ())))
            opened = open_case(candidate, *said, actor=officer(request), now=clock.now())
            if opened.value is not None:
                tell(request, Message("已立案并告知考生。", "The case is open, and the candidate is told."))
                return back_to(PAGE, batch)
            findings = form.note(opened.findings)
    return show(request, batch, form, findings)


def make_form(request: StaffRequest, batch: Batch) -> CaseForm:
    """The form with the rules, the parts that are sat, and what was noted."""
    blueprint = load_blueprint(batch)
    names = {part.kind: part.name for part in blueprint.parts} if blueprint else {}
    parts = [(kind, names.get(kind, kind)) for kind in list_kinds(batch)]
    notes = [one for one in list_noted(batch) if one.counts and not one.case]
    typed = request.POST if request.method == "POST" else None
    return CaseForm(read_language(request), sitting_pack().irregularities, parts, notes, typed)


def show(request: StaffRequest, batch: Batch, form: CaseForm, findings: tuple[Finding, ...]) -> HttpResponse:
    """The page."""
    rules = sitting_pack()
    return show_stage(
        request,
        batch,
        PAGE,
        WRONG if request.method == "POST" else 200,
        form=form,
        findings=findings,
        notes=[(one, rules.irregularity(one.said.code)) for one in list_noted(batch)],
        cases=[describe(one) for one in list_cases(batch)],
        pack=misconduct_pack(),
    )


def describe(case: Case) -> dict[str, Any]:
    """A case as the pages show it."""
    pack = misconduct_pack()
    return {
        "case": case,
        "rule": sitting_pack().irregularity(case.said.code),
        "measure": pack.measure(case.decided.measure) if case.decided else None,
        "state": Message("申诉成立，已撤销", "lifted on appeal")
        if case.lifted
        else Message("已处理", "decided")
        if case.decided
        else Message("已陈述，待处理", "heard, to be decided")
        if case.heard
        else Message("已告知，待陈述", "told, to be heard"),
    }


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: StaffRequest, batch: Batch, noted: str) -> HttpResponse:
    """Take back what was noted in error."""
    one = next((row for row in list_noted(batch) if row.fact.hash == noted), None)
    if one is None:
        raise Http404
    form = ReasonForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is not None:
        people = {"actor": officer(request), "approver": approver}
        done = withdraw_irregularity(one.candidate, noted, form.cleaned_data["reason"], now=clock.now(), **people)
        if done.value is not None:
            tell(request, Message("记录已撤回。", "The note is withdrawn."))
            return back_to(PAGE, batch)
        findings = form.note(done.findings)
    rule, status = sitting_pack().irregularity(one.said.code), WRONG if request.method == "POST" else 200
    return show_stage(request, batch, "office-noted", status, form=form, findings=findings, one=one, rule=rule)


def case_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a case of the batch."""

    @wraps(view)
    def respond(request: StaffRequest, batch: Batch, /, case: UUID) -> HttpResponse:
        found = find_case(batch, str(case))
        if found is None:
            raise Http404
        return view(request, batch, found)

    return batch_page(respond)


@case_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_case(request: StaffRequest, batch: Batch, case: Case) -> HttpResponse:
    """A case with its evidence and the candidate's words, and the form by which two people decide it."""
    typed = request.POST if request.method == "POST" else None
    form = MeasureForm(read_language(request), misconduct_pack().allowed(case.said.weight), typed)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is not None:
        said = (form.cleaned_data["measure"], form.cleaned_data["reason"])
        decided = decide_case(case, *said, actor=officer(request), approver=approver, now=clock.now())
        if decided.value is not None:
            tell(request, Message("处理决定已作出，并告知考生。", "Decided; the candidate is told."))
            return back_to(PAGE, batch)
        findings = form.note(decided.findings)
    return draw_case(request, batch, case, form, HearForm(read_language(request)), findings)


@case_page
@require_safe
def print_notice(request: StaffRequest, batch: Batch, case: Case) -> HttpResponse:
    """The notice to the candidate as PDF, of the charge or of the decision."""
    printed = print_case(case)
    if printed.value is None:
        measures = MeasureForm(read_language(request), misconduct_pack().allowed(case.said.weight))
        return draw_case(request, batch, case, measures, HearForm(read_language(request)), printed.findings)
    response = HttpResponse(printed.value, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="misconduct-{case.candidate.ticket_number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@case_page
@require_POST
def hear(request: StaffRequest, batch: Batch, case: Case) -> HttpResponse:
    """Keep what a candidate said by word of mouth."""
    form = HearForm(read_language(request), request.POST)
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        kept = hear_candidate(case, form.cleaned_data["text"], actor=officer(request), now=clock.now())
        if kept.value is not None:
            tell(request, Message("陈述已登记。", "Noted."))
            return redirect("office-case", batch.uuid, case.said.case)
        findings = form.note(kept.findings)
    measures = MeasureForm(read_language(request), misconduct_pack().allowed(case.said.weight))
    return draw_case(request, batch, case, measures, form, findings)


def draw_case(
    request: StaffRequest,
    batch: Batch,
    case: Case,
    form: MeasureForm,
    hearing: HearForm,
    findings: tuple[Finding, ...],
) -> HttpResponse:
    """The page of a case."""
    words = batch.petitions.filter(case=UUID(case.said.case)).order_by("pk")
    return show_stage(
        request,
        batch,
        "office-case",
        WRONG if request.method == "POST" else 200,
        form=form,
        hearing=hearing,
        findings=findings,
        **describe(case),
        words=[(row, read_words(row)) for row in words if row.kind == Kind.HEARING],
        appeal=next((row for row in words if row.kind == Kind.APPEAL), None),
        over=local_day(clock.now()) > case.said.hearing_until,
        notes=[one for one in list_noted(batch) if one.fact.hash in case.said.noted],
    )
