"""The source page shows, beside every line, what was read from it."""

import html

import pytest

from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard
from liangcai_web.public.beside import Beside, read_beside
from tests.data import documents

pytestmark = pytest.mark.django_db
KEY = "4-14-01-04-2021"


def beside(text: str) -> tuple[Standard, dict[int, Beside]]:
    standard = read_standard(text, "test").value
    assert standard is not None
    return standard, read_beside(standard, text)


def test_every_requirement_stands_beside_its_own_line_with_its_words() -> None:
    standard, lines = beside(documents.make_document())
    for level in standard.levels:
        for function in standard.functions(level.name):
            for task in function.tasks:
                for skill in task.skills:
                    words = {(entry.place.split("/")[-1], entry.words) for entry in lines[skill.line].entries}
                    assert (f"S{skill.number}", skill.text) in words


def test_every_weight_stands_beside_its_own_line() -> None:
    standard, lines = beside(documents.make_document())
    for weight in standard.weights:
        shown = {entry.words for entry in lines[weight.line].entries if weight.area in entry.place}
        assert ("—" if weight.percent is None else f"{weight.percent}%") in shown


def test_a_line_that_was_not_read_says_so_and_has_no_entry() -> None:
    text = documents.make_document() + "\n8.8.8 没有人知道这一行是什么"
    standard, lines = beside(text)
    if standard.source.unmapped:
        assert all(lines[number].unmapped for number in standard.source.unmapped_lines)
    else:
        assert lines[len(text.split("\n"))].entries


def test_the_page_shows_source_and_model_and_can_be_narrowed(client) -> None:
    page = html.unescape(client.get(f"/standards/{KEY}/source").content.decode())
    assert "读成的模型" in page
    assert "工作要求 四级/1.1" in page
    none = client.get(f"/standards/{KEY}/source?show=unmapped").content.decode()
    assert "没有这样的行" in none
    assert client.get(f"/standards/{KEY}/source?show=anything").status_code == 200
