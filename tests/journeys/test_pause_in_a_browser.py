"""A candidate's page while an invigilator pauses the seat, lets it go on and grants time."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.data.command import run_hand
from tests.journeys.live import MortalBrowser, find_chromium, prepare_home, serve, wait_for

CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER: install Chromium, or name one in LIANGCAI_CHROMIUM"),
]
SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")
SOON = 40_000


def watch(home: Path, act: str, ticket: str) -> None:
    """An act of the invigilator, in another process."""
    run_hand("tests.journeys.watch_hand", act, ticket, home=home)


def read_left(page: Page) -> int:
    """The seconds that the page says are left."""
    hours, minutes, seconds = (int(part) for part in page.locator("#left").inner_text().split(":"))
    return hours * 3600 + minutes * 60 + seconds


def test_the_page_says_paused_takes_nothing_in_and_goes_on_with_all_of_its_time(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (ticket,) = prepare_home(home, 1)
    assert CHROMIUM is not None
    with serve(home) as address, sync_playwright() as playwright:
        browser = MortalBrowser(playwright, CHROMIUM, tmp_path / "profile")
        page = browser.context.new_page()
        page.goto(f"{address}/sitting")
        page.fill("#ticket_number", ticket.ticket_number)
        page.fill("#id_number", ticket.id_number)
        page.click("main button.first")
        page.get_by_role("button", name="开始答题").click()
        page.wait_for_selector("html[data-sitting=ready]")
        page.keyboard.press("1")
        expect(page.locator("#saved")).to_have_text(SAVED)
        watch(home, "pause", ticket.ticket_number)
        before = read_left(page)
        expect(page.locator("#left")).to_have_text("已暂停", timeout=SOON)
        expect(page.locator("#notice")).to_contain_text("停多久补多久")
        assert page.locator("#q1 input:enabled").count() == 0
        page.reload()
        page.wait_for_selector("html[data-sitting=ready]")
        expect(page.locator("#left")).to_have_text("已暂停", timeout=SOON)
        assert page.locator("#q1 input:checked").count() == 1
        page.wait_for_timeout(5000)
        watch(home, "resume", ticket.ticket_number)
        expect(page.locator("#left")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"), timeout=SOON)
        assert before - 25 <= read_left(page) <= before + 2
        page.keyboard.press("2")
        expect(page.locator("#saved")).to_have_text(SAVED)
        before = read_left(page)
        watch(home, "grant", ticket.ticket_number)
        wait_for(lambda: page.wait_for_timeout(500) or read_left(page) > before, "more time")
        assert before + 600 - 45 <= read_left(page) <= before + 600
        browser.kill()
