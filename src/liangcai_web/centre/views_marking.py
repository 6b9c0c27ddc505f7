"""Marks and decisions of a batch.

In: an officer, two for decisions. Out: theory marked by machine, panels settled, decisions with reasons. Follows:
clauses 1.9.2 (each part on its own) and 1.9.3 (the whole panel).
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai.marking.sheet import SheetKind
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.charts import draw_histogram
from liangcai_web.centre.forms import DecideForm
from liangcai_web.centre.views_documents import send_pdf
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.marking.texts_office import read_text_table
from liangcai_web.services.marking.theory import mark_theory
from liangcai_web.services.printing.advice import print_outcome
from liangcai_web.services.results.office import decide_batch, decide_panels, page_rows, read_table


@batch_page
@require_safe
def show_marking(request: StaffRequest, batch: Batch) -> HttpResponse:
    """How the marks of each part are spread, and everyone's marks."""
    return show(request, batch)


def show(request: StaffRequest, batch: Batch, **more: Any) -> HttpResponse:
    """The page of marking."""
    table = read_table(batch)
    charts = [(name, draw_histogram(table.points_of(kind), full, limit)) for kind, name, full, limit in table.parts]
    return show_stage(
        request,
        batch,
        "office-marking",
        table=table,
        charts=[(name, chart) for name, chart in charts if chart.total],
        page=page_rows(table.rows, request.GET.get("page")),
        texts=read_text_table(batch),
        kinds={part[0] for part in table.parts},
        **more,
    )


@batch_page
@require_POST
def mark_papers(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Mark every paper that is over, has no mark and waits for nobody."""
    marked = len(mark_theory(batch, now=clock.now(), actor=officer(request)))
    tell(request, Message(f"阅卷 {marked} 份。", f"Papers marked: {marked}."), good=marked > 0)
    table = read_text_table(batch)
    if table is not None and (table.waiting or table.undealt):
        zh = f"还有 {table.waiting} 份书面作答没有评定，{table.undealt} 份试卷没有分卷；都评定后才有理论成绩。"
        en = f"{table.waiting} written answers are not settled and {table.undealt} papers not dealt: no mark before."
        tell(request, Message(zh, en), good=False)
    return back_to("office-marking", batch)


@batch_page
@require_POST
def settle_panels(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Settle every candidate whose whole panel has signed; where one can't be settled, the page says why."""
    kind: SheetKind = "review" if request.POST.get("kind") == "review" else "skill"
    settled = decide_panels(batch, now=clock.now(), actor=officer(request), kind=kind)
    said = Message(f"汇总 {settled.value} 人。", f"Candidates settled: {settled.value}.")
    if settled.findings:
        return show(request, batch, findings=settled.findings, told=said)
    tell(request, said, good=settled.value > 0)
    return back_to("office-marking", batch)


@batch_page
@require_safe
def print_result(_request: StaffRequest, batch: Batch, candidate: UUID) -> HttpResponse:
    """The result of a candidate on paper, with what to train next."""
    found = batch.candidates.filter(uuid=candidate).select_related("person", "batch__organisation").first()
    printed = print_outcome(found, clock.now()) if found else None
    if found is None or printed is None or (printed.value is None and not printed.findings):
        raise Http404
    return send_pdf(printed, found.ticket_number)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_decisions(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Everyone's decision with its reasons; the form while somebody is not decided on."""
    form = DecideForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is not None:
        decided = decide_batch(
            batch,
            absent_fail=form.cleaned_data["absent_fail"],
            actor=officer(request),
            approver=approver,
            now=clock.now(),
        )
        findings = form.note(decided.findings)
        if decided.ok:
            tell(request, Message(f"评定 {decided.value} 人。", f"Decided on: {decided.value}."))
            return back_to("office-decisions", batch)
    table = read_table(batch)
    return show_stage(
        request,
        batch,
        "office-decisions",
        WRONG if request.method == "POST" else 200,
        form=form,
        findings=findings,
        table=table,
        page=page_rows(table.rows, request.GET.get("page")),
        undecided=sum(row.decision is None for row in table.rows),
        incomplete=sum(row.decision is None and not row.complete for row in table.rows),
        passed=sum(row.decision is not None and row.decision.passed for row in table.rows),
    )
