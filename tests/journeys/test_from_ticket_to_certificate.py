"""A candidate of the demonstration sits a paper in a browser that is killed, passes, and shows a certificate.

What the office does in between is done through its services; everything that the candidate and the verifier see is
seen in a real browser.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect, sync_playwright

from tests.data.command import run_hand
from tests.journeys.live import MortalBrowser, find_chromium, lend_hand, serve

CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER: install Chromium, or name one in LIANGCAI_CHROMIUM"),
]
SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")


@pytest.fixture(scope="module")
def home(demonstration: Callable[[], Path]) -> Path:
    """The installation that ``python3 dev.py demo`` makes."""
    return demonstration()


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """The site of the demonstration."""
    with serve(home) as found:
        yield found


@contextmanager
def browser_on(profile: Path) -> Iterator[Page]:
    """A page of a browser on a profile; the browser is killed at the end, never closed."""
    assert CHROMIUM is not None
    with sync_playwright() as playwright:
        browser = MortalBrowser(playwright, CHROMIUM, profile)
        try:
            yield browser.context.new_page()
        finally:
            browser.kill()


def office(home: Path, *arguments: str, **more: str) -> object:
    """Let the office do something in its own process."""
    return json.loads(run_hand("tests.journeys.office_hand", *arguments, home=home, **more))


def sign_in(page: Page, address: str, sitter: dict[str, str]) -> None:
    """Sign in by ticket and ID number, and start unless the sitting has begun."""
    page.goto(f"{address}/sitting")
    if page.locator("#ticket_number").count():
        page.fill("#ticket_number", sitter["ticket_number"])
        page.fill("#id_number", sitter["id_number"])
        page.click("main button.first")
    if page.url.endswith("/instructions"):
        page.get_by_role("button", name="开始答题").click()
    page.wait_for_selector("html[data-sitting=ready]")


def answer(page: Page, right: dict[int, str], numbers: range) -> None:
    """Choose the right letters by keyboard and go on."""
    for number in numbers:
        expect(page.locator(f"#q{number}")).to_be_visible()
        for letter in right[number]:
            page.keyboard.press(letter)
        page.keyboard.press("ArrowRight")
    expect(page.locator("#saved")).to_have_text(SAVED)


def read_qr(file: Path) -> str:
    """What the QR code on a printed certificate says."""
    picture = pypdfium2.PdfDocument(file)[0].render(scale=4).to_pil()
    return zxingcpp.read_barcodes(picture)[0].text


def test_from_the_ticket_to_a_certificate_that_verifies(home: Path, address: str, tmp_path: Path) -> None:
    sitter = json.loads((home / "people.json").read_text(encoding="utf-8"))["sitters"][0]
    answers = office(home, "answers", sitter["ticket_number"])
    assert isinstance(answers, dict)
    right = {int(number): letters for number, letters in answers.items()}
    with browser_on(tmp_path / "profile") as page:
        sign_in(page, address, sitter)
        answer(page, right, range(1, 51))
    # a killed browser may have lost its cookie: to the site it is another machine, and the invigilator says yes
    lend_hand(home, "allow", sitter["ticket_number"])
    with browser_on(tmp_path / "profile") as page:
        sign_in(page, address, sitter)
        assert page.locator("input:checked").count() >= 50
        page.goto(f"{address}/sitting/paper?q=51")
        page.wait_for_selector("html[data-sitting=ready]")
        answer(page, right, range(51, 101))
        page.click("#hand-in")
        page.get_by_role("button", name="交卷").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("已交卷")
        see_certificate(page, home, address, sitter, tmp_path / "certificate.pdf")


def see_certificate(page: Page, home: Path, address: str, sitter: dict[str, str], file: Path) -> None:
    """The result with the certificate's number, and the page that its QR code opens."""
    finish = ("finish", sitter["ticket_number"], str(file))
    number = str(office(home, *finish, LIANGCAI_VERIFY_ADDRESS=f"{address}/verify"))
    page.goto(f"{address}/sitting/result")
    expect(page.locator("main")).to_contain_text("合格")
    expect(page.locator("main")).to_contain_text(number)
    page.goto(read_qr(file))
    expect(page.locator("main")).to_contain_text("有效")
    expect(page.locator("main")).to_contain_text(number)
