"""The proofs of an application: added, looked at, taken away.

In: an upload. Out: files made anew, shown to their applicant only. Follows: rule 10 of the reliability rules; what a
version names stays.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from liangcai.findings import Finding, Message, Severity
from liangcai_host import clock
from liangcai_host.sandbox.evidence_refusals import EVIDENCE_BYTES
from liangcai_web.applicant.access import for_applicant
from liangcai_web.applicant.views_form import WRONG, make_form, read_claimant, show_page, start_typed
from liangcai_web.pages.language import read_language, say
from liangcai_web.pages.sealed_files import serve_file
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.admission.evidence import EDITABLE, find_file, read_file, remove_file
from liangcai_web.services.admission.training_evidence import keep_evidence


@for_applicant
@require_POST
def add_file(request: HttpRequest, row: ApplicationRow) -> HttpResponse:
    """Add a proof."""
    conditions = batch_conditions(row.batch).value
    if conditions is None or row.state not in EDITABLE:
        return redirect("apply-status")
    upload = request.FILES.get("file")
    findings: tuple[Finding, ...]
    if upload is None or not upload.size:
        findings = (refuse("请先选择文件。", "Choose a file first."),)
    elif upload.size > EVIDENCE_BYTES:
        findings = (refuse(f"文件超过 {EVIDENCE_BYTES >> 20} MB。", f"The file has over {EVIDENCE_BYTES >> 20} MB."),)
    else:
        section = request.POST.get("section", "")
        name = upload.name or "file"
        who = read_claimant(row)
        kept = keep_evidence(row, conditions, section, upload.read(), name, claimant=who, now=clock.now())
        findings = kept.findings
        if kept.value is not None:
            messages.success(request, say(Message("材料已收下。", "The file was kept."), read_language(request)))
            return redirect("/apply/form#proofs")
    form = make_form(row, read_language(request), conditions, start_typed(row), bound=False)
    return show_page(request, row, conditions, form, WRONG, findings=findings)


@for_applicant
@require_safe
def show_file(request: HttpRequest, row: ApplicationRow, uuid: UUID) -> HttpResponse:  # noqa: ARG001
    """A proof of one's own."""
    file = find_file(row, uuid)
    if file is None:
        raise Http404
    return serve_file(read_file(file), file.media_type, str(file.uuid))


@for_applicant
@require_POST
def take_away(request: HttpRequest, row: ApplicationRow, uuid: UUID) -> HttpResponse:
    """Take a proof away."""
    file = find_file(row, uuid)
    if file is None:
        raise Http404
    if not remove_file(row, file):
        zh, en = "这份材料随报名提交过，不能删除。", "It was handed in with the application and stays."
        messages.warning(request, say(Message(zh, en), read_language(request)))
    return redirect("/apply/form#proofs")


def refuse(zh: str, en: str) -> Finding:
    """No file."""
    return Finding(rule="evidence.file", severity=Severity.ERROR, message=Message(zh, en))
