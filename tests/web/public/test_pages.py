"""The public pages in both languages, for anyone."""

import pytest

from liangcai_reference import list_occupations

pytestmark = pytest.mark.django_db
KEY = list_occupations()[0]
PAGES = (
    "/",
    "/catalogue",
    "/catalogue?q=%E5%B7%A5%E4%B8%9A",
    "/catalogue?q=zzz&standard=1",
    "/catalogue?page=999",
    "/standards",
    "/standards/compare",
    f"/standards/compare?old={KEY}&new={list_occupations()[1]}",
    *(f"/standards/{key}" for key in list_occupations()),
    f"/standards/{KEY}/source",
    f"/standards/{KEY}/source?clause=1.9.2",
    f"/standards/{KEY}/source?clause=nothing&line=x",
    "/verify",
    "/sign-in",
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_inline_styles_or_scripts(client, page, lang):
    response = client.get(page, headers={"cookie": f"lang={lang}"})
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{"en" if lang == "en" else "zh-Hans"}">' in html
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert html.count("<script") == html.count('<script type="module" src="')


@pytest.mark.parametrize("page", ["/standards/nothing", "/standards/nothing/source", f"/standards/{KEY}/passage"])
def test_what_is_not_there_is_not_found(client, page):
    assert client.get(page).status_code == 404


def test_a_passage_is_a_piece_of_a_page(client):
    html = client.get(f"/standards/{KEY}/passage?clause=1.9.2").content.decode()
    assert "<mark>" in html
    assert "<html" not in html


def test_the_source_marks_the_clause_and_names_it_when_it_is_missing(client):
    assert client.get(f"/standards/{KEY}/source?clause=1.9.2").content.decode().count('id="clause"') == 1
    assert "9.9.9" in client.get(f"/standards/{KEY}/source?clause=9.9.9").content.decode()


@pytest.mark.parametrize("line", ["-1", "0", "1e9", "99999999999999999999", "٣", "\x00"])
def test_a_strange_line_number_is_no_error(client, line):
    assert client.get(f"/standards/{KEY}/source", {"clause": "1.9.2", "line": line}).status_code == 200


def test_what_is_searched_for_is_escaped(client):
    assert "<script>alert" not in client.get("/catalogue", {"q": "<script>alert(1)</script>"}).content.decode()


@pytest.mark.parametrize("page", ["/", "/catalogue", f"/standards/{KEY}"])
def test_reading_pages_take_no_post(client, page):
    assert client.post(page).status_code == 405
