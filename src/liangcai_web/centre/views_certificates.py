"""Certificates of a batch: issued, revoked and replaced by two people.

In: two officers. Out: certificates as files and as PDF, what has become of each. Follows: clause 1.9.2; reliability
rule 9; long work shows progress, and a way to stop.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms_certificates import RenewForm, RevokeForm
from liangcai_web.centre.views_documents import send_pdf
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Credential
from liangcai_web.services.certificates.after import list_stale
from liangcai_web.services.certificates.history import read_history
from liangcai_web.services.certificates.office import (
    count_waiting,
    find_certificate,
    list_certificates,
    list_grounds,
    revoke_issued,
)
from liangcai_web.services.certificates.renewal import Correction, list_directions, renew_certificate
from liangcai_web.services.certificates.runs import begin_run, find_run, go_on, list_faults, read_refused, stop_run
from liangcai_web.services.certificates.signing import keeps_number
from liangcai_web.services.printing.office import print_one_certificate
from liangcai_web.services.privacy.log import note_access

SECONDS = 2.0


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_certificates(request: StaffRequest, batch: Batch) -> HttpResponse:
    """What was issued; begun here by two people while somebody waits."""
    form = ApprovalForm(read_language(request), request.POST if request.method == "POST" else None)
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is None:
        return show_page(request, batch, form, status=WRONG if request.method == "POST" else 200)
    begun = begin_run(batch, actor=officer(request), approver=approver, now=clock.now())
    if begun.value is None:
        return show_page(request, batch, form, begun.findings, WRONG)
    return work_on(request, batch)


def show_page(
    request: StaffRequest, batch: Batch, form: ApprovalForm, findings: tuple[Finding, ...] = (), status: int = 200
) -> HttpResponse:
    """The page."""
    run = find_run(batch)
    return show_stage(
        request,
        batch,
        "office-certificates",
        status,
        form=form,
        findings=findings or list_faults(run),
        run=run,
        left=run.total - run.done if run else 0,
        waiting=count_waiting(batch),
        stale=len(list_stale(batch)),
        page=list_certificates(batch, request.GET.get("page")),
    )


@batch_page
@require_POST
def work(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Issue to the next, or stop; the page comes back with how far it is."""
    run = find_run(batch)
    if run is not None and request.POST.get("act") == "stop" and stop_run(run):
        tell(request, Message("已停止；签发了的证书有效。", "Stopped; what was issued stands."), good=False)
        return back_to("office-certificates", batch)
    return work_on(request, batch)


def work_on(request: StaffRequest, batch: Batch) -> HttpResponse:
    """A while of work on the run, if one is at work."""
    run = find_run(batch)
    if run is not None and run.state == run.State.WORKING and go_on(run, SECONDS, clock.now()):
        run.refresh_from_db()
        count = run.done - len(read_refused(run))
        tell(request, Message(f"签发证书 {count} 份。", f"Certificates issued: {count}."), good=count > 0)
    return back_to("office-certificates", batch)


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
    """A certificate with its history, and the form that revokes it."""
    posted = request.POST if request.method == "POST" else None
    form = RevokeForm(read_language(request), list_grounds(batch.organisation), posted)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if posted is not None else None
    if approver is not None:
        said = form.cleaned_data["ground"], form.cleaned_data["reason"]
        findings = revoke_issued(credential, *said, actor=officer(request), approver=approver, now=clock.now())
        if not findings:
            tell(request, Message("证书已撤销。", "The certificate has been revoked."))
            return back_to("office-certificates", batch)
    return show_stage(
        request,
        batch,
        "office-certificate",
        WRONG if posted is not None else 200,
        form=form,
        findings=form.note(findings),
        credential=credential,
        replaced=Credential.objects.filter(replaces=credential).first(),
        events=read_history(credential.candidate),
    )


@certificate_page
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: StaffRequest, batch: Batch, credential: Credential) -> HttpResponse:
    """The form that puts another certificate in the place of this one."""
    posted = request.POST if request.method == "POST" else None
    person = credential.candidate.person
    directions = list_directions(credential)
    form = RenewForm(read_language(request), directions, posted, initial={"name": person.name})
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if posted is not None else None
    if approver is not None:
        given = form.cleaned_data
        right = Correction(name=given["name"].strip(), direction=given.get("direction") or None)
        two = {"actor": officer(request), "approver": approver}
        renewed = renew_certificate(credential, given["how"], right, given["reason"], **two, now=clock.now())
        if renewed.value is not None:
            tell(request, Message("新证书已签发，原证书已撤销。", "The new one is issued, the old one revoked."))
            return back_to("office-certificates", batch)
        findings = form.note(renewed.findings)
    return show_stage(
        request,
        batch,
        "office-certificate-renew",
        WRONG if posted is not None else 200,
        form=form,
        findings=findings,
        credential=credential,
        same=keeps_number(credential),
    )


@certificate_page
@require_safe
def download(request: StaffRequest, _batch: Batch, credential: Credential) -> HttpResponse:
    """The signed file, byte for byte, or the VC-JWT where that is asked for."""
    if request.GET.get("form") == "jwt" and credential.jwt:
        data, kind, ending = credential.jwt.encode(), "application/vc+jwt", "jwt"
    else:
        data, kind, ending = bytes(credential.file), "application/vc+json", "json"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{credential}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response


@certificate_page
@require_safe
def print_pdf(request: StaffRequest, batch: Batch, credential: Credential) -> HttpResponse:
    """The printed form."""
    printed = print_one_certificate(credential)
    if printed.value is None:
        return show_page(request, batch, ApprovalForm(read_language(request)), printed.findings, WRONG)
    return send_pdf(printed, str(credential))
