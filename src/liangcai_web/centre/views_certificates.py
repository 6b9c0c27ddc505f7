"""Certificates of a batch: issued and revoked by two people.

In: two officers. Out: certificates as files and as PDF. Follows: clause 1.9.2; reliability rule 9.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms import RevokeForm
from liangcai_web.centre.views_documents import send_pdf
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Credential
from liangcai_web.services.certificates_office import (
    count_waiting,
    find_certificate,
    issue_waiting,
    list_certificates,
    read_revocation,
    revoke_issued,
)
from liangcai_web.services.documents_office import print_one_certificate
from liangcai_web.services.person_log import note_access


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_certificates(request: StaffRequest, batch: Batch) -> HttpResponse:
    """What was issued, and the form while somebody waits."""
    form = ApprovalForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is not None:
        issued = issue_waiting(batch, actor=officer(request), approver=approver, now=clock.now())
        findings = issued.findings
        if issued.ok:
            count = len(issued.value)
            tell(request, Message(f"签发证书 {count} 份。", f"Certificates issued: {count}."), good=count > 0)
            return back_to("office-certificates", batch)
    return show_stage(
        request,
        batch,
        "office-certificates",
        WRONG if request.method == "POST" else 200,
        form=form,
        findings=findings,
        waiting=count_waiting(batch),
        page=list_certificates(batch, request.GET.get("page")),
    )


def certificate_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a certificate of the batch."""

    @wraps(view)
    def respond(request: StaffRequest, batch: Batch, /, number: str) -> HttpResponse:
        credential = find_certificate(batch, number)
        if credential is None:
            raise Http404
        person = credential.candidate.person.uuid
        organisation, user = batch.organisation, officer(request)
        note_access(organisation, "certificate", now=clock.now(), user=user, person=person, batch=batch.uuid)
        return view(request, batch, credential)

    return batch_page(respond)


@certificate_page
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: StaffRequest, batch: Batch, credential: Credential) -> HttpResponse:
    """A certificate, and the form that revokes it."""
    form = RevokeForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is not None:
        reason = form.cleaned_data["reason"]
        findings = revoke_issued(credential, reason, actor=officer(request), approver=approver, now=clock.now())
        if not findings:
            tell(request, Message("证书已撤销。", "The certificate has been revoked."))
            return back_to("office-certificates", batch)
    return show_stage(
        request,
        batch,
        "office-certificate",
        WRONG if request.method == "POST" else 200,
        form=form,
        findings=findings,
        credential=credential,
        revocation=read_revocation(credential),
    )


@certificate_page
@require_safe
def download(_request: StaffRequest, _batch: Batch, credential: Credential) -> HttpResponse:
    """The signed file, byte for byte."""
    response = HttpResponse(bytes(credential.file), content_type="application/vc+json")
    response["Content-Disposition"] = f'attachment; filename="{credential.number}.json"'
    response["Cache-Control"] = "no-store"
    return response


@certificate_page
@require_safe
def print_pdf(request: StaffRequest, batch: Batch, credential: Credential) -> HttpResponse:
    """The printed form."""
    printed = print_one_certificate(credential)
    if printed.value is None:
        context = {"waiting": count_waiting(batch), "page": list_certificates(batch, None)}
        form = ApprovalForm(read_language(request))
        return show_stage(request, batch, "office-certificates", WRONG, form=form, findings=printed.findings, **context)
    return send_pdf(printed, credential.number)
