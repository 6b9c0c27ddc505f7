"""Who of the staff asks, with their session; nobody is looked for where nobody can be.

In: a request. Out: the same with session, account and messages. Follows: a candidate is known by the cookie of the
sitting alone, and a thousand of them come at once.
"""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

CANDIDATES = "/sitting"
Respond = Callable[[HttpRequest], HttpResponse]


def know_account(get_response: Respond) -> Respond:
    """Django's three for accounts, around all but a candidate's pages in a browser that no account has used."""
    knowing = cast("Respond", SessionMiddleware(AuthenticationMiddleware(MessageMiddleware(get_response))))

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(CANDIDATES) and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return get_response(request)
        return knowing(request)

    return respond
