"""The benches of a room in a browser: the table follows what is told, and what somebody is doing there stays.

What the page asks for every few seconds is answered by the test: a server that shares the test's database and a page
that never stops asking lock each other out.
"""

import json
import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from liangcai_host import clock
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.examination import end_bench, start_bench
from liangcai_web.services.rehearsal.bench import open_all_benches
from tests.data.axe import find_faults
from tests.data.benches import gather_bench_cast
from tests.web.cast import PASSWORD, QUICK, client_of
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


class Told:
    """What the server tells of the benches, asked once and then changed by hand."""

    def __init__(self, cast, lang="zh"):
        self.client = client_of(cast.team.officer)
        self.client.cookies["lang"] = lang
        self.seats = reverse("invigilator-bench-seats", args=[cast.batch.uuid, cast.candidates[0].room])
        self.renew()

    def renew(self):
        """Ask again."""
        self.said = self.client.get(self.seats).json()

    def answer(self, route):
        """What the page gets."""
        route.fulfill(body=json.dumps({**self.said, "now": clock.now().isoformat()}), content_type="application/json")


@pytest.fixture
def cast(monkeypatch, settings):
    """Three candidates: the first works, the second is done, nobody saw the third."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's loop runs in this thread
    settings.PASSWORD_HASHERS = QUICK
    made = gather_bench_cast(monkeypatch, 3)
    officer = made.team.officer
    officer.set_password(PASSWORD)
    officer.save()
    open_all_benches(made.batch, officer, clock.now())
    for candidate in made.candidates[:2]:
        assert start_bench(candidate, clock.now()).ok
    assert end_bench(made.candidates[1], "candidate", clock.now()).ok
    BenchAttempt.objects.update(lost=30, granted=120)
    return made


def open_benches_page(page, url, cast, told):
    sign_in(page, url, cast.team.officer.get_username())
    page.route("**/bench-seats/**", told.answer)
    address = reverse("invigilator-benches", args=[cast.batch.uuid, cast.candidates[0].room])
    page.goto(url + address)
    page.wait_for_selector("html[data-console=live]")
    return address


@pytest.mark.parametrize(("lang", "width"), [("zh", 390), ("en", 390), ("zh", 1280), ("en", 1280)])
def test_axe_finds_nothing_on_the_benches_of_a_room(live_server, cast, lang, width):
    told = Told(cast, lang)
    with open_page(live_server.url, lang=lang, width=width) as page:
        address = open_benches_page(page, live_server.url, cast, told)
        take(page, f"benches-{lang}-{width}")
        seen = [look(page, live_server.url, address)]
        take(page, f"benches-open-{lang}-{width}")
        told.said["away"] = "工位服务没有运行 The benches are away"
        page.wait_for_selector("#away:not([hidden])")
        seen.append(("away", find_faults(page)))
    assert [one for one in seen if one[1]] == []


def test_the_table_follows_and_what_is_typed_stays(live_server, cast):
    told, first = Told(cast), cast.candidates[0]
    own = told.said["seats"][str(first.uuid)]
    with open_page(live_server.url, width=1280) as page:
        open_benches_page(page, live_server.url, cast, told)
        line = page.locator(f"tr[data-seat='{first.uuid}']")
        expect(line.locator("[data-cell=state]")).to_contain_text("作业中")
        expect(line.locator("[data-cell=given]")).to_have_text("30 s + 120 s")
        before = line.locator("[data-cell=left]").inner_text()
        line.locator("summary").first.click()
        page.fill(f"#mr-{first.uuid}", "显示器黑屏")
        chips = [*own["chips"], {"tone": "warn", "sign": "⚙", "word": "恢复中"}]
        own |= {"chips": chips, "steps": "17", "restarts": "1", "given": "55 s + 120 s", "left": 725}
        expect(line.locator("[data-cell=state]")).to_contain_text("恢复中")
        expect(line.locator("[data-cell=steps]")).to_have_text("17")
        expect(line.locator("[data-cell=given]")).to_have_text("55 s + 120 s")
        expect(line.locator("[data-cell=left]")).to_contain_text("12:0")
        assert before != line.locator("[data-cell=left]").inner_text()
        expect(page.locator("#told")).to_contain_text("恢复中")
        expect(page.locator(f"#mr-{first.uuid}")).to_have_value("显示器黑屏")
        expect(page.locator(f"#mr-{first.uuid}")).to_be_focused()
        leave_and_come_back(page, line, cast, told)


def leave_and_come_back(page, line, cast, told):
    """The work ends while a form is open: it stays and can't be sent, and fits again once it is closed."""
    first = cast.candidates[0]
    BenchAttempt.objects.filter(candidate=first).update(ended_at=clock.now(), ended_by="clock")
    told.renew()
    expect(line.locator(".stale")).to_be_visible()
    expect(line.locator("[data-cell=state]")).to_contain_text("已交")
    expect(page.locator(f"#mr-{first.uuid}")).to_have_value("显示器黑屏")
    assert line.locator("button:enabled").count() == 0
    line.locator("summary").first.click()
    expect(line.locator(".bench-acts")).to_have_text("")
    expect(page.locator("tr[data-seat]")).to_have_count(3)


def test_a_bench_that_begins_offers_its_own_acts_and_the_focus_stays(live_server, cast):
    told, third = Told(cast), cast.candidates[2]
    with open_page(live_server.url, width=1280) as page:
        open_benches_page(page, live_server.url, cast, told)
        line = page.locator(f"tr[data-seat='{third.uuid}']")
        line.locator("summary").focus()
        assert line.locator("form").count() == 1
        start_bench(third, clock.now())
        told.renew()
        expect(line.locator(".bench-acts")).to_have_attribute("data-forms", "running")
        expect(line.locator("summary").first).to_be_focused()
        assert line.locator("form").count() == 3


def test_a_page_that_hears_nothing_says_so_and_the_link_is_still_there(live_server, cast):
    told = Told(cast)
    with open_page(live_server.url, width=390) as page:
        open_benches_page(page, live_server.url, cast, told)
        page.route("**/bench-seats/**", lambda route: route.abort())
        page.wait_for_selector("#cut:not([hidden])", timeout=20_000)
        assert find_faults(page) == []
        take(page, "benches-cut")
        page.unroute_all()
        page.route("**/bench-seats/**", told.answer)
        page.wait_for_selector("#cut", state="hidden", timeout=20_000)
        assert page.get_by_role("link", name="刷新").is_visible()
