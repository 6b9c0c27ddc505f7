"""Choosing a password: by an invitation, and later by the present one.

In: what was typed. Out: a session, or the form with what is wrong. Follows: nobody but its owner ever knows a password;
an officer gets a key to the papers as soon as the pass phrase is at hand.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liangcai.findings import Message
from liangcai_host import clock
from liangcai_web.pages.access import list_homes
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import read_language, say
from liangcai_web.services.accounts.officer_keys import ensure_key, holds_officer_role
from liangcai_web.services.accounts.passwords import LEAST, accept_invitation, change_password

WRONG = 422
BACKEND = "django.contrib.auth.backends.ModelBackend"


def secret(autocomplete: str) -> forms.CharField:
    """A field for a password; nothing is taken away at its ends."""
    return forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": autocomplete})
    )


class NewPasswordForm(SpokenForm):
    """A new password, twice."""

    labels: ClassVar = {
        "new": Message("新密码", "New password"),
        "again": Message("新密码（再输一次）", "New password (once more)"),
    }
    helps: ClassVar = {
        "new": Message(
            f"至少 {LEAST} 个字符，建议用一句只有您知道的话。", f"{LEAST} characters or more: a sentence of your own."
        )
    }
    new = secret("new-password")
    again = secret("new-password")


class WelcomeForm(NewPasswordForm):
    """Who was invited, and the code."""

    labels: ClassVar = NewPasswordForm.labels | {
        "username": Message("用户名", "User name"),
        "code": Message("邀请码", "Code of the invitation"),
    }
    helps: ClassVar = NewPasswordForm.helps | {
        "code": Message(
            "考务人员交给您的 12 位码，七天内有效，只能用一次。",
            "The 12 characters that you were given, good for seven days, once.",
        )
    }
    username = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    code = forms.CharField(max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    field_order = ("username", "code", "new", "again")


class ChangeForm(NewPasswordForm):
    """The present password first."""

    labels: ClassVar = NewPasswordForm.labels | {"present": Message("现在的密码", "Present password")}
    present = secret("current-password")
    field_order = ("present", "new", "again")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_welcome(request: HttpRequest) -> HttpResponse:
    """Choose a password by an invitation, and be signed in."""
    form = WelcomeForm(read_language(request), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed: dict[str, Any] = form.cleaned_data
        taken = accept_invitation(typed["username"], typed["code"], typed["new"], typed["again"], clock.now())
        form.note(taken.findings)
        if taken.value is not None:
            login(request, taken.value, backend=BACKEND)
            if holds_officer_role(taken.value):
                ensure_key(taken.value, typed["new"], clock.now())
            homes = list_homes(request)
            return redirect(homes[0].path if homes else "/")
    return render(request, "pages/welcome.html", {"form": form}, status=WRONG if request.method == "POST" else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_password(request: HttpRequest) -> HttpResponse:
    """Another password; other sessions of this account end."""
    form = ChangeForm(read_language(request), request.POST if request.method == "POST" else None)
    account = request.user
    if request.method == "POST" and form.is_valid() and isinstance(account, User):
        typed: dict[str, Any] = form.cleaned_data
        findings = change_password(account, typed["present"], typed["new"], typed["again"], clock.now())
        form.note(findings)
        if not findings:
            update_session_auth_hash(request, account)
            done = Message("密码已更换，别处的登录已失效。", "The password was changed; sessions elsewhere have ended.")
            messages.success(request, say(done, read_language(request)))
            return redirect("password")
    return render(request, "pages/password.html", {"form": form}, status=WRONG if request.method == "POST" else 200)
