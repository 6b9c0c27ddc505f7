"""No person sees a traceback: each error is a page with a sentence in the reader's language."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from liangcai.findings import Message
from liangcai_web.pages import errors
from liangcai_web.pages.language import describe_language
from liangcai_web.records.organisations import Organisation
from liangcai_web.site import urls as site

pytestmark = pytest.mark.django_db


def fail(request: HttpRequest) -> HttpResponse:
    """A broken program."""
    raise RuntimeError("secret detail")


def refuse(request: HttpRequest) -> HttpResponse:
    """A page that says why it is closed."""
    raise PermissionDenied(Message("只供考务人员使用。", "For exam officers only."))


def find(request: HttpRequest) -> HttpResponse:
    """A look into the database for what was sent; a NUL, which PostgreSQL refuses and SQLite looks for."""
    if Organisation.objects.filter(name=request.GET["name"]).exists() or connection.vendor == "sqlite":
        raise DataError("text fields cannot contain NUL")
    return HttpResponse()


urlpatterns = [path("fails", fail), path("refuses", refuse), path("finds", find), *site.urlpatterns]
handler400, handler403 = site.handler400, site.handler403
handler404, handler500 = site.handler404, site.handler500


@pytest.mark.parametrize(("lang", "said"), [("zh", "没有这一页"), ("en", "There is no such page")])
def test_a_missing_page_says_so_in_both_languages(client, lang, said):
    response = client.get(f"/nothing-here?lang={lang}")
    assert response.status_code == 404
    assert said in response.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("lang", "said"), [("zh", "是我们的错"), ("en", "the fault is ours")])
def test_a_broken_program_shows_no_traceback(lang, said):
    response = Client(raise_request_exception=False).get(f"/fails?lang={lang}")
    assert response.status_code == 500
    assert said in response.content.decode()
    assert "secret detail" not in response.content.decode()
    assert "Content-Security-Policy" in response.headers


@pytest.mark.urls(__name__)
def test_what_the_database_cannot_hold_is_a_bad_request(client):
    response = client.get("/finds", {"name": "a\0b", "lang": "en"})
    assert response.status_code == 400
    assert "cannot be handled" in response.content.decode()


@pytest.mark.urls(__name__)
def test_a_closed_page_says_why(client):
    response = client.get("/refuses?lang=en")
    assert response.status_code == 403
    assert "For exam officers only." in response.content.decode()


def test_a_form_without_its_token_is_refused_with_a_sentence():
    response = Client(enforce_csrf_checks=True).post("/verify", {"by": "number"})
    assert response.status_code == 403
    assert "表单" in response.content.decode()
    assert "CSRF" not in response.content.decode()


def test_a_bad_request_is_a_page():
    response = errors.show_bad_request(RequestFactory().get("/?lang=en"))
    assert response.status_code == 400
    assert "cannot be handled" in response.content.decode()


@pytest.mark.parametrize("place", ["/\\elsewhere.invalid", "//elsewhere.invalid", "/\\/elsewhere.invalid", "/x\\y\"'<"])
def test_the_switch_of_languages_leads_to_this_site_whatever_was_asked_for(place: str) -> None:
    request = RequestFactory().get("/", {"q": "1"})
    request.path = place
    url = describe_language(request)["switch_url"]
    assert url.startswith("/")
    assert url[1] not in "/\\"
    assert not set(url) & set('\\"<')
    assert url.endswith("q=1&lang=en")
