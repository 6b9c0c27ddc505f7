"""Staff sign in with a name and a password; what was typed stays, and guessing has to wait."""

import pytest
from django.core.cache import cache

from liangcai_web.pages.sign_in import ATTEMPTS
from liangcai_web.services.accounts.offices import found_organisation, open_account

pytestmark = pytest.mark.django_db
PASSWORD = "made-up pass phrase"


@pytest.fixture(autouse=True)
def officer(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    office = found_organisation(name="测试评价机构", name_en="", code="0001", province="00", site="000001")
    return open_account(office, "office-1", PASSWORD, "officer")


def sign_in(client, password, **more):
    return client.post("/sign-in?lang=en", {"username": "office-1", "password": password, **more})


def test_the_right_password_opens_the_session(client):
    assert sign_in(client, PASSWORD).status_code == 302
    assert "Sign out" in client.get("/?lang=en").content.decode()


def test_the_page_that_was_asked_for_comes_next(client):
    assert sign_in(client, PASSWORD, next="/catalogue").url == "/catalogue"


def test_another_site_never_comes_next(client):
    assert sign_in(client, PASSWORD, next="https://example.org/").url != "https://example.org/"


def test_a_wrong_password_keeps_the_name_and_says_what_is_wrong(client):
    page = sign_in(client, "wrong").content.decode()
    assert 'value="office-1"' in page
    assert "is not right" in page
    assert "wrong" not in page.split("is not right")[0].split("password")[-1]


def test_after_too_many_failures_even_the_right_password_waits(client):
    for _ in range(ATTEMPTS):
        sign_in(client, "wrong")
    assert "15 minutes" in sign_in(client, PASSWORD).content.decode()


def test_signing_out_needs_a_form_not_a_link(client):
    sign_in(client, PASSWORD)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").url == "/"
    assert "Staff sign in" in client.get("/?lang=en").content.decode()
