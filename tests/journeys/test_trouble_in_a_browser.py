"""The candidate's page when something fails: no network for an hour, a second tab, another machine, the last second."""

import itertools
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.journeys.live import prepare_home, serve
from tests.journeys.trouble import MARKS, READY, SAVED, Room, cut, enter, knock

pytestmark = MARKS
HOUR = 3_600_000


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A site and its candidates, one a test."""
    home = tmp_path_factory.mktemp("home")
    tickets = iter(prepare_home(home, 14, "types"))
    with serve(home) as address, sync_playwright() as playwright:
        yield Room(home, address, tickets, playwright, tmp_path_factory.mktemp("profiles"))


def go(page: Page, kind: str, place: int = 0) -> str:
    """Show a question of a type; its id on the page."""
    name = page.locator(f".question[data-type={kind}]").nth(place).get_attribute("id") or ""
    page.evaluate("document.getElementById('map-frame').open = true")
    page.locator(f"[data-go='{name[1:]}']").click()
    return f"#{name}"


def in_order(sequences: list[int]) -> bool:
    """Whether each is above the one before."""
    return all(earlier < later for earlier, later in itertools.pairwise(sequences))


def rise_with_time(ids: list[UUID]) -> bool:
    """Whether all are of version 7, and each is above the one before."""
    return {one.version for one in ids} == {7} and in_order([one.int for one in ids])


def test_after_an_hour_without_a_network_everything_arrives_in_order_and_counts(room: Room) -> None:
    ticket = next(room.tickets)
    with room.browser("hour") as browser:
        page = browser.context.new_page()
        page.clock.install()
        enter(page, room.address, ticket)
        expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
        browser.context.set_offline(True)
        for _ in range(4):
            page.keyboard.press("1")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("m")
        expect(page.locator("#saved")).to_contain_text("连接中断")
        page.clock.fast_forward(HOUR)
        page.locator(go(page, "essay")).locator("textarea").press_sequentially("断网一小时后继续写。", delay=20)
        page.clock.fast_forward(30_000)
        expect(page.locator("#saved")).to_contain_text("连接中断")
        expect(page.locator("#notice")).to_contain_text("超过一分钟")
        browser.context.set_offline(False)
        page.clock.fast_forward(20_000)
        expect(page.locator("#saved")).to_have_text(SAVED, timeout=20_000)
    stored = room.events(ticket) + room.events(ticket, "marked")
    stored.sort(key=lambda event: int(event["position"]))
    assert len(stored) == 9
    assert in_order([event["sequence"] for event in stored])
    assert {tuple(event["flags"]) for event in stored} == {()}
    assert stored[-1]["payload"] == {"response": "断网一小时后继续写。"}


def test_while_the_server_is_down_the_page_works_on_and_a_killed_browser_brings_all_of_it_back(
    tmp_path: Path, room: Room
) -> None:
    home = tmp_path / "home"
    (ticket,) = prepare_home(home, 1)
    with room.browser("down") as browser:
        with serve(home) as address:
            page = enter(browser.context.new_page(), address, ticket)
            page.keyboard.press("1")
            expect(page.locator("#saved")).to_have_text(SAVED)
            time.sleep(31)  # by then the browser has put its cookies on the disk
        for _ in range(20):
            page.keyboard.press("ArrowRight")
            page.keyboard.press("2")
        expect(page.locator("#saved")).to_contain_text("20 条等待发送")
        expect(page.locator("#saved")).to_have_attribute("data-kept", "yes")
        browser.kill()
    with room.browser("down") as browser:
        page = browser.context.new_page()
        with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
            page.goto(f"{address}/sitting/paper")
        with serve(home, int(address.rpartition(":")[2])):
            page.goto(f"{address}/sitting/paper")
            page.wait_for_selector(READY)
            assert page.locator(".question input:checked").count() == 21
            expect(page.locator("#saved")).to_have_text(SAVED)
    stored = Room(home, address, iter(()), room.playwright, tmp_path).events(ticket)
    assert len(stored) == 21
    assert in_order([event["sequence"] for event in stored])
    assert rise_with_time([UUID(event["client_id"]) for event in stored])


def test_a_second_tab_says_so_and_works_only_when_told_to(room: Room) -> None:
    ticket = next(room.tickets)
    with room.browser("tabs") as browser:
        first = enter(browser.context.new_page(), room.address, ticket)
        essay = go(first, "essay")
        first.locator(essay).locator("textarea").fill("第一个标签页")
        expect(first.locator("#saved")).to_have_text(SAVED)
        second = browser.context.new_page()
        second.goto(f"{room.address}/sitting/paper")
        second.wait_for_selector(READY)
        expect(second.locator("#notice")).to_contain_text("另一个标签页")
        go(second, "essay")
        expect(second.locator(essay).locator("textarea")).to_be_disabled()
        expect(first.locator("#notice")).to_be_hidden()
        mend = cut(first)
        first.locator(essay).locator("textarea").press_sequentially("，写到一半")
        second.get_by_role("button", name="改在这里作答").click()
        expect(second.locator(essay).locator("textarea")).to_have_value("第一个标签页，写到一半")
        expect(second.locator(essay).locator("textarea")).to_be_editable()
        expect(first.locator("#notice")).to_contain_text("另一个标签页")
        expect(first.locator(essay).locator("textarea")).to_be_disabled()
        second.locator(essay).locator("textarea").press_sequentially("。")
        expect(second.locator("#saved")).to_have_text(SAVED)
        mend()
        expect(first.locator("#saved")).to_have_text(SAVED, timeout=20_000)
    last = max(room.events(ticket), key=lambda event: int(event["sequence"]))
    assert last["payload"]["response"] == "第一个标签页，写到一半。"
    ids = [event["client_id"] for event in room.events(ticket)]
    assert len(ids) == len(set(ids))


def test_another_machine_is_kept_out_until_the_invigilator_allows_it(room: Room) -> None:
    ticket = next(room.tickets)
    with room.browser("old") as one, room.browser("new") as two:
        old = enter(one.context.new_page(), room.address, ticket)
        old.keyboard.press("1")
        expect(old.locator("#saved")).to_have_text(SAVED)
        mend = cut(old)
        old.keyboard.press("ArrowRight")
        old.keyboard.press("1")
        new = two.context.new_page()
        knock(new, room.address, ticket)
        expect(new.locator("main")).to_contain_text("正在另一台电脑上作答")
        expect(new.locator("#ticket_number")).to_have_value(ticket.ticket_number)
        room.hand(ticket, "allow")
        enter(new, room.address, ticket)
        assert new.locator(".question input:checked").count() == 1
        new.keyboard.press("2")
        expect(new.locator("#saved")).to_have_text(SAVED)
        mend()
        expect(old.locator("#notice")).to_contain_text("另一台电脑上打开", timeout=20_000)
        expect(old.locator("#q1 input").first).to_be_disabled()
        expect(old.locator("#saved")).to_have_text(SAVED)
        expect(old.locator("#q1 input").nth(1)).to_be_checked()
        new.reload()
        new.wait_for_selector(READY)
        assert new.locator("#q1 input").nth(1).is_checked()
        assert new.locator("#q2 input").first.is_checked()


def test_time_granted_in_the_last_minute_reaches_the_page(room: Room) -> None:
    ticket = next(room.tickets)
    room.hand(ticket, "open", 55)
    with room.browser("grant") as browser:
        page = enter(browser.context.new_page(), room.address, ticket)
        expect(page.locator("#left")).to_contain_text("00:00:")
        room.hand(ticket, "grant", 600)
        expect(page.locator("#left")).to_contain_text(re.compile("00:(09|10):"), timeout=15_000)
        page.keyboard.press("1")
        expect(page.locator("#saved")).to_have_text(SAVED)


def test_a_pause_stops_the_page_and_its_end_lets_it_go_on(room: Room) -> None:
    ticket = next(room.tickets)
    with room.browser("pause") as browser:
        page = enter(browser.context.new_page(), room.address, ticket)
        essay = page.locator(go(page, "essay")).locator("textarea")
        essay.press_sequentially("暂停之前")
        room.hand(ticket, "pause")
        expect(page.locator("#notice")).to_contain_text("已由监考人员暂停", timeout=30_000)
        expect(essay).to_be_disabled()
        expect(page.locator("#left")).to_have_text("已暂停")
        room.hand(ticket, "resume")
        expect(essay).to_be_editable(timeout=30_000)
        expect(page.locator("#notice")).to_be_hidden()
        expect(page.locator("#left")).to_contain_text("01:")
    assert room.events(ticket)[-1]["payload"]["response"] == "暂停之前"


def test_what_is_typed_until_the_last_second_counts_and_nothing_after_it(room: Room) -> None:
    ticket = next(room.tickets)
    room.hand(ticket, "open", 16)
    with room.browser("last") as browser:
        page = enter(browser.context.new_page(), room.address, ticket)
        page.locator(go(page, "essay")).locator("textarea").focus()
        keys: list[float] = []
        while page.locator("#notice").is_hidden() and len(keys) < 600:
            page.keyboard.type("字")
            keys.append(time.time())
            time.sleep(0.03)
        expect(page.locator("#notice")).to_contain_text("服务器已收卷")
        expect(page.locator(".question textarea").first).to_be_disabled()
        expect(page.locator("#saved")).to_have_text(SAVED)
    started = datetime.fromisoformat(room.events(ticket, "opened")[0]["at"])
    ends = started.timestamp() + 60 * room.events(ticket, "opened")[0]["payload"]["minutes"]
    answers = room.events(ticket)
    counted = max(len(one["payload"]["response"]) for one in answers if "late" not in one["flags"])
    assert sum(key < ends - 0.8 for key in keys) <= counted <= sum(key < ends for key in keys)
    assert sum(key < ends for key in keys) > 60


def test_somebody_who_types_without_a_pause_is_saved_all_the_same(room: Room) -> None:
    ticket = next(room.tickets)
    with room.browser("typing") as browser:
        page = enter(browser.context.new_page(), room.address, ticket)
        page.locator(go(page, "essay")).locator("textarea").press_sequentially("一口气写下去" * 10, delay=90)
        browser.kill()
    lengths = [len(event["payload"]["response"]) for event in room.events(ticket)]
    assert len(lengths) >= 3
    assert max(lengths) >= 60 - 2000 / 90


def test_struck_options_zoom_and_contrast_come_back_after_a_reload(room: Room) -> None:
    ticket = next(room.tickets)
    with room.browser("strike") as browser:
        page = enter(browser.context.new_page(), room.address, ticket)
        page.keyboard.press("Shift+2")
        page.keyboard.press("Shift+C")
        page.keyboard.press("3")  # choosing takes the stroke away
        page.keyboard.press("x")
        page.keyboard.press("+")
        expect(page.locator("#q1 .struck")).to_have_count(1)
        expect(page.locator("#saved")).to_have_text(SAVED)
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#q1 .strike[aria-pressed=true]")).to_have_attribute("aria-label", "划掉 B")
        expect(page.locator("#q1 input").nth(2)).to_be_checked()
        expect(page.locator("#desk")).to_have_attribute("data-contrast", "high")
        expect(page.locator("#desk")).to_have_attribute("data-zoom", "2")
        page.locator("#q1 .strike").nth(2).click()
        expect(page.locator("#q1 input:checked")).to_have_count(0)
        expect(page.locator("#saved")).to_have_text(SAVED)
    answered = room.events(ticket)
    assert [event["payload"]["response"] for event in answered] == ["C", ""]
