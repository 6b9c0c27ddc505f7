"""The seal on the papers of a batch, and an officer's own key.

In: officers with their pass phrases. Out: who holds a share, the time set, a recovery code shown once. Follows:
reliability rule 9; OWASP ASVS 7.5.3: whoever acts shows again who they are.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liangcai.findings import Finding, Message, Result
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms import PasswordForm, RestoreForm, TimeForm
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.accounts.officer_keys import (
    Hand,
    ensure_key,
    find_key,
    renew_key,
    restore_key,
    write_recovery,
)
from liangcai_web.services.papers.seals import find_seal, list_holders
from liangcai_web.services.sittings.opening import check_sealed, deal_anew, open_at_time, set_opening_time

ACTS: dict[str, type[ApprovalForm] | type[PasswordForm]] = {
    "time": TimeForm,
    "deal": ApprovalForm,
    "open": PasswordForm,
}
DONE = {
    "time": Message("启封时间已记录。", "The time of opening has been noted."),
    "deal": Message("钥匙份额已重发。", "Shares have been dealt anew."),
    "open": Message("试卷已启封，考生可以开始。", "The papers are open: candidates can begin."),
}
KEY_ACTS: dict[str, type[PasswordForm]] = {"code": PasswordForm, "restore": RestoreForm, "renew": PasswordForm}


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_seal(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Who holds a share, the time set; set it, deal anew, or open at that time."""
    now, lang, act = clock.now(), read_language(request), request.POST.get("act", "")
    forms = {name: form(lang, auto_id=f"{name}_%s") for name, form in ACTS.items()}
    findings: tuple[Finding, ...] = ()
    if act in ACTS:
        forms[act] = form = ACTS[act](lang, request.POST, auto_id=f"{act}_%s")
        done = take_act(request, batch, form)
        if done.value is not None:
            tell(request, DONE[act])
            return back_to("office-sitting" if act == "open" else "office-seal", batch)
        findings = form.note(done.findings)
    seal = find_seal(batch)
    blocked = check_sealed(batch, seal)
    page = {
        "seal": seal,
        "holders": list_holders(seal) if seal else (),
        "blocked": blocked,
        "due": bool(seal and seal.opens_at and seal.opens_at <= now),
        "forms": forms,
        "findings": findings or ((blocked,) if blocked else ()),
    }
    return show_stage(request, batch, "office-seal", WRONG if request.method == "POST" else 200, **page)


def take_act(request: StaffRequest, batch: Batch, form: ApprovalForm | PasswordForm) -> Result[Fact | None]:
    """Do what a form asks for, once whoever must be there has shown who they are."""
    now = clock.now()
    if isinstance(form, PasswordForm):
        hand = form.hand(request, now)
        return open_at_time(batch, hand, now=now) if hand else Result(None)
    hands = form.hands(request, now)
    if hands is None:
        return Result(None)
    if isinstance(form, TimeForm):
        return set_opening_time(batch, hands, form.cleaned_data["opens_at"], now=now)
    return deal_anew(batch, hands, now=now)


@role_required(Role.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_key(request: StaffRequest) -> HttpResponse:
    """An officer's own key: a recovery code, putting it behind the present password, a new one."""
    lang, act, code = read_language(request), request.POST.get("act", ""), ""
    forms = {name: form(lang, auto_id=f"{name}_%s") for name, form in KEY_ACTS.items()}
    done = False
    if act in KEY_ACTS:
        forms[act] = form = KEY_ACTS[act](lang, request.POST, auto_id=f"{act}_%s")
        hand = form.hand(request, clock.now())
        if hand is not None:
            result = change_key(hand, act, form.cleaned_data.get("code", ""))
            form.note(result.findings)
            code, done = (result.value or "") if act == "code" else "", result.value is not None
    page = {"key": find_key(officer(request)), "forms": forms, "code": code, "done": done}
    return render(request, "centre/key.html", page, status=WRONG if request.method == "POST" and not done else 200)


def change_key(hand: Hand, act: str, code: str) -> Result[str | None]:
    """Write a recovery code, restore a key by one, or make a new key."""
    if act == "code":
        ensure_key(hand.user, hand.phrase, clock.now())
        return write_recovery(hand)
    if act == "restore":
        finding = restore_key(hand, code)
        return Result(None, (finding,)) if finding else Result("")
    renew_key(hand.user, hand.phrase, clock.now())
    return Result("")
