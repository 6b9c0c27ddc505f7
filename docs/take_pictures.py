"""Take the pictures of the documents from a running demonstration.

``liangcai demo --home demo --port 8123`` in one terminal, ``.venv/bin/python docs/take_pictures.py demo 8123`` in
another; needs Chromium (``CHROMIUM`` names it where it is not /usr/bin/chromium). The first candidate begins to sit.
"""

import io
import os
import sys
from pathlib import Path

import msgspec
import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent / "pictures"
SIZE = {"width": 1280, "height": 860}
COLOURS = 128
ANSWERED = 5
OFFICER, AUTHOR = "office-1", "author-1"
CALCULATION = {
    "id": "K1.1.1-901",
    "stem": "两只电阻 {a} Ω 和 {b} Ω 串联后接在 12 V 上，由 $I=\\frac{U}{R_1+R_2}$ 求电流：（　）A。",
    "values": "a 2 9 1\nb 1 8 1",
    "blanks": "= 12 / (a + b) ± 0.01 A",
    "rationale": "先求总电阻，再用欧姆定律。",
}


class Sitter(msgspec.Struct):
    """A candidate of the examination that waits."""

    ticket_number: str
    id_number: str


class People(msgspec.Struct):
    """``people.json`` of a demonstration."""

    accounts: list[tuple[str, str, str]]
    sitters: list[Sitter]
    certificate_number: str
    certificate_name: str


def keep(name: str, data: bytes) -> None:
    """Write a picture with few colours: pages are flat, and a reader waits less."""
    with Image.open(io.BytesIO(data)) as picture:
        flat = picture.convert("RGB").quantize(COLOURS)
        flat.save(PICTURES / f"{name}.png", optimize=True)
    print(f"{name}.png {(PICTURES / f'{name}.png').stat().st_size:,} bytes")


def open_page(browser: Browser, address: str) -> Page:
    """A page without cookies, in Chinese, in daylight."""
    context = browser.new_context(viewport=SIZE, locale="zh-CN", color_scheme="light", base_url=address)  # type: ignore[arg-type]
    return context.new_page()


def photograph(page: Page, name: str) -> None:
    """What the window shows, once everything has come."""
    page.wait_for_load_state("networkidle")
    keep(name, page.screenshot())


def password(people: People, name: str) -> str:
    """The password of an account of the demonstration."""
    return next(secret for _, account, secret in people.accounts if account == name)


def take_public(browser: Browser, address: str, people: People) -> None:
    """Home page, a standard, a verified certificate."""
    page = open_page(browser, address)
    page.goto("/")
    photograph(page, "home")
    page.goto("/standards")
    page.locator("main a[href^='/standards/']").first.click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{page.url.split('#')[0]}#weights")
    photograph(page, "standard")
    page.goto("/verify")
    page.locator("#number").fill(people.certificate_number)
    page.locator("#name").fill(people.certificate_name)
    page.locator("form:has(#number) button").click()
    photograph(page, "verify")


def sign_in(page: Page, people: People, name: str) -> None:
    """Sign in as a member of staff."""
    page.goto("/sign-in")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(password(people, name))
    page.locator("form:has(input[name=password]) button").click()
    page.wait_for_load_state("networkidle")


def take_office(browser: Browser, address: str, people: People) -> None:
    """Papers against the blueprint."""
    page = open_page(browser, address)
    sign_in(page, people, OFFICER)
    page.goto("/office")
    page.locator("a[href^='/office/batches/']").last.click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{page.url.split('?')[0]}/papers")
    photograph(page, "office")


def take_bank(browser: Browser, address: str, people: People) -> None:
    """A calculation in the editor, drawn while it is typed."""
    page = open_page(browser, address)
    sign_in(page, people, AUTHOR)
    page.goto("/bank")
    page.locator("main a[href^='/bank/']").first.click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{page.url.split('?')[0].rstrip('/')}/new")
    page.select_option("#id_type", "calculation")
    for name, words in CALCULATION.items():
        page.fill(f"#id_{name}", words)
    page.locator("#id_stem").scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    photograph(page, "bank-editor")


def take_sitting(browser: Browser, address: str, people: People) -> None:
    """A candidate's page after some answers."""
    page = open_page(browser, address)
    page.goto("/sitting")
    sitter = people.sitters[0]
    page.locator("input[name=ticket_number]").fill(sitter.ticket_number)
    page.locator("input[name=id_number]").fill(sitter.id_number)
    page.locator("form:has(input[name=id_number]) button").click()
    page.wait_for_load_state("networkidle")
    start = page.locator("form[action='/sitting/start'] button")
    if start.count():
        start.click()
    else:
        page.goto("/sitting/paper")
    page.wait_for_load_state("networkidle")
    for key in range(1, ANSWERED + 1):
        page.keyboard.press(str(key % 4 + 1))
        page.wait_for_timeout(300)
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)
    page.keyboard.press("3")
    page.wait_for_timeout(500)
    page.keyboard.press("2")
    page.wait_for_timeout(1500)
    keep("sitting", page.screenshot())


def take_prints(home: Path) -> None:
    """The first pages of a certificate and of a paper."""
    prints = {
        "certificate": sorted((home / "journey/certificates").glob("*.pdf"))[0],
        "paper": home / "journey/papers/paper-A.pdf",
    }
    for name, path in prints.items():
        document = pypdfium2.PdfDocument(path)
        buffer = io.BytesIO()
        document[0].render(scale=1.4).to_pil().save(buffer, "PNG")
        keep(name, buffer.getvalue())


def main(home: str, port: str) -> None:
    """Every picture."""
    people = msgspec.json.decode((Path(home) / "people.json").read_bytes(), type=People)
    address = f"http://127.0.0.1:{port}"
    take_prints(Path(home))
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for take in (take_public, take_office, take_bank, take_sitting):
            take(browser, address, people)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
