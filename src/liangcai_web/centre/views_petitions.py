"""The posting of a batch, and what people say against it: objections, score reviews, appeals.

In: an officer, two to post and to settle. Out: the list, what waits, its evidence. Follows: the workflow, steps 16 and
17; who had a hand in a mark does not review it.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message, Result
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms_after import AnswerForm, ReasonForm, ReviewForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.records.petitions import Petition
from liangcai_web.services.days import local_day
from liangcai_web.services.marking.bundles import bundle_sha256, make_bundle
from liangcai_web.services.paging import page_of
from liangcai_web.services.privacy.log import note_access
from liangcai_web.services.results.decisions import read_mark
from liangcai_web.services.results.misconduct import settle_appeal
from liangcai_web.services.results.petitions import Kind, find_petition, list_petitions, read_words, settle_objection
from liangcai_web.services.results.postings import check_posting, list_passed, post_results, read_posting
from liangcai_web.services.results.score_reviews import find_mark, first_hands, full_mark, read_outcome, settle_review
from liangcai_web.services.standing.cases import find_case


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_posting(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The list that is posted or to be posted, and everything that was said."""
    form = ApprovalForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is not None:
        posted = post_results(batch, actor=officer(request), approver=approver, now=clock.now())
        if posted.value is not None:
            tell(request, Message("名单已公示。", "The list is posted."))
            return back_to("office-posting", batch)
        findings = posted.findings
    posting, listed = read_posting(batch), list_passed(batch)
    today = local_day(clock.now())
    return show_stage(
        request,
        batch,
        "office-posting",
        WRONG if request.method == "POST" else 200,
        form=form,
        findings=findings,
        posting=posting,
        runs=posting is not None and posting.runs(today),
        changed=posting is not None and posting.sha256 != listed.sha256,
        refused=check_posting(batch, listed),
        petitions=list_petitions(batch),
        page=page_of(listed.rows, request.GET.get("page")),
        passed=len(listed.rows),
    )


def petition_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a petition of the batch; that somebody read it is noted."""

    @wraps(view)
    def respond(request: StaffRequest, batch: Batch, /, petition: UUID) -> HttpResponse:
        row = find_petition(batch, petition)
        if row is None or row.kind == Kind.HEARING:
            raise Http404
        if row.candidate is not None:
            person, user = row.candidate.person.uuid, officer(request)
            note_access(batch.organisation, "petition", now=clock.now(), user=user, person=person, batch=batch.uuid)
        return view(request, batch, row)

    return batch_page(respond)


@petition_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_petition(request: StaffRequest, batch: Batch, row: Petition) -> HttpResponse:
    """What somebody says, what it is about, and the form by which two people settle it."""
    form = make_form(request, row)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is not None:
        settled = settle_one(row, form, officer(request), approver)
        if settled.value is not None:
            tell(request, Message("已办结，并告知当事人。", "Settled; whom it concerns is told."))
            return back_to("office-posting", batch)
        findings = form.note(settled.findings)
    reason, fact = read_outcome(row) if row.settled_at else ("", None)
    return show_stage(
        request,
        batch,
        "office-petition",
        WRONG if request.method == "POST" else 200,
        form=form,
        findings=findings,
        row=row,
        said=read_words(row),
        reason=reason,
        settled=fact,
        case=find_case(batch, str(row.case)) if row.case else None,
        **describe_mark(row),
    )


def describe_mark(row: Petition) -> dict[str, object]:
    """The mark that a review is about, who gave it, and the hash of its evidence."""
    if row.kind != Kind.REVIEW or row.candidate is None:
        return {}
    stands = find_mark(row.candidate, row.part)
    return {
        "mark": read_mark(stands) if stands else None,
        "full": full_mark(row.candidate, row.part),
        "hands": first_hands(row.candidate, row.part),
        "evidence": bundle_sha256(row.candidate),
    }


def make_form(request: StaffRequest, row: Petition) -> ReasonForm:
    """The form of its kind."""
    lang, typed = read_language(request), request.POST if request.method == "POST" else None
    return ReviewForm(lang, typed) if row.kind == Kind.REVIEW else AnswerForm(lang, row.kind, typed)


def settle_one(
    row: Petition, form: ReasonForm, actor: AbstractBaseUser, approver: AbstractBaseUser
) -> Result[Petition | None]:
    """Settle a petition by the means of its kind."""
    typed, now = form.cleaned_data, clock.now()
    reason = typed["reason"]
    if row.kind == Kind.REVIEW:
        return settle_review(row, typed["points"], reason, actor=actor, approver=approver, now=now)
    if row.kind == Kind.APPEAL:
        upheld = typed["outcome"] == "changed"
        return settle_appeal(row, reason, upheld=upheld, actor=actor, approver=approver, now=now)
    return settle_objection(row, typed["outcome"], reason, actor=actor, approver=approver, now=now)


@petition_page
@require_safe
def download_evidence(_request: StaffRequest, _batch: Batch, row: Petition) -> HttpResponse:
    """The evidence of a candidate's marks, signed."""
    if row.candidate is None:
        raise Http404
    response = HttpResponse(make_bundle(row.candidate, clock.now()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="evidence-{row.candidate.ticket_number}.zip"'
    response["Cache-Control"] = "no-store"
    return response
