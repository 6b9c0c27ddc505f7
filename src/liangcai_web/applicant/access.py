"""Which application a request may open: that of its cookie, signed by the site.

In: a request. Out: a view's application, or the way to the number and code. Follows: a number and a code open one
application and nothing else; no address carries either of them.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.services.admission.draft import find_row

COOKIE = "application"
SALT = "liangcai.application"
SECONDS = 12 * 3600


def read_application(request: HttpRequest) -> ApplicationRow | None:
    """The application that the cookie opens, or None; a new code closes what was open."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    row = find_row(str(said.get("number", ""))) if isinstance(said, dict) else None
    return row if row is not None and row.secret and said.get("mark") == mark_of(row) else None


def mark_of(row: ApplicationRow) -> str:
    """What changes with the code."""
    return hashlib.sha256(row.secret.encode()).hexdigest()[:16]


def for_applicant(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that needs an application; anyone else is led to number and code."""

    @wraps(view)
    def respond(request: HttpRequest, /, **kwargs: Any) -> HttpResponse:
        row = read_application(request)
        response = view(request, row, **kwargs) if row is not None else redirect("apply-resume")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


def let_in(request: HttpRequest, response: HttpResponse, row: ApplicationRow) -> HttpResponse:
    """Give the browser the cookie: unseen by scripts, sent to these pages only."""
    token = signing.dumps({"number": row.number, "mark": mark_of(row)}, salt=SALT)
    response.set_cookie(
        COOKIE, token, path="/apply", httponly=True, samesite="Lax", secure=request.is_secure(), max_age=SECONDS
    )
    return response
