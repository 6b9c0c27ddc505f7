"""One line of the log for each page that was asked for, and an id by which it can be found again.

In: a request. Out: the header ``X-Request-ID``; a line with method, route, status and milliseconds. Follows: R22: the
route is the pattern of the address and not the address, in which people may have written anything.
"""

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from liangcai_host.logs.lines import REQUEST

log = logging.getLogger(__name__)
HEADER = "X-Request-ID"


def log_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware around all others."""

    def respond(request: HttpRequest) -> HttpResponse:
        began, name = time.perf_counter(), secrets.token_hex(6)
        before = REQUEST.set(name)
        try:
            response = get_response(request)
            response.headers[HEADER] = name
            note(request, response.status_code, time.perf_counter() - began)
        finally:
            REQUEST.reset(before)
        return response

    return respond


def note(request: HttpRequest, status: int, seconds: float) -> None:
    """Write the line; pages that failed are written as such."""
    match = request.resolver_match
    fields = {
        "method": request.method if request.method in ("GET", "HEAD", "POST") else "other",
        "route": f"/{match.route}" if match else "none",
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    log.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"fields": fields})
