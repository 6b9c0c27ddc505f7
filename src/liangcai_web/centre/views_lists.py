"""Lists of applicants that come as a spreadsheet: a template, what a file holds, taking it in.

In: an officer, a file. Out: the matching report by row and column, applications once nothing is wrong. Follows: nothing
is guessed, nothing half imported.
"""

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.eligibility.grouplist.columns import list_columns
from liangcai.eligibility.grouplist.write import write_template
from liangcai.findings import Finding, Message, has_errors
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, batch_page, officer, show_stage, tell
from liangcai_web.centre.list_form import ListForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.applications import GroupList
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.admission.list import (
    find_list,
    keep_list,
    leave_list,
    read_list,
    read_progress,
    take_list,
)
from liangcai_web.services.paging import page_of

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REMARKS = 100


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_lists(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Upload a list; the lists that came in before."""
    form = ListForm(read_language(request), *((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = keep_list(batch, file.read(), file.name, now=clock.now(), by=officer(request))
        if kept.value is not None:
            return redirect("office-list", batch.uuid, kept.value.uuid)
        form.note(kept.findings)
    status = WRONG if request.method == "POST" else 200
    conditions = batch_conditions(batch).value
    columns = list_columns(conditions) if conditions else ()
    lists = GroupList.objects.filter(batch=batch).defer("content")[:50]
    return show_stage(request, batch, "office-lists", status, form=form, lists=lists, columns=columns)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_list(request: StaffRequest, batch: Batch, upload: UUID) -> HttpResponse:
    """What a list holds, row by row; it is taken in when nothing is wrong."""
    row = find_list(batch, upload)
    if row is None:
        raise Http404
    row.batch = batch
    if request.method == "POST" and request.POST.get("act") == "leave":
        leave_list(row)
        tell(request, Message("名单已删除。", "The list was deleted."))
        return redirect("office-lists", batch.uuid)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        taken = take_list(row, now=clock.now(), by=officer(request))
        if taken.value is not None:
            said = Message(f"已收入 {taken.value} 份报名。", f"{taken.value} applications taken in.")
            tell(request, said)
            return redirect("office-applications", batch.uuid)
        findings = taken.findings
    read = read_list(row)
    return show_stage(
        request,
        batch,
        "office-list",
        WRONG if request.method == "POST" else 200,
        row=row,
        read=read.value,
        ready=read.value is not None and bool(read.value.entries) and not has_errors(read.findings),
        remarks=page_of(findings or read.findings, request.GET.get("remarks"), REMARKS),
        page=page_of(read.value.entries if read.value else (), request.GET.get("page")),
    )


@batch_page
@require_safe
def tell_progress(request: StaffRequest, batch: Batch, upload: UUID) -> HttpResponse:  # noqa: ARG001
    """How far the taking in of a list is."""
    row = find_list(batch, upload)
    if row is None:
        raise Http404
    done, total = read_progress(row)
    return JsonResponse({"done": done, "total": total})


@batch_page
@require_safe
def download_template(request: StaffRequest, batch: Batch) -> HttpResponse:  # noqa: ARG001
    """An empty list for the level of the batch."""
    conditions = batch_conditions(batch).value
    if conditions is None:
        raise Http404
    return HttpResponse(
        write_template(conditions),
        content_type=SHEET,
        headers={"Content-Disposition": 'attachment; filename="applicants.xlsx"'},
    )
