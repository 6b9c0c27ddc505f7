"""Who a request comes from: the candidate of its sitting cookie.

In: a request. Out: a view's candidate, or the way to the sign-in. Follows: a session opens one attempt and nothing
else.
"""

import time
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from liangcai_host import clock
from liangcai_web.candidate.intake import COOKIE
from liangcai_web.records.batches import Candidate
from liangcai_web.services.sittings.access import Visit
from liangcai_web.services.sittings.heard import note_heard
from liangcai_web.services.sittings.seated import find_candidate
from liangcai_web.services.sittings.sign_in import find_attempt, find_running

SIGN_IN = "/sitting"
SECONDS, LIMIT = 5.0, 5_000
CandidateView = Callable[[HttpRequest, Candidate], HttpResponse]
_RECENT: dict[str, tuple[float, Candidate]] = {}


def read_candidate(request: HttpRequest) -> Candidate | None:
    """The candidate who is signed in, or None."""
    token = request.COOKIES.get(COOKIE, "")
    attempt = find_attempt(token)
    if attempt and attempt == find_running(token):
        note_heard(attempt, clock.now())
    return recall_candidate(attempt) if attempt else None


def recall_candidate(attempt: str) -> Candidate | None:
    """The candidate of an attempt, as read within the last seconds: one page follows another."""
    kept = _RECENT.get(attempt)
    if kept is not None and time.monotonic() - kept[0] < SECONDS:
        return kept[1]
    candidate = find_candidate(attempt)
    if candidate is not None:
        keep_candidate(candidate)
    return candidate


def keep_candidate(candidate: Candidate) -> None:
    """Remember a candidate who was read just now."""
    if len(_RECENT) >= LIMIT:
        _RECENT.clear()
    _RECENT[str(candidate.uuid)] = (time.monotonic(), candidate)


def read_visit(request: HttpRequest) -> Visit:
    """What a request shows of the computer and the browser that it comes from."""
    return Visit(
        address=request.META.get("REMOTE_ADDR", ""),
        url=request.build_absolute_uri(),
        config_hash=request.headers.get("X-SafeExamBrowser-ConfigKeyHash", "")[:128],
        request_hash=request.headers.get("X-SafeExamBrowser-RequestHash", "")[:128],
    )


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
