"""Accounts of the office: who may do what, opened, changed and closed by two officers.

In: two officers. Out: the list, an account, a code that is shown once. Follows: least privilege; an office sees its own
accounts only, and nobody sees a password.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import User
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from liangcai.findings import Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, officer, tell
from liangcai_web.centre.forms_accounts import OpenForm, RolesForm
from liangcai_web.pages.access import ROLE_NAMES, Role, StaffRequest, role_required
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.services.accounts.keeping import (
    Invited,
    NewAccount,
    Officers,
    change_roles,
    find_account,
    invite_again,
    list_accounts,
    open_account,
)
from liangcai_web.services.paging import page_of


@role_required(Role.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_accounts(request: StaffRequest) -> HttpResponse:
    """The accounts, and the form that opens another."""
    form = OpenForm(read_language(request), request.POST if request.method == "POST" else None)
    officers = sign(request, form)
    if officers is not None:
        typed = form.cleaned_data
        new = NewAccount(username=typed["username"], name=typed["name"], roles=tuple(typed["roles"]))
        opened = open_account(request.organisation, new, officers, clock.now())
        form.note(opened.findings)
        if opened.value is not None:
            return show_code(request, opened.value)
    words = request.GET.get("q", "")[:80]
    page = page_of(list_accounts(request.organisation, words), request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(one, [ROLE_NAMES[Role(held.role)] for held in one.own_roles]) for one in page.object_list],
        "words": words,
    }
    return render(request, "centre/accounts.html", context, status=WRONG if request.method == "POST" else 200)


def sign(request: StaffRequest, form: ApprovalForm) -> Officers | None:
    """The two officers, or None with the faults beside the fields."""
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    return Officers(actor=officer(request), approver=approver) if approver else None


def show_code(request: StaffRequest, invited: Invited) -> HttpResponse:
    """The code, this once."""
    return render(request, "centre/invited.html", {"invited": invited})


def account_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of an officer on an account of their own office; another's is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, number: int) -> HttpResponse:
        account = find_account(request.organisation, number)
        if account is None:
            raise Http404
        return view(request, account)

    guarded: Callable[..., HttpResponse] = never_cache(role_required(Role.OFFICER)(respond))
    return guarded


@account_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_account(request: StaffRequest, account: User) -> HttpResponse:
    """An account, and the form of its roles."""
    held = [one.role for one in account.own_roles]  # type: ignore[attr-defined] # put there by list_accounts
    form = RolesForm(
        read_language(request), request.POST if request.method == "POST" else None, initial={"roles": held}
    )
    officers = sign(request, form)
    if officers is not None:
        roles = tuple(form.cleaned_data["roles"])
        findings = form.note(change_roles(request.organisation, account, roles, officers, clock.now()))
        if not findings and form.is_valid():
            tell(request, Message("身份已更改。", "The roles were changed."))
            return redirect("office-accounts")
    return render_account(request, account, form, ApprovalForm(read_language(request), auto_id="invite_%s"))


@account_page
@require_POST
def invite(request: StaffRequest, account: User) -> HttpResponse:
    """Another code, where a password was lost."""
    lang = read_language(request)
    form = ApprovalForm(lang, request.POST, auto_id="invite_%s")
    officers = sign(request, form)
    if officers is not None:
        code = invite_again(request.organisation, account, officers, clock.now())
        return show_code(request, Invited(account=account, code=code))
    held = [one.role for one in account.own_roles]  # type: ignore[attr-defined] # put there by list_accounts
    return render_account(request, account, RolesForm(lang, initial={"roles": held}), form)


def render_account(request: StaffRequest, account: User, form: RolesForm, invitation: ApprovalForm) -> HttpResponse:
    """The page of an account, with what was typed."""
    context = {"account": account, "form": form, "invitation": invitation}
    return render(request, "centre/account.html", context, status=WRONG if request.method == "POST" else 200)
