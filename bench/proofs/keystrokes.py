"""R8: a browser killed while its candidate types loses two seconds of typing at most, and nothing that was stored.

In: how many kills. Out: an account, a try a kill, with the typing in seconds that the server never got. Follows: rules
2 and 3 of reliability. A real server, a real browser killed with all its processes somewhere in a text that is typed
without long pauses; then the same profile is opened again and must show at least what the server has.
"""

import json
import random
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, Playwright, sync_playwright
from tests.journeys.live import MortalBrowser, Ticket, find_chromium, prepare_home, serve
from tests.journeys.trouble import READY, enter

from bench.account import Account, account

SHORT, LONG = 4, 120
LIMIT = 2.0
WORDS = "先断电再验电然后挂牌作业完成后逐项恢复并做好记录。"


class Kill(NamedTuple):
    """What one kill cost: seconds of typing that the server, and that server and browser together, do not have."""

    unsent: float
    gone: float
    fault: str


def prove(tries: int) -> Account:
    """Kill so many browsers, each on a candidate and a profile of its own."""
    with tempfile.TemporaryDirectory(prefix="liangcai-keys-", ignore_cleanup_errors=True) as name:
        home = Path(name) / "home"
        home.mkdir()
        tickets = prepare_home(home, tries, "types")
        with serve(home) as address, sync_playwright() as playwright:
            killing = Killing(playwright, home, address)
            kills = [killing.kill_one(ticket, Path(name) / f"profile-{n}") for n, ticket in enumerate(tickets)]
    faults = [kill.fault for kill in kills if kill.fault]
    p99 = percentile([kill.unsent for kill in kills], 99)
    if p99 > LIMIT:
        faults.append(f"p99 of typing that the server never got is {p99:.2f} s")
    return account("R8", "stored and not shown again after a kill, or p99 over 2 s", tries, "kills", faults, say(kills))


def say(kills: list[Kill]) -> str:
    """The figures in a line."""
    parts = []
    for name, values in (("never sent", [kill.unsent for kill in kills]), ("gone", [kill.gone for kill in kills])):
        middle, high = percentile(values, 50), percentile(values, 99)
        parts.append(f"typing {name}: median {middle:.2f} s, p99 {high:.2f} s, most {max(values):.2f} s")
    return "; ".join(parts)


def percentile(values: list[float], share: int) -> float:
    """By rank: the smallest value that so many per cent do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


class Killing:
    """Kills browsers on one site."""

    def __init__(self, playwright: Playwright, home: Path, address: str) -> None:
        self.playwright = playwright
        self.home = home
        self.address = address
        self.rng = random.Random(8)  # noqa: S311 - nothing secret

    def kill_one(self, ticket: Ticket, profile: Path) -> Kill:
        """Type, kill, look at the journal, open again."""
        chromium = find_chromium()
        if chromium is None:
            raise RuntimeError("no Chromium on this machine")
        browser = MortalBrowser(self.playwright, chromium, profile)
        page = enter(browser.context.new_page(), self.address, ticket)
        cookie = next(one for one in browser.context.cookies() if one["name"] == "sitting")
        attempt = json.loads(page.text_content("#state") or "{}")["attempt"]
        keys = self.type(page)
        killed = time.monotonic()
        browser.kill()
        stored = self.read_stored(attempt)
        again = MortalBrowser(self.playwright, chromium, profile)
        again.context.add_cookies(
            [{"name": "sitting", "value": str(cookie["value"]), "url": f"{self.address}/sitting"}]
        )
        shown = self.read_shown(again.context.new_page())
        again.kill()
        fault = "" if shown.startswith(stored) else f"the server has {len(stored)} characters, the page {len(shown)}"
        return Kill(missing(keys, len(stored), killed), missing(keys, len(shown), killed), fault)

    def type(self, page: Page) -> list[float]:
        """Type for some seconds; the moment of each key."""
        number = (page.locator(".question[data-type=essay]").get_attribute("id") or "")[1:]
        page.goto(f"{self.address}/sitting/paper?q={number}")
        page.wait_for_selector(READY)
        page.locator(f"#q{number} textarea").focus()
        end, keys = time.monotonic() + self.rng.uniform(1.5, 6), list[float]()
        while time.monotonic() < end:
            page.keyboard.type(WORDS[len(keys) % len(WORDS)])
            keys.append(time.monotonic())
            time.sleep(self.rng.choice((0.05, 0.1, 0.15, 0.3, 0.5)))
        return keys

    def read_stored(self, attempt: str) -> str:
        """The text that the journal has."""
        with sqlite3.connect(self.home / "journal.sqlite3") as journal:
            query = "SELECT payload FROM events WHERE attempt = ? AND kind = 'answered' ORDER BY sequence DESC LIMIT 1"
            row = journal.execute(query, (attempt,)).fetchone()
        journal.close()
        return str(json.loads(row[0])["response"]) if row else ""

    def read_shown(self, page: Page) -> str:
        """The text that the page shows when it is opened again."""
        page.goto(f"{self.address}/sitting/paper")
        page.wait_for_selector(READY)
        return page.locator(".question[data-type=essay] textarea").input_value()


def missing(keys: list[float], count: int, killed: float) -> float:
    """From the first key that is missing to the kill, in seconds."""
    return killed - keys[count] if count < len(keys) else 0.0
