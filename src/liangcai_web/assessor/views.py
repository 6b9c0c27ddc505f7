"""An assessor's duties and score sheets.

In: an assessor. Out: whom they score, the sheet of one candidate, drafts, the signature. Follows: clause 1.9.3: each
scores alone and signs their own sheet; nobody sees a name nor another's sheet.
"""

from collections.abc import Callable
from functools import wraps
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai.marking.sheet import ScoreSheet, SheetKind
from liangcai_host import clock
from liangcai_web.assessor.forms import SignForm
from liangcai_web.assessor.review_clock import describe_clock
from liangcai_web.assessor.sheet import InputSheet, describe_bench, fill_sheet, read_typed, retell_signed
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.batches import Candidate
from liangcai_web.services.accounts.approvals import confirm_password
from liangcai_web.services.benches.reports import describe_attempt, find_graded
from liangcai_web.services.marking.recusals import declare_recusal, is_barred
from liangcai_web.services.marking.reviews import chosen_form, read_drawn
from liangcai_web.services.marking.scoring import candidate_sheet
from liangcai_web.services.marking.scoring_assessor import (
    find_assigned,
    keep_draft,
    list_panel_duties,
    read_draft,
    read_signed,
    sign_own_sheet,
)
from liangcai_web.services.marking.texts_marking import list_marking_duties
from liangcai_web.services.packs import marking_pack

WRONG = 422


@role_required(Role.ASSESSOR)
@require_safe
def show_duties(request: StaffRequest) -> HttpResponse:
    """Whom this assessor scores, open ones first, a batch at a time."""
    duties = list_panel_duties(request.organisation, me(request))
    texts = list_marking_duties(request.organisation, me(request))
    context = {
        "open": [duty for duty in duties if duty.open],
        "done": [duty for duty in duties if not duty.open],
        "texts": [(title, list(group)) for title, group in groupby(texts, key=lambda duty: duty.batch.title)],
    }
    return render(request, "assessor/duties.html", context)


def me(request: StaffRequest) -> AbstractUser:
    """The signed-in assessor."""
    if not isinstance(request.user, AbstractUser):
        raise TypeError("the page is for people who are signed in")
    return request.user


def sheet_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a candidate whom this member scores."""
    guarded: Callable[..., HttpResponse] = role_required(Role.ASSESSOR)(find_sheet(view))
    return guarded


def sheet_act(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An act on such a candidate: a POST, before anything is looked up."""
    guarded: Callable[..., HttpResponse] = role_required(Role.ASSESSOR)(require_POST(find_sheet(view)))
    return guarded


def find_sheet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view with the candidate and the sheet; anybody else's is not found. ``kind`` comes from the address."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        kind: SheetKind = kwargs.pop("kind")
        candidate = find_assigned(request.organisation, me(request), kwargs.pop("uuid"), kind)
        sheet = candidate_sheet(candidate, kind) if candidate else None
        if candidate is None or sheet is None:
            raise Http404
        return view(request, candidate, sheet, **kwargs)

    return respond


def address_of(candidate: Candidate, kind: SheetKind, what: str = "") -> str:
    """Where a sheet is, or what belongs to it."""
    name = "assess-review" if kind == "review" else "assess-sheet"
    names = {"": name, "draft": "assess-draft" if kind == "skill" else "assess-review-draft"}
    return reverse(names.get(what, f"assess-{what}"), args=[candidate.uuid])


@sheet_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_sheet(request: StaffRequest, candidate: Candidate, sheet: ScoreSheet) -> HttpResponse:
    """The sheet: to be filled in, or as it was signed."""
    user, lang = me(request), read_language(request)
    if request.method != "POST":
        typed, kept_at = read_draft(candidate, user, sheet.kind)
        return draw_sheet(request, candidate, sheet, fill_sheet(sheet, typed), SignForm(lang), kept_at=kept_at)
    now = clock.now()
    typed = read_typed(request.POST, sheet)
    filled = fill_sheet(sheet, typed, complete=True)
    if read_signed(candidate, user, sheet.kind) is None:
        keep_draft(candidate, user, typed, now, sheet.kind)
    form = SignForm(lang, request.POST)
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        wrong = confirm_password(user, form.cleaned_data["password"], now)
        form.note((wrong,) if wrong else ())
        if wrong is None and filled.ready:
            signed = sign_own_sheet(candidate, user, filled.scores, now=now, kind=sheet.kind, vetoes=filled.seen)
            if signed.value is not None:
                messages.success(request, say(Message("评分表已签署。", "The sheet has been signed."), lang))
                return redirect("assess")
            findings = signed.findings
    return draw_sheet(request, candidate, sheet, filled, form, findings=findings, kept_at=now, status=WRONG)


def draw_sheet(
    request: StaffRequest,
    candidate: Candidate,
    sheet: ScoreSheet,
    filled: InputSheet,
    form: SignForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page; a sheet that is signed is shown as it was signed, and can't be changed."""
    signed = read_signed(candidate, me(request), sheet.kind)
    if signed is not None:
        filled = fill_sheet(sheet, retell_signed(signed[0]))
    context = {
        "candidate_uuid": candidate.uuid,
        "ticket": candidate.ticket_number[-4:],
        "batch": candidate.batch,
        "key": candidate.batch.standard.sha256,
        "sheet": sheet,
        "filled": filled,
        "form": form,
        "signed_at": signed[1] if signed else None,
        "wrong": sum(bool(row.wrong) for row in filled.rows) + sum(bool(veto.wrong) for veto in filled.vetoes),
        "draft_address": address_of(candidate, sheet.kind, "draft"),
        "aside": is_barred(candidate, me(request)),
        **describe_review(candidate, sheet),
        "veto_rule": marking_pack().veto,
        "bench": describe_bench(candidate, signed[0].fixed if signed else sheet.fixed),
    }
    return render(request, "assessor/sheet.html", {**context, **more}, status=status)


def describe_review(candidate: Candidate, sheet: ScoreSheet) -> dict[str, Any]:
    """The questions, the form and the clock that the sheet of a review has beside it."""
    review = sheet.kind == "review"
    return {
        "questions": read_drawn(candidate) if review else (),
        "review": chosen_form(candidate.batch) if review else None,
        "clock": describe_clock(candidate) if review else None,
    }


@sheet_page
@require_safe
def show_bench(request: StaffRequest, candidate: Candidate, sheet: ScoreSheet) -> HttpResponse:
    """The report of the candidate's bench, check by check; nothing before it is graded."""
    row = find_graded(candidate)
    page = describe_attempt(row) if row else None
    if page is None:
        raise Http404
    context = {
        "page": page,
        "ticket": candidate.ticket_number[-4:],
        "batch": candidate.batch,
        "key": candidate.batch.standard.sha256,
        "sheet_address": address_of(candidate, sheet.kind),
    }
    return render(request, "assessor/bench.html", context)


@sheet_act
def save_draft(request: StaffRequest, candidate: Candidate, sheet: ScoreSheet) -> HttpResponse:
    """Keep what was typed so far; the page's script is told when, a page without one is shown again."""
    user, now, lang = me(request), clock.now(), read_language(request)
    if read_signed(candidate, user, sheet.kind) is None:
        keep_draft(candidate, user, read_typed(request.POST, sheet), now, sheet.kind)
    if request.POST.get("script"):
        return JsonResponse({"kept": f"{timezone.localtime(now):%H:%M:%S}"})
    messages.success(request, say(Message("草稿已保存。", "The draft has been kept."), lang))
    return redirect(address_of(candidate, sheet.kind))


@sheet_act
def leave_candidate(request: StaffRequest, candidate: Candidate, sheet: ScoreSheet) -> HttpResponse:
    """Stand aside for a candidate; the office puts somebody in the member's place."""
    said = declare_recusal(candidate, me(request), request.POST.get("reason", ""), now=clock.now())
    if said.value is None:
        filled = fill_sheet(sheet, read_draft(candidate, me(request), sheet.kind)[0])
        form = SignForm(read_language(request))
        reason = request.POST.get("reason", "")[:200]
        return draw_sheet(
            request, candidate, sheet, filled, form, status=WRONG, findings=said.findings, aside_reason=reason
        )
    told = Message("已声明回避，请告诉考务人员安排替换。", "You stand aside: tell the office, which replaces you.")
    messages.success(request, say(told, read_language(request)))
    return redirect("assess")
