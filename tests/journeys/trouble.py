"""What the browser tests of trouble share: an installation, a browser a test, what the server has."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.journeys.live import MortalBrowser, Ticket, find_chromium, lend_hand

CHROMIUM = find_chromium()
MARKS = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER: install Chromium, or name one in LIANGCAI_CHROMIUM"),
]
SAVED = re.compile(r"(已保存|Saved) \d\d:\d\d:\d\d")
READY = "html[data-sitting=ready]"


@dataclass(frozen=True)
class Room:
    """An installation, the address of its site, tickets that nobody has used."""

    home: Path
    address: str
    tickets: Iterator[Ticket]
    playwright: Playwright
    folder: Path

    @contextmanager
    def browser(self, name: str) -> Iterator[MortalBrowser]:
        """A browser on a profile of that name, killed at the end."""
        assert CHROMIUM is not None
        browser = MortalBrowser(self.playwright, CHROMIUM, self.folder / name)
        try:
            yield browser
        finally:
            browser.kill()

    def hand(self, ticket: Ticket, verb: str, *words: object) -> None:
        """What others do to the candidate."""
        lend_hand(self.home, verb, ticket.ticket_number, *(str(word) for word in words))

    def events(self, ticket: Ticket, kind: str = "answered") -> list[dict[str, Any]]:
        """What the journal has of the candidate, in the order of storing."""
        stored: list[dict[str, Any]] = json.loads(lend_hand(self.home, "events", ticket.ticket_number))
        return [event for event in stored if event["kind"] == kind]


def knock(page: Page, address: str, ticket: Ticket) -> None:
    """Type both numbers."""
    page.goto(f"{address}/sitting")
    page.fill("#ticket_number", ticket.ticket_number)
    page.fill("#id_number", ticket.id_number)
    page.click("main button.first")


def enter(page: Page, address: str, ticket: Ticket) -> Page:
    """Sign in, start, and wait for the paper."""
    knock(page, address, ticket)
    if page.url.endswith("/instructions"):
        page.locator("main button.first").click()
    page.wait_for_load_state()
    if page.get_by_role("link", name="继续答题").count():
        page.get_by_role("link", name="继续答题").click()
    page.wait_for_selector(READY)
    return page


def cut(page: Page) -> Callable[[], None]:
    """Cut the line of a page's answers; the returned function mends it."""
    page.route("**/sitting/**", lambda route: route.abort())
    return lambda: page.unroute("**/sitting/**")
