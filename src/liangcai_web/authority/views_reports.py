"""The reports that offices hand in: checked, accepted, or returned with remarks row by row.

In: an account of the authority. Out: facts, spreadsheets. Follows: the workflow, steps 18 and 19; nobody judges a
report of their own.
"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.pages.tables import send_table
from liangcai_web.records.reports import Report
from liangcai_web.services.packs import report_pack
from liangcai_web.services.paging import page_of
from liangcai_web.services.privacy.log import note_access
from liangcai_web.services.workflow.reports import (
    check_report,
    compare_before,
    find_key,
    find_report,
    judge_report,
    list_reports,
    read_remarks,
    read_rows,
    read_table,
)

REMARK = "remark-"
ROWS = 1000  # on one page, so that remarks on all rows of a usual batch are typed on one
DONE = {
    True: Message("已核验通过。", "The report is accepted."),
    False: Message("已退回，意见随行。", "The report was returned with its remarks."),
}


@role_required(Role.AUTHORITY)
@require_safe
def show_reports(request: StaffRequest) -> HttpResponse:
    """What was handed in, what waits first."""
    page = page_of(list_reports(request.organisation), request.GET.get("page"))
    rows = [(one, report_pack(one.pack)) for one in page.object_list]
    return render(request, "authority/reports.html", {"page": page, "rows": rows})


@role_required(Role.AUTHORITY)
@require_http_methods(["GET", "HEAD", "POST"])
def show_report(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A report row by row, and the authority's word on it."""
    report = find_report(request.organisation, uuid)
    if report is None or not isinstance(request.user, AbstractBaseUser):
        raise Http404
    note_access(request.organisation, "report", now=clock.now(), user=request.user, batch=report.batch.uuid)
    if request.method != "POST":
        return render_report(request, report)
    words, accept = request.POST.get("words", "")[:400], request.POST.get("verdict") == "accept"
    remarks = read_typed(request, report)
    judged = judge_report(report, words, remarks, accept=accept, actor=request.user, now=clock.now())
    if judged.value is None:
        return render_report(request, report, judged.findings, words, remarks)
    messages.success(request, say(DONE[accept], read_language(request)))
    return redirect("authority-reports")


def read_typed(request: StaffRequest, report: Report) -> dict[str, str]:
    """The remarks as they were typed, of rows that there are."""
    key = find_key(report.pack)
    tickets = [row[key] for row in read_rows(report)]
    typed = {ticket: request.POST.get(f"{REMARK}{ticket}", "") for ticket in tickets}
    return {ticket: said for ticket, said in typed.items() if said.strip()}


def render_report(
    request: StaffRequest,
    report: Report,
    findings: tuple[Finding, ...] = (),
    words: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    """The page; what was typed stays."""
    table, key = read_table(report), find_key(report.pack)
    remarks, changed = typed if typed is not None else read_remarks(report), compare_before(report)
    page = page_of(table.rows, request.GET.get("page"), ROWS)
    page.object_list = [(row, row[key], remarks.get(row[key], ""), row[key] in changed) for row in page.object_list]
    context = {
        "report": report,
        "pack": report_pack(report.pack),
        "table": table,
        "page": page,
        "checked": check_report(report),
        "changed": len(changed),
        "findings": findings,
        "words": words or report.words,
        "open": report.state == Report.State.SUBMITTED,
    }
    return render(request, "authority/report.html", context, status=422 if findings else 200)


@role_required(Role.AUTHORITY)
@require_safe
def download(request: StaffRequest, uuid: UUID, form: str) -> HttpResponse:
    """A report as it was handed in."""
    report = find_report(request.organisation, uuid)
    if report is None or not isinstance(request.user, AbstractBaseUser):
        raise Http404
    note_access(request.organisation, "report", now=clock.now(), user=request.user, batch=report.batch.uuid)
    return send_table(read_table(report), f"{report.pack}-{report.batch.pk:04d}-{report.version}", form)
