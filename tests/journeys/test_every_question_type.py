"""A candidate answers every type of question in a browser, and each answer comes back as it was given."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.data.printed import print_every_type
from tests.journeys.live import MortalBrowser, Ticket, find_chromium, lend_hand, prepare_home, serve
from tests.journeys.test_sitting_in_a_browser import SAVED, come_in

CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER: install Chromium, or name one in LIANGCAI_CHROMIUM"),
]
QUESTIONS = print_every_type().questions
ESSAY = "先说观点，\n再举例：“安全第一”，共 3 条。\\n 不是换行 <b>&amp;</b> 😀"
# What is put into each field of a question, by its type.
WORDS = {"fill": "交换机 ", "calculation": "12.5", "short": "断电，验电，挂牌", "essay": ESSAY}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Ticket, ...]]:
    """An installation whose paper has every type of question."""
    home = tmp_path_factory.mktemp("types")
    return home, prepare_home(home, 1, "types")


@pytest.fixture
def page(installation: tuple[Path, tuple[Ticket, ...]], tmp_path: Path) -> Iterator[Page]:
    """The paper of its candidate, open in a browser."""
    home, (ticket,) = installation
    assert CHROMIUM is not None
    lend_hand(home, "allow", ticket.ticket_number)  # each test is another machine
    with serve(home) as address, sync_playwright() as playwright:
        browser = MortalBrowser(playwright, CHROMIUM, tmp_path / "profile")
        page = come_in(browser, address, ticket)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("document.getElementById('map-frame').open = true")
        yield page
        browser.kill()


def answer(page: Page, number: int) -> None:
    """Put something into every field of a question, as a person would."""
    for block in page.locator(f"#q{number} .answer").all():
        kind = block.get_attribute("data-type") or ""
        if kind in ("single", "truefalse"):
            block.locator("label.option").nth(1).click()
        elif kind == "multiple":
            block.locator("label.option").nth(0).click()
            block.locator("label.option").nth(2).click()
        elif kind in ("order", "match"):
            for place, field in enumerate(block.locator("select").all()):
                field.select_option(index=place + 1)
        else:
            for field in block.locator("input, textarea").all():
                field.press_sequentially(WORDS[kind]) if kind == "fill" else field.fill(WORDS[kind])


def read_fields(page: Page) -> list[list[object]]:
    """What stands in every field of the paper, question by question."""
    script = """() => [...document.querySelectorAll('.question')].map((question) =>
        [...question.querySelectorAll('input, select, textarea')].map(
            (field) => /radio|checkbox/.test(field.type) ? field.checked : field.value))"""
    fields: list[list[object]] = page.evaluate(script)
    return fields


def read_stored(page: Page) -> dict[str, str]:
    """The answers that the server has, by item."""
    reply = page.evaluate("fetch('/sitting/state').then((reply) => reply.text())")
    return {item: response for item, (response, _) in json.loads(reply)["answers"].items()}


def test_every_answer_is_stored_and_comes_back(page: Page) -> None:
    blank = read_fields(page)
    for question in QUESTIONS:
        page.locator(f"[data-go='{question.number}']").click()
        answer(page, question.number)
    expect(page.locator("#saved")).to_have_text(SAVED)
    given, stored = read_fields(page), read_stored(page)
    assert all(before != after for before, after in zip(blank, given, strict=True))
    assert stored.keys() == {question.item.id for question in QUESTIONS}
    assert {stored[q.item.id] for q in QUESTIONS if q.item.type == "essay"} == {ESSAY}
    page.reload()
    page.wait_for_selector("html[data-sitting=ready]")
    assert read_fields(page) == given


def test_a_picture_is_shown_as_wide_as_there_is_room_and_grows_with_the_text(page: Page) -> None:
    pictured = next(question for question in QUESTIONS if question.item.media)
    image = page.locator("img.figure")
    number = image.evaluate("(one) => one.closest('.question').dataset.number")
    page.locator(f"[data-go='{number}']").click()
    assert image.get_attribute("alt") == pictured.item.media[0].alt
    page.wait_for_function("[...document.querySelectorAll('img.figure')].every((one) => one.complete)")
    assert image.evaluate("(one) => one.naturalWidth") == 300
    widths = []
    for _ in range(4):
        widths.append(image.bounding_box()["width"])  # type: ignore[index]
        page.keyboard.press("+")
    assert widths == sorted(set(widths)), "each step of the zoom makes it larger"
    page.set_viewport_size({"width": 360, "height": 740})
    box = image.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert abs(box["width"] / box["height"] - 1.5) < 0.02
    page.set_viewport_size({"width": 1280, "height": 900})


def test_words_typed_just_before_handing_in_are_part_of_the_paper(page: Page) -> None:
    short = next(question for question in QUESTIONS if question.item.type == "short")
    page.locator(f"[data-go='{short.number}']").click()
    field = page.locator(f"#q{short.number} textarea")
    field.fill("")
    field.press_sequentially("最后一句")
    page.locator("#hand-in").click()
    expect(page).to_have_url(re.compile("/sitting/hand-in"))
    assert read_stored(page)[short.item.id] == "最后一句"


def test_letters_typed_into_a_field_choose_nothing_and_turn_no_page(page: Page) -> None:
    fill = next(question for question in QUESTIONS if question.item.type == "fill")
    page.locator(f"[data-go='{fill.number}']").click()
    field = page.locator(f"#q{fill.number} input").first
    field.fill("")
    field.press_sequentially("mAB1+")
    expect(page.locator(f"#q{fill.number}")).to_be_visible()
    assert field.input_value() == "mAB1+"


def test_a_cleared_question_is_blank_again_in_every_field(page: Page) -> None:
    for question in QUESTIONS:
        page.locator(f"[data-go='{question.number}']").click()
        answer(page, question.number)
        page.locator("#clear").click()
    expect(page.locator("#saved")).to_have_text(SAVED)
    assert not any(read_stored(page).values())
    assert page.locator(".cell.answered").count() <= 1  # the key to the map has one
