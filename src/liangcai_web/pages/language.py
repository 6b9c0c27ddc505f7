"""Chinese first, English by one switch.

In: a request; ``?lang=`` sets the choice, a cookie keeps it. Out: ``request.lang`` (zh or en) and the switch for pages.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from liangcai.findings import Message

COOKIE = "lang"
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def read_language(request: HttpRequest) -> str:
    """The language of a request: asked for, remembered, or Chinese."""
    asked = request.GET.get("lang", "")
    kept = request.COOKIES.get(COOKIE, "")
    return next((language for language in (asked, kept) if language in LANGUAGES), "zh")


def choose_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that turns the choice into the language of the page."""

    def respond(request: HttpRequest) -> HttpResponse:
        language = read_language(request)
        request.lang = language  # type: ignore[attr-defined]
        with translation.override(LANGUAGES[language]):
            response = get_response(request)
        if request.GET.get("lang") == language:
            response.set_cookie(COOKIE, language, max_age=31_536_000, samesite="Lax", httponly=True)
        return response

    return respond


def describe_language(request: HttpRequest) -> dict[str, str]:
    """Template context: the language of the page and the address of the same page in the other one."""
    language = read_language(request)
    other = "en" if language == "zh" else "zh"
    query = request.GET.copy()
    query["lang"] = other
    # Written out, "/\elsewhere" and "//elsewhere" are addresses of another site.
    path = escape_leading_slashes(escape_uri_path(request.path))
    return {"lang": language, "other_lang": other, "switch_url": f"{path}?{query.urlencode()}"}


def say(message: Message, language: str) -> str:
    """The sentence of a message in a language."""
    return message.en if language == "en" else message.zh
