"""The screens of the question bank in a real browser: bank, editor with live preview, coverage, papers, statistics."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from liangcai_web.services.papers import making as papers
from liangcai_web.services.papers.making import load_forms
from tests.web.cast import announce, travel
from tests.web.centre.test_in_a_browser import look, sign_in
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
KEY, LEVEL = "2-02-10-13-2021", "初级"


def test_an_officer_walks_from_the_bank_to_the_papers_and_their_statistics(live_server, cast):
    batch = travel(cast, 8).batch
    asked = load_forms(batch).forms[0].questions[0].item.id
    with open_page(live_server.url, width=1280) as page:
        sign_in(page, live_server.url, "officer-1")
        walk_bank(page, live_server.url)
        walk_papers(page, live_server.url, batch)
        page.get_by_role("link", name="试题分析").click()
        page.wait_for_load_state()
        assert page.locator("svg .dot").count() > 50
        page.click("form.block button")
        expect(page.locator(".toasts")).not_to_be_empty()
        page.goto(live_server.url + reverse("bank-item", args=[KEY, LEVEL, asked]))
        assert "实测得分率" in page.locator(".standing").inner_text()


def walk_bank(page, address):
    """The bank, a question, its preview while it is typed, and the coverage."""
    page.goto(address + reverse("bank"))
    page.locator("tr", has_text="工业互联网工程技术人员").filter(has_text=LEVEL).first.locator("th a").click()
    page.fill("input[name=q]", "K1.1.1-01")
    page.click("form.search button")
    page.click("text=K1.1.1-01")
    expect(page.locator("#preview .options li.right")).to_have_count(1)
    page.fill("#id_rationale", "由 $U=IR$ 得出。")
    page.wait_for_selector("#preview math")
    page.click("text=细目与覆盖")
    bars = page.locator("svg.areas .enough")
    expect(bars).to_have_count(5)
    assert all(float(bars.nth(at).get_attribute("width")) > 0 for at in range(5))


def walk_papers(page, address, batch):
    """The bars of the blueprint are as long as the numbers beside them say."""
    page.goto(address + reverse("office-papers", args=[batch.uuid]))
    for key, rows in (("areas", 5), ("types", 3)):
        wanted, got = (page.locator(f"#chart-{key} rect.{kind}") for kind in ("wanted", "bar"))
        assert (wanted.count(), got.count()) == (rows, 2 * rows)
        widths = [[float(one.get_attribute("width")) for one in found.all()] for found in (wanted, got)]
        assert widths[1] == [width for width in widths[0] for _ in range(2)]
        assert page.locator(f"#chart-{key} rect.below").count() == 0
    assert page.locator("#chart-difficulty rect.bar").count() == 10
    assert page.get_by_text("与技能权重相符").is_visible()


@pytest.mark.parametrize(("lang", "width"), [("zh", 360), ("en", 1024)])
def test_a_refused_assembly_shows_its_cells_and_axe_finds_nothing(live_server, cast, monkeypatch, lang, width):
    monkeypatch.setattr(papers, "FORMS", 9)
    batch = announce(cast)
    with open_page(live_server.url, width=width, lang=lang) as page:
        sign_in(page, live_server.url, "officer-1")
        page.goto(live_server.url + reverse("office-papers", args=[batch.uuid]))
        page.click("button.first")
        page.wait_for_selector("#lacks")
        assert page.locator("#lacks tbody tr").count() > 10
        page.route("**/papers", lambda route: route.fulfill(body=kept, content_type="text/html"))
        kept = page.content()
        assert look(page, live_server.url, reverse("office-papers", args=[batch.uuid]))[1] == []
