"""What the database cannot hold is the sender's fault, not the program's.

In: a request whose text is longer than its column or holds a NUL. Out: the page that says so. Follows: bad input never
ends as an error of the server; PostgreSQL refuses what SQLite would swallow.
"""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse

from liangcai_web.pages.errors import show_bad_request


class RefuseUnstorable:
    """Middleware that turns such a refusal of the database into a page; nothing of the request was kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a bad request, where the database refused what was sent."""
        return show_bad_request(request, exception) if isinstance(exception, DataError) else None
