"""The peer of the intake: the same work as a view of Django.

In: a request as a page sends it. Out: the same reply. Follows: middleware and URL of the site; the functions of the
services.
"""

from urllib.parse import urlsplit

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from liangcai_host import clock
from liangcai_web.candidate.intake import COOKIE
from liangcai_web.services.sittings.answers import Refused, Sent, find_sender, is_closed, judge_arrival
from liangcai_web.services.sittings.journal import open_journal


@csrf_exempt
@require_POST
def save_answers(request: HttpRequest) -> HttpResponse:
    """Same origin, known sender, own attempt; the reply is written after the commit."""
    if urlsplit(request.headers.get("origin", "")).netloc != request.get_host():
        return HttpResponse(status=403)
    sent = msgspec.json.decode(request.body, type=Sent)
    arrival = judge_arrival(find_sender(request.COOKIES.get(COOKIE, "")), sent, clock.now())
    if isinstance(arrival, Refused):
        return HttpResponse(status=403)
    receipt = open_journal().append(arrival.attempt, arrival.events, arrival.at).result()
    ends = arrival.state.ends
    reply = {
        "stored": receipt.stored,
        "acknowledged": [ack.client_id for ack in receipt.acks],
        "session": arrival.session,
        "server_time": arrival.at.isoformat(timespec="milliseconds"),
        "deadline": ends.isoformat(timespec="milliseconds") if ends else None,
        "closed": is_closed(arrival.state, arrival.at),
    }
    return HttpResponse(msgspec.json.encode(reply), content_type="application/json")
