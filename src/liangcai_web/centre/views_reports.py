"""Reports of a batch to the authority: what would be handed in, what is wrong in it, what came back.

In: an officer. Out: versions of reports, spreadsheets. Follows: the workflow, steps 18 and 19.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.tables import send_table
from liangcai_web.records.batches import Batch
from liangcai_web.services.packs import REPORT_PACKS
from liangcai_web.services.paging import page_of
from liangcai_web.services.privacy.log import note_access
from liangcai_web.services.workflow.reports import (
    Draft,
    draft_report,
    find_key,
    find_report,
    read_remarks,
    read_table,
    submit_report,
)

REMARKS = 100


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_reports(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Each report as it stands, with its form."""
    findings: tuple[Finding, ...] = ()
    asked = request.POST.get("pack", "")
    if request.method == "POST":
        made = submit_report(batch, asked, request.POST.get("note", ""), actor=officer(request), now=clock.now())
        if made.value is not None:
            count = made.value.count
            tell(request, Message(f"已上报 {count} 行，等待核验。", f"{count} rows handed in; they wait for a word."))
            return back_to("office-reports", batch)
        findings = made.findings
    drafts = [(draft, draft.findings[:REMARKS], read_remarks(draft.last)) for draft in map_drafts(batch)]
    note = request.POST.get("note", "")
    status = WRONG if request.method == "POST" else 200
    context = {"drafts": drafts, "findings": findings[:REMARKS], "asked": asked, "note": note}
    return show_stage(request, batch, "office-reports", status, **context)


def map_drafts(batch: Batch) -> list[Draft]:
    """Every report of the batch."""
    return [draft_report(batch, name) for name in REPORT_PACKS]


@batch_page
@require_safe
def show_draft(request: StaffRequest, batch: Batch, name: str) -> HttpResponse:
    """A report as it stands, row by row, with what the authority said of rows."""
    if name not in REPORT_PACKS:
        raise Http404
    draft = draft_report(batch, name)
    remarks, key = read_remarks(draft.last), find_key(name)
    page = page_of(draft.table.rows, request.GET.get("page"))
    page.object_list = [(row, remarks.get(row[key], "")) for row in page.object_list]
    return show_stage(request, batch, "office-report", draft=draft, page=page, key_column=key)


@batch_page
@require_safe
def download(request: StaffRequest, batch: Batch, report: UUID, form: str) -> HttpResponse:
    """A report as it was handed in."""
    found = find_report(batch.organisation, report)
    if found is None or found.batch != batch:
        raise Http404
    note_access(batch.organisation, "report", now=clock.now(), user=officer(request), batch=batch.uuid)
    return send_table(read_table(found), f"{found.pack}-{batch.pk:04d}-{found.version}", form)
