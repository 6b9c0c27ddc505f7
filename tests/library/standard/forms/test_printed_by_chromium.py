"""A web page that a browser prints reads to the model of its text, whatever its tables look like and its pages cut."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.data import forms
from tests.data.effort import thin
from tests.journeys.live import find_chromium

import liangcai_reference
from liangcai.standard.forms.detect import extract_document
from liangcai.standard.read import read_standard

CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: pages printed by a browser were not read"),
]
NAMES = liangcai_reference.list_occupations()
RULED = {
    "apart": "td { border: 1px solid }",
    "together": "table { border-collapse: collapse } td { border: 1px solid #999; padding: 4px }",
}
LOOKS: dict[str, dict[str, Any]] = {
    "usual": {"format": "A4", "margin": "20mm"},
    "small": {"format": "A4", "margin": "10mm", "scale": 0.7},
    "large": {"format": "A4", "margin": "25mm", "scale": 1.3},
    "across, with a head cut in two": {"format": "Letter", "margin": "20mm", "landscape": True},
    "narrow": {"format": "A5", "margin": "12mm"},
    "with heads and feet of the browser": {"format": "A4", "margin": "15mm", "display_header_footer": True},
}
# A column in which only joined cells stand has no width of its own on paper, so its blank head is not there.
BLANK_HEAD = re.compile(r"(?<=[(,])'',")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of this machine."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def print_page(browser: Browser, text: str, style: str, look: dict[str, Any]) -> bytes:
    """A standard as a web page, printed without the menus of its site."""
    style += " @media print { nav, .footer { display: none } }"
    markup = forms.make_html(text).decode().replace("</head>", f"<style>{style}</style></head>")
    page = browser.new_page()
    page.set_content(markup)
    margin = dict.fromkeys(("top", "right", "bottom", "left"), look["margin"])
    printed = page.pdf(**{**look, "margin": margin})
    page.close()
    return printed


def describe(text: str) -> str:
    """The model of a text that is read whole, without blanks, which the end of a printed line swallows."""
    result = read_standard(text, "file")
    assert result.value is not None
    assert result.findings == ()
    return BLANK_HEAD.sub("", re.sub(r"\s", "", forms.describe_model(result.value)))


@pytest.mark.parametrize(("style", "look", "name"), thin(list(product(RULED, LOOKS, NAMES))))
def test_ruled_tables_read_to_the_same_model(browser: Browser, style: str, look: str, name: str) -> None:
    text = liangcai_reference.read_standard_text(name)
    result = extract_document(print_page(browser, text, RULED[style], LOOKS[look]), "file.pdf")
    assert result.findings == ()
    assert result.value is not None
    assert describe(result.value.text) == describe(text)


@pytest.mark.parametrize(("look", "name"), thin(list(product(LOOKS, NAMES))))
def test_tables_without_rules_are_named_in_a_finding(browser: Browser, look: str, name: str) -> None:
    text = liangcai_reference.read_standard_text(name)
    result = extract_document(print_page(browser, text, "", LOOKS[look]), "file.pdf")
    assert [finding.rule for finding in result.findings] == ["read.unruled-tables"]
