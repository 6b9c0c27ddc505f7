"""An assessor's duties and score sheets.

In: an assessor. Out: whom they score, the sheet of one candidate, drafts, the signature. Follows: clause 1.9.3: each
scores alone and signs their own sheet; nobody sees a name nor another's sheet.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai.marking.sheet import ScoreSheet
from liangcai_host import clock
from liangcai_web.assessor.forms import SignForm
from liangcai_web.assessor.sheet import InputSheet, fill_sheet, read_typed
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.batches import Candidate
from liangcai_web.services.approvals import confirm_password
from liangcai_web.services.scoring import batch_sheet
from liangcai_web.services.scoring_assessor import (
    find_assigned,
    keep_draft,
    list_panel_duties,
    read_draft,
    read_signed,
    sign_own_sheet,
)

WRONG = 422


@role_required(Role.ASSESSOR)
@require_safe
def show_duties(request: StaffRequest) -> HttpResponse:
    """Whom this assessor scores, open ones first, a batch at a time."""
    duties = list_panel_duties(request.organisation, me(request))
    context = {"open": [duty for duty in duties if duty.open], "done": [duty for duty in duties if not duty.open]}
    return render(request, "assessor/duties.html", context)


def me(request: StaffRequest) -> AbstractUser:
    """The signed-in assessor."""
    if not isinstance(request.user, AbstractUser):
        raise TypeError("the page is for people who are signed in")
    return request.user


def sheet_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a candidate whom this assessor scores; anybody else's is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        candidate = find_assigned(request.organisation, me(request), kwargs.pop("uuid"))
        sheet = batch_sheet(candidate.batch) if candidate else None
        if candidate is None or sheet is None:
            raise Http404
        return view(request, candidate, sheet)

    guarded: Callable[..., HttpResponse] = role_required(Role.ASSESSOR)(respond)
    return guarded


@sheet_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_sheet(request: StaffRequest, candidate: Candidate, sheet: ScoreSheet) -> HttpResponse:
    """The sheet: to be filled in, or as it was signed."""
    user, lang = me(request), read_language(request)
    if request.method != "POST":
        typed, kept_at = read_draft(candidate, user)
        return draw_sheet(request, candidate, sheet, fill_sheet(sheet, typed), SignForm(lang), kept_at=kept_at)
    now = clock.now()
    typed = read_typed(request.POST, sheet)
    filled = fill_sheet(sheet, typed, complete=True)
    if read_signed(candidate, user) is None:
        keep_draft(candidate, user, typed, now)
    form = SignForm(lang, request.POST)
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        wrong = confirm_password(user, form.cleaned_data["password"], now)
        form.note((wrong,) if wrong else ())
        if wrong is None and filled.ready:
            signed = sign_own_sheet(candidate, user, filled.scores, now=now)
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
    signed = read_signed(candidate, me(request))
    if signed is not None:
        filled = fill_sheet(sheet, {row.key: str(row.points) for row in signed[0].rows})
    context = {
        "candidate_uuid": candidate.uuid,
        "ticket": candidate.ticket_number[-4:],
        "batch": candidate.batch,
        "key": candidate.batch.standard.sha256,
        "sheet": sheet,
        "filled": filled,
        "form": form,
        "signed_at": signed[1] if signed else None,
        "wrong": [row for row in filled.rows if row.wrong],
    }
    return render(request, "assessor/sheet.html", {**context, **more}, status=status)


@sheet_page
@require_POST
def save_draft(request: StaffRequest, candidate: Candidate, sheet: ScoreSheet) -> HttpResponse:
    """Keep what was typed so far; the page's script is told when, a page without one is shown again."""
    user, now, lang = me(request), clock.now(), read_language(request)
    if read_signed(candidate, user) is None:
        keep_draft(candidate, user, read_typed(request.POST, sheet), now)
    if request.POST.get("script"):
        return JsonResponse({"kept": f"{timezone.localtime(now):%H:%M:%S}"})
    messages.success(request, say(Message("草稿已保存。", "The draft has been kept."), lang))
    return redirect("assess-sheet", uuid=candidate.uuid)
