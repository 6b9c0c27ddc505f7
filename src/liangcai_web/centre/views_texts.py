"""The written answers of a batch: who marks them, how far they are, who is calibrated, how severe each is.

In: an officer, two for an exemplar. Out: appointments, deals, exemplars, tables, a chart. Follows: two independent
markers and a third; calibration before a session; figures of markers ask somebody to look and change no mark.
"""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai.marking.texts import tell as tell_points
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.charts_markers import draw_markers
from liangcai_web.centre.forms_texts import ExemplarForm, MarkersForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.marking.texts import read_questions, read_work
from liangcai_web.services.marking.texts_dealing import appoint_markers, deal_texts, list_assessors
from liangcai_web.services.marking.texts_office import agree_exemplar, read_text_table
from liangcai_web.services.packs import marking_pack

PAGE = "office-texts"


@batch_page
@require_safe
def show_texts(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Questions, markers, exemplars."""
    return show(request, batch)


def show(request: StaffRequest, batch: Batch, status: int = 200, **more: Any) -> HttpResponse:
    """The page of written answers."""
    table, pack = read_text_table(batch), marking_pack()
    figures = [row.figures for row in table.markers if row.figures] if table else []
    context = {
        "table": table,
        "pack": pack,
        "apart": tell_points(pack.texts.apart * 100),
        "chart": draw_markers(figures, pack.drift.severe),
        "markers_form": make_markers_form(request, batch),
        "exemplar_form": make_exemplar_form(request, batch),
        **more,
    }
    return show_stage(request, batch, PAGE, status, **context)


def make_markers_form(request: StaffRequest, batch: Batch, data: Any = None) -> MarkersForm:
    """The form with the assessors of this office; those who are appointed are ticked."""
    work = read_work(batch)
    chosen = list(work.markers) if work else []
    return MarkersForm(read_language(request), list_assessors(batch), data, initial={"markers": chosen})


def make_exemplar_form(request: StaffRequest, batch: Batch, data: Any = None) -> ExemplarForm:
    """The form with the questions that people mark."""
    return ExemplarForm(read_language(request), read_questions(batch), data)


@batch_page
@require_POST
def appoint(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Appoint who marks."""
    form = make_markers_form(request, batch, request.POST)
    if not form.is_valid():
        return show(request, batch, WRONG, markers_form=form)
    findings = appoint_markers(batch, form.cleaned_data["markers"], now=clock.now(), actor=officer(request))
    if findings:
        return show(request, batch, WRONG, markers_form=form, findings=form.note(findings))
    tell(request, Message("评卷人已聘定；请分卷。", "The markers are appointed: deal the answers now."))
    return back_to(PAGE, batch)


@batch_page
@require_POST
def deal(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Deal what waits, and again what somebody has left or stands aside for."""
    dealt = deal_texts(batch, now=clock.now(), actor=officer(request))
    if dealt.findings:
        return show(request, batch, 200 if dealt.value else WRONG, findings=dealt.findings)
    said = Message(f"分卷 {dealt.value} 份。", f"Answers dealt: {dealt.value}.")
    tell(request, said if dealt.value else Message("没有新的作答要分。", "There is nothing new to deal."))
    return back_to(PAGE, batch)


@batch_page
@require_POST
def agree(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Keep an exemplar, by two people."""
    form = make_exemplar_form(request, batch, request.POST)
    approver = form.approve(request, clock.now())
    if approver is None:
        return show(request, batch, WRONG, exemplar_form=form)
    said = form.cleaned_data
    findings: tuple[Finding, ...] = agree_exemplar(
        batch,
        said["question"],
        said["response"],
        said["criteria"],
        said["use"],
        now=clock.now(),
        actor=officer(request),
        approver=approver,
    )
    if findings:
        return show(request, batch, WRONG, exemplar_form=form, findings=form.note(findings))
    tell(request, Message("样卷已定分。", "The exemplar is agreed."))
    return back_to(PAGE, batch)
