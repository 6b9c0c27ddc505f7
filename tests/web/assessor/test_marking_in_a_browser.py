"""Marking on a tablet: points by a touch, the clock of the board, nothing for axe to find, nothing too wide."""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services.rehearsal.demonstration import order_for, reviewed_level
from liangcai_web.services.rehearsal.journey import seated
from liangcai_web.services.rehearsal.marking import rehearse_marking
from tests.web.cast import PASSWORD
from tests.web.centre.test_in_a_browser import look, sign_in
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("LIANGCAI_PICTURES", "")


def take(page, name):
    """A picture to look at, where a folder for it is named."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_a_marker_and_a_board_work_by_touch_and_the_office_sees_how_far_they_are(live_server, cast):
    rehearsed = rehearse_marking(order_for(*reviewed_level(), 2, 4), cast.team, clock.now())
    batch, candidate = rehearsed.batch, seated(rehearsed.batch)[0]
    people = [account for _, account in rehearsed.people]
    for account in people:
        account.set_password(PASSWORD)
        account.save()
    marks = Fact.objects.filter(kind__in=("text_marked", "exemplar_marked"))
    before = marks.count()
    review, seen = reverse("assess-review", args=[candidate.uuid]), []
    with open_page(live_server.url, lang="zh", width=768) as page:
        sign_in(page, live_server.url, "marker-1")
        seen.append(look(page, live_server.url, reverse("assess")))
        page.locator("a.button[href*='/questions/']").first.click()
        seen.append(look(page, page.url.removesuffix(path := page.url.removeprefix(live_server.url)), path))
        for quick in page.locator(".quick").all():
            quick.locator("button").nth(1).click()
        assert page.locator("#total").inner_text() == "2"
        take(page, "rubric")
        page.locator("#rubric button.first").click()
        page.wait_for_selector(".toast")
    with open_page(live_server.url, lang="en", width=1024) as page:
        sign_in(page, live_server.url, "reviewer-01")
        page.goto(live_server.url + review)
        page.locator(".board form button").click()
        page.wait_for_selector("#clock:not([data-phase='0'])")
        assert page.locator("#clock").inner_text().startswith(("04:", "05:"))
        page.locator(".nudge[data-by='0.5']").first.click()
        page.locator(".nudge[data-by='0.5']").first.click()
        expect(page.locator("#kept")).to_have_text(re.compile(r"\d\d:\d\d"))
        take(page, "review")
        seen.append(look(page, live_server.url, review))
        assert page.locator("#sheet input[type=number]").first.input_value() == "1"
    with open_page(live_server.url, lang="zh", width=390) as page:
        sign_in(page, live_server.url, "officer-1")
        named = (("office-texts", ()), ("office-review", ()), ("office-panel", ("review", candidate.uuid)))
        for name, more in named:
            seen.append(look(page, live_server.url, reverse(name, args=[batch.uuid, *more])))
            take(page, name)
    assert [one for one in seen if one[1]] == []
    assert marks.count() == before + 1
