"""The archive of a batch: begun by two people, made while the page looks on, stopped, downloaded, verified.

In: officers of the batch's own office. Out: pages, the zip. Follows: the workflow, step 22; long work shows progress,
and a way to stop.
"""

from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms_archive import ArchiveForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.archives import Archive
from liangcai_web.records.batches import Batch
from liangcai_web.services.packs import retention_pack
from liangcai_web.services.paging import page_of
from liangcai_web.services.privacy.log import note_access
from liangcai_web.services.workflow.archives import (
    begin_archive,
    check_archive,
    find_archive,
    finish_archive,
    go_on,
    path_of,
    read_entries,
    stop_archive,
    verify_kept,
)

SECONDS, ENTRIES = 2.0, 100


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_archive(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Where the archive stands; begun here by two people."""
    form = ArchiveForm(read_language(request), request.POST if request.method == "POST" else None)
    second = form.approve(request, clock.now()) if request.method == "POST" else None
    if second is not None:
        phrase = form.cleaned_data["phrase"]
        begun = begin_archive(batch, phrase, actor=officer(request), approver=second, now=clock.now())
        if begun.value is not None:
            return back_to("office-archive", batch)
        return show_state(request, batch, form, form.note(begun.findings), WRONG)
    return show_state(request, batch, form, status=WRONG if request.method == "POST" else 200)


def show_state(
    request: StaffRequest, batch: Batch, form: ArchiveForm, findings: tuple[Finding, ...] = (), status: int = 200
) -> HttpResponse:
    """The page."""
    row = find_archive(batch)
    return show_stage(
        request,
        batch,
        "office-archive",
        status,
        form=form,
        findings=findings,
        row=row,
        page=page_of(read_entries(row) if row else (), request.GET.get("page"), ENTRIES),
        left=row.total - row.done if row else 0,
        refused=check_archive(batch),
        pack=retention_pack(),
        checked=request.GET.get("check") and row and row.sha256 and verify_kept(row, clock.now()),
    )


@batch_page
@require_POST
def work(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Make the next parts, or stop; the page comes back with how far it is."""
    row = find_archive(batch)
    if row is None or row.state != Archive.State.MAKING:
        return back_to("office-archive", batch)
    if request.POST.get("act") == "stop":
        stop_archive(row)
        tell(request, Message("归档已停止，做好的部分已删除。", "Stopped; what was made of it is gone."), good=False)
    elif go_on(row, SECONDS):
        finish_archive(row, clock.now())
        tell(request, Message("归档完成。", "The archive is made."))
    return back_to("office-archive", batch)


@batch_page
@require_safe
def download(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The archive as a file."""
    row = find_archive(batch)
    if row is None or row.state != Archive.State.MADE or not path_of(row).is_file():
        raise Http404
    note_access(batch.organisation, "archive", now=clock.now(), user=officer(request), batch=batch.uuid)
    response = FileResponse(path_of(row).open("rb"), as_attachment=True, filename=path_of(row).name)
    response["Content-Type"] = "application/zip"
    response["Cache-Control"] = "no-store"
    return cast("HttpResponse", response)  # a response that is streamed, since an archive may be long
