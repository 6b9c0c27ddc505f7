"""The emergency file from a page that cannot send; a sitting by keyboard alone; nothing for axe to find."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect, sync_playwright

from tests.data.axe import find_faults
from tests.data.printed import print_every_type
from tests.journeys.live import ROOT, environment, prepare_home, serve
from tests.journeys.trouble import CHROMIUM, MARKS, READY, SAVED, Room, enter

pytestmark = MARKS
QUESTIONS = print_every_type().questions
HANDED_IN = {"zh": "已交卷", "en": "Handed in"}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A site and its candidates, one a test."""
    home = tmp_path_factory.mktemp("home")
    tickets = iter(prepare_home(home, 8, "types"))
    with serve(home) as address, sync_playwright() as playwright:
        yield Room(home, address, tickets, playwright, tmp_path_factory.mktemp("profiles"))


@pytest.fixture
def page(room: Room) -> Iterator[Page]:
    """A page of a browser that takes downloads."""
    browser = room.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    browser.close()


def crash(page: Page) -> None:
    """Let the page die without a last word: closed in good order, it would be on the line again and send."""
    with contextlib.suppress(Error):
        page.goto("chrome://crash")


def take_in(home: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """The office imports a file from the command line."""
    command = [sys.executable, "-m", "liangcai_cli.main", "sitting", "import", str(file), "--home", str(home)]
    return subprocess.run(command, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_page_that_cannot_send_saves_a_file_that_the_office_takes_in_once(
    room: Room, page: Page, tmp_path: Path
) -> None:
    ticket = next(room.tickets)
    enter(page, room.address, ticket)
    page.keyboard.press("1")
    expect(page.locator("#saved")).to_have_text(SAVED)
    page.context.set_offline(True)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    essay = next(question for question in QUESTIONS if question.item.type == "essay")
    page.locator(f"[data-go='{essay.number}']").click()
    page.locator(f"#q{essay.number} textarea").fill("“断电”，验电 😀 <b>\n挂牌")
    page.locator("#hand-in").click()
    expect(page.locator("#notice")).to_contain_text("暂不能交卷", timeout=15_000)
    with page.expect_download() as download:
        page.locator("#notice").get_by_role("button", name="保存应急文件").click()
    assert download.value.suggested_filename.startswith(f"liangcai-{ticket.ticket_number}-")
    file = tmp_path / "rescue.json"
    download.value.save_as(file)
    crash(page)  # the machine is gone

    data = file.read_text(encoding="utf-8")
    for changed in (data.replace("挂牌", "摘牌"), data.replace(ticket.ticket_number, "260300019999"), data[:-9]):
        (tmp_path / "changed.json").write_text(changed, encoding="utf-8")
        refused = take_in(room.home, tmp_path / "changed.json")
        assert (refused.returncode, "sitting.file." in refused.stderr) == (1, True), refused.stderr
    assert len(room.events(ticket)) == 1
    for fresh in (2, 0):
        taken = take_in(room.home, file)
        assert taken.returncode == 0, taken.stderr
        assert f"new {fresh}，" in taken.stdout
    stored = room.events(ticket)
    assert [event["flags"] for event in stored] == [[], ["imported"], ["imported"]]
    assert stored[-1]["payload"]["response"] == "“断电”，验电 😀 <b>\n挂牌"


def test_the_file_holds_no_more_than_its_own_paper(room: Room, page: Page, tmp_path: Path) -> None:
    ticket = next(room.tickets)
    enter(page, room.address, ticket)
    page.locator("details.keys summary").last.click()
    with page.expect_download() as download:
        page.locator("#rescue").click()
    download.value.save_as(tmp_path / "rescue.json")
    file = json.loads((tmp_path / "rescue.json").read_text(encoding="utf-8"))
    body = json.loads(file["body"])
    assert set(file) == {"format", "suite", "seal", "body"}
    assert set(body) == {"attempt", "form", "ticket", "made", "events", "answers"}
    assert ticket.id_number not in file["body"]
    assert page.evaluate("JSON.parse(document.getElementById('state').textContent).seal") not in str(file)


def press_to(page: Page, wanted: str) -> None:
    """Press the Tab key until the focus is where a selector says."""
    for _ in range(160):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the Tab key does not lead to {wanted}")


def answer_by_keys(page: Page, number: int) -> None:
    """Answer a question that is shown, as somebody without a mouse would."""
    blocks = page.locator(f"#q{number} .answer").count()
    for block in range(1, blocks + 1):
        place = f"#q{number} .answer:nth-of-type({block})"
        kind = page.locator(f"#q{number} .answer").nth(block - 1).get_attribute("data-type")
        if kind in ("single", "multiple", "truefalse") and blocks == 1:
            for key in ("1", "3") if kind == "multiple" else ("2",):
                page.keyboard.press(key)
        elif kind in ("single", "multiple", "truefalse"):
            press_to(page, f"{place} input")
            page.keyboard.press("Space")
        else:
            for field in range(
                page.locator(f"#q{number} .answer").nth(block - 1).locator("input, select, textarea").count()
            ):
                press_to(page, f"#q{number} .answer :is(input, select, textarea)")
                if page.evaluate("document.activeElement.matches('select')"):
                    for _ in range(field + 1):
                        page.keyboard.press("ArrowDown")
                else:
                    page.keyboard.type("12")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_whole_sitting_by_keyboard_alone(room: Room, page: Page, lang: str) -> None:
    ticket = next(room.tickets)
    page.context.add_cookies([{"name": "lang", "value": lang, "url": room.address}])
    page.goto(f"{room.address}/sitting")
    press_to(page, "#ticket_number")
    page.keyboard.type(ticket.ticket_number)
    press_to(page, "#id_number")
    page.keyboard.type(ticket.id_number)
    page.keyboard.press("Enter")
    page.wait_for_url("**/instructions")
    press_to(page, "main button.first")
    page.keyboard.press("Enter")
    page.wait_for_selector(READY)
    for question in QUESTIONS:
        expect(page.locator(f"#q{question.number}")).to_be_visible()
        answer_by_keys(page, question.number)
        page.keyboard.press("Control+Enter")
    expect(page.locator("#counts")).to_contain_text(str(len(QUESTIONS)))
    expect(page.locator("#saved")).to_have_text(SAVED)
    press_to(page, "#hand-in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hand-in")
    press_to(page, "main button.first")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(HANDED_IN[lang])
    stored = {event["item"]: event["payload"]["response"] for event in room.events(ticket)}
    assert {item for item, response in stored.items() if response} == {question.item.id for question in QUESTIONS}


@pytest.mark.parametrize(("lang", "width", "contrast"), [("zh", 360, "plain"), ("en", 1280, "high")])
def test_axe_finds_nothing_on_any_type_of_question(
    room: Room, page: Page, lang: str, width: int, contrast: str
) -> None:
    ticket = next(room.tickets)
    cookies = {"lang": lang, "contrast": contrast}
    page.context.add_cookies([{"name": name, "value": value, "url": room.address} for name, value in cookies.items()])
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, room.address, ticket)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = []
    for question in QUESTIONS:
        page.locator(f"[data-go='{question.number}']").click()
        page.keyboard.press("Shift+1")
        if question.number == len(QUESTIONS) // 2:
            page.context.set_offline(True)
            page.locator("#hand-in").click()
            expect(page.locator("#notice")).to_be_visible(timeout=15_000)
        found += [f"{question.item.type}: {one}" for one in find_faults(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{question.item.type}: {wide} px too wide"] if wide > 0 else []
    assert found == []
