"""Who a request comes from: the candidate of its sitting cookie.

In: a request. Out: a view's candidate, or the way to the sign-in. Follows: a session opens one attempt and nothing
else.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from liangcai_host import clock
from liangcai_web.candidate.intake import COOKIE
from liangcai_web.records.batches import Candidate
from liangcai_web.services.sittings import find_candidate
from liangcai_web.services.sittings_heard import note_heard
from liangcai_web.services.sittings_sign_in import find_attempt

SIGN_IN = "/sitting"
CandidateView = Callable[[HttpRequest, Candidate], HttpResponse]


def read_candidate(request: HttpRequest) -> Candidate | None:
    """The candidate who is signed in, or None."""
    attempt = find_attempt(request.COOKIES.get(COOKIE, ""))
    if attempt:
        note_heard(attempt, clock.now())
    return find_candidate(attempt) if attempt else None


def for_candidate(view: CandidateView) -> Callable[[HttpRequest], HttpResponse]:
    """A view that needs a candidate; anyone else is led to the sign-in."""

    @wraps(view)
    def respond(request: HttpRequest) -> HttpResponse:
        candidate = read_candidate(request)
        response = view(request, candidate) if candidate else HttpResponseRedirect(SIGN_IN)
        response.headers["Cache-Control"] = "no-store"
        return response

    return respond


def let_in(request: HttpRequest, response: HttpResponse, token: str) -> HttpResponse:
    """Give the browser the token: unseen by scripts, sent to the sitting's own addresses only."""
    response.set_cookie(
        COOKIE, token, path=SIGN_IN, httponly=True, samesite="Strict", secure=request.is_secure(), max_age=86_400
    )
    return response
