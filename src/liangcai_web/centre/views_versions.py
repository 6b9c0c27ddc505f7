"""Marking versions of a batch, and everything scored again.

In: an officer, two to make a version live. Out: the versions, the marks of each paper before and after, differences.
Follows: clause 1.9.2; the first marks stay; what is compared is published nowhere until two people say so.
"""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms_after import ProposeForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.certificates.after import list_stale
from liangcai_web.services.marking.theory import live_version
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.paging import page_of
from liangcai_web.services.results.rescoring import PARTS, rescore_batch
from liangcai_web.services.results.versions import (
    compare_marking,
    find_proposal,
    list_proposals,
    make_live,
    propose_marking,
)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_versions(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Every version that was proposed, and the form that proposes one."""
    form = ProposeForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        made = propose_marking(batch, (form.amendment,), reason, actor=officer(request), now=clock.now())
        if made.value is not None:
            tell(request, Message("已提出，请比对后由两人启用。", "Proposed: compare it, then make it live by two."))
            return back_to("office-versions", batch)
        findings = form.note(made.findings)
    status = WRONG if request.method == "POST" else 200
    proposals, live = list_proposals(batch), live_version(batch)
    shown = {"form": form, "findings": findings, "proposals": proposals, "live": live, "pack": marking_pack()}
    return show_stage(request, batch, "office-versions", status, stale=list_stale(batch), **shown)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_version(request: StaffRequest, batch: Batch, number: int) -> HttpResponse:
    """The marks before and after, side by side, and the form that makes the version live."""
    proposal = find_proposal(batch, number)
    if proposal is None:
        raise Http404
    form = ApprovalForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is not None:
        made = make_live(batch, number, actor=officer(request), approver=approver, now=clock.now())
        if made.value is not None:
            count = len(made.value.affected)
            tell(request, Message(f"已启用，更正成绩 {count} 份。", f"Live: {count} marks changed."))
            return back_to("office-versions", batch)
        findings = made.findings
    compared = compare_marking(batch, proposal.version)
    return show_stage(
        request,
        batch,
        "office-version",
        WRONG if request.method == "POST" else 200,
        form=form,
        findings=findings,
        proposal=proposal,
        compared=compared,
        page=page_of(compared.affected, request.GET.get("page")),
    )


@batch_page
@require_POST
def rescore(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Score everything again from raw events, and say what differs."""
    found = rescore_batch(batch)
    rows = [(one, PARTS.get(one.what, Message(one.what, one.what))) for one in found.differences]
    return show_stage(request, batch, "office-rescore", 200, found=found, rows=rows, at=clock.now())
