"""Who may open a page, and where each role is at home.

In: a view and the roles that it is for. Out: the same view behind a check; ``request.organisation`` and
``request.membership`` are set. Follows: nothing is allowed that a role does not need. Someone who is not signed in is
sent to sign in and comes back; someone with another role is told so.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias

import msgspec
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from liangcai.findings import Message
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.services.accounts.memberships import list_memberships

P = ParamSpec("P")
Role = Membership.Role


class StaffRequest(HttpRequest):
    """A request that passed ``role_required``."""

    organisation: Organisation
    membership: Membership


StaffView: TypeAlias = Callable[Concatenate[StaffRequest, P], HttpResponse]
View: TypeAlias = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """Where a role finds its duties."""

    role: str
    path: str
    name: Message


HOMES = (
    Home(role=Role.OFFICER, path="/office", name=Message("考务", "Exam office")),
    Home(role=Role.SCREENER, path="/screen", name=Message("资格审核", "Reviewing")),
    Home(role=Role.ASSESSOR, path="/assess", name=Message("考评", "Assessing")),
    Home(role=Role.INVIGILATOR, path="/invigilator", name=Message("监考", "Invigilating")),
    Home(role=Role.AUTHORITY, path="/authority", name=Message("主管部门", "Authority")),
    Home(role=Role.AUTHOR, path="/bank", name=Message("题库", "Question bank")),
    Home(role=Role.TRAINER, path="/training", name=Message("培训", "Training")),
    Home(role=Role.SUPERVISOR, path="/supervision", name=Message("督导", "Supervising")),
)
ROLE_NAMES = {
    Role.OFFICER: Message("考务人员", "exam officer"),
    Role.SCREENER: Message("资格审核人员", "application reviewer"),
    Role.ASSESSOR: Message("考评员", "assessor"),
    Role.INVIGILATOR: Message("监考人员", "invigilator"),
    Role.AUTHORITY: Message("主管部门", "authority"),
    Role.AUTHOR: Message("命题人员", "question author"),
    Role.TRAINER: Message("培训人员", "trainer"),
    Role.SUPERVISOR: Message("督导人员", "supervisor"),
}


def role_required(*roles: str) -> Callable[[StaffView[P]], View[P]]:
    """A view for people who hold one of these roles; they act in the first of their memberships that fits."""

    def guard(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def respond(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            membership = next((found for found in list_memberships(request.user) if found.role in roles), None)
            if membership is None:
                raise PermissionDenied(say_who_may(roles))
            return view(admit(request, membership), *args, **kwargs)

        return respond

    return guard


def admit(request: HttpRequest, membership: Membership) -> StaffRequest:
    """The request of someone who may open the page, with the organisation that they act in."""
    request.membership = membership  # type: ignore[attr-defined]
    request.organisation = membership.organisation  # type: ignore[attr-defined]
    return request  # type: ignore[return-value]


def say_who_may(roles: tuple[str, ...]) -> Message:
    """Which roles a page is for."""
    names = [ROLE_NAMES[Role(role)] for role in roles]
    return Message(
        f"这一页供{'、'.join(name.zh for name in names)}使用，您的账户没有这一身份。",
        f"This page is for the role of {' or '.join(name.en for name in names)}, which your account does not have.",
    )


def list_homes(request: HttpRequest) -> tuple[Home, ...]:
    """The homes of the roles that a person holds, as far as the site has them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    roles = {membership.role for membership in list_memberships(user)}
    found = (find_home(home) for home in HOMES if home.role in roles)
    return tuple(home for home in found if home)


def find_home(home: Home) -> Home | None:
    """The home under the address that the site answers to, with or without a closing slash."""
    for path in (home.path, f"{home.path}/"):
        try:
            resolve(path)
        except Resolver404:
            continue
        return msgspec.structs.replace(home, path=path)
    return None
