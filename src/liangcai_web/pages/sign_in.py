"""Signing in and out for staff.

In: a user name and a password. Out: a session, and the page that was asked for or the home of the person's role.
Follows: least privilege; what was typed stays; after too many failures the name has to wait.
"""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from liangcai.findings import Message
from liangcai_host import clock
from liangcai_web.pages.access import list_homes
from liangcai_web.pages.language import read_language, say
from liangcai_web.services.accounts.officer_keys import ensure_key, holds_officer_role

ATTEMPTS = 10
WAIT_SECONDS = 900
WAIT = Message(
    "这个用户名失败次数过多，请 15 分钟后再试，或请考务人员重设密码。",
    "Too many failures for this user name: try again in 15 minutes, or ask the exam office for a new password.",
)
WRONG = Message(
    "用户名或密码不对。请注意大小写。", "The user name or the password is not right. Capital letters count."
)
MISSING = Message("请填写。", "Please fill this in.")
LABELS = {"username": Message("用户名", "User name"), "password": Message("密码", "Password")}


class SignInForm(AuthenticationForm):
    """Name and password, in the language of the page, with a limit on failures."""

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.language = read_language(request) if request else "zh"
        for name, label in LABELS.items():
            self.fields[name].label = say(label, self.language)
            self.fields[name].error_messages["required"] = say(MISSING, self.language)

    def clean(self) -> dict[str, Any]:
        """Check the password unless the name has to wait; count the failure."""
        key = f"sign-in:{str(self.cleaned_data.get('username', '')).casefold()[:150]}"
        if cache.get(key, 0) >= ATTEMPTS:
            raise ValidationError(say(WAIT, self.language), code="wait")
        try:
            cleaned = super().clean()
        except ValidationError:
            cache.add(key, 0, WAIT_SECONDS)
            cache.incr(key)
            raise ValidationError(say(WRONG, self.language), code="wrong") from None
        cache.delete(key)
        return cleaned


class SignIn(LoginView):
    """The page where staff sign in."""

    template_name = "pages/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in; an officer who has no key for papers gets one now that the pass phrase is at hand."""
        if holds_officer_role(form.get_user()):
            ensure_key(form.get_user(), form.cleaned_data["password"], clock.now())
        return super().form_valid(form)

    def get_default_redirect_url(self) -> str:
        """The home of the first role that the person holds, else the home page."""
        homes = list_homes(self.request)
        return homes[0].path if homes else "/"


class SignOut(LogoutView):
    """Ends the session; by POST only, so that no link can do it."""

    next_page = "/"
    http_method_names = ["post"]
