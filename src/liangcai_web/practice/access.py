"""Who practises: a trainee who signed in with the code of the class, or an account with a role that may.

In: a request. Out: a view's learner, or the way in. Follows: the cookie of a trainee opens their own attempts and
nothing else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from liangcai_web.records.training import Trainee
from liangcai_web.services.accounts.memberships import list_memberships
from liangcai_web.services.benches.practice import ROLES, Learner

COOKIE, SALT, SECONDS, HOME = "practice", "liangcai.practice", 12 * 3600, "/practice"


def read_learner(request: HttpRequest) -> Learner | None:
    """The trainee of the cookie, else the account that is signed in; None for anybody else."""
    trainee = read_trainee(request)
    if trainee is not None:
        return Learner(organisation=trainee.training.organisation, trainee=trainee)
    membership = next((one for one in list_memberships(request.user) if one.role in ROLES), None)
    return Learner(organisation=membership.organisation, user=membership.user) if membership else None


def read_trainee(request: HttpRequest) -> Trainee | None:
    """The trainee of the cookie, or None."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
        uuid = UUID(str(said))
    except (signing.BadSignature, ValueError, ValidationError):
        return None
    return (
        Trainee.objects.select_related("person", "training__organisation", "training__standard")
        .filter(uuid=uuid)
        .first()
    )


def for_learner(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that needs a learner; anybody else is led to the way in."""

    @wraps(view)
    def respond(request: HttpRequest, /, **kwargs: Any) -> HttpResponse:
        learner = read_learner(request)
        response = view(request, learner, **kwargs) if learner else redirect("practice")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


def let_in(request: HttpRequest, response: HttpResponse, trainee: Trainee) -> HttpResponse:
    """Give the browser the cookie: unseen by scripts, sent to these pages only."""
    token = signing.dumps(str(trainee.uuid), salt=SALT)
    response.set_cookie(
        COOKIE, token, path=HOME, httponly=True, samesite="Lax", secure=request.is_secure(), max_age=SECONDS
    )
    return response
