"""The source page shows, beside every line, what was read from it."""

import html

import pytest

from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard
from liangcai_web.public.beside import Beside, read_beside
from liangcai_web.public.passages import mark_lines
from tests.data import documents
from tests.data.synthetic.make import make_case

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


def test_a_line_that_was_not_read_says_so_with_its_words() -> None:
    text = documents.make_document().replace("\t扎制\t\t40\t50", "\t扎制\t\t40\t50\t多余", 1)
    standard, lines = beside(text)
    (number,) = standard.source.unmapped_lines
    assert lines[number].unmapped
    assert lines[number].loose == ("多余",)


def test_each_line_of_a_section_has_the_words_of_the_model_that_stand_on_it() -> None:
    standard, lines = beside(documents.make_document())
    passage = standard.passage("1.9.2")
    assert passage is not None
    said = [
        entry.words
        for number in sorted(lines)
        for entry in lines[number].entries
        if entry.kind.en == "section" and entry.place == "1.9.2"
    ]
    assert said == [passage.title, *passage.text.split("\n")]


def test_what_a_page_cut_apart_is_told_whole_and_then_goes_on() -> None:
    case = make_case(11, flat="", damage=frozenset({"row-cuts", "pages"}))
    standard, lines = beside(case.text)
    parted = [
        requirement
        for work in standard.work
        for function in work.functions
        for task in function.tasks
        for requirement in (*task.skills, *task.knowledge)
        if len({span.line for span in requirement.spans}) > 1
    ]
    assert parted
    for requirement in parted:
        last = requirement.spans[-1].line
        assert requirement.text in {entry.words for entry in lines[requirement.line].entries}
        goes_on = [entry.words for entry in lines[last].entries if not entry.begins]
        assert any(words and requirement.text.endswith(words) for words in goes_on)


def test_every_line_of_a_long_document_has_its_row() -> None:
    text = documents.make_document()
    text = text.replace("1.4 ", "".join(f"({number}) 爱惜材料。\n" for number in range(1, 2001)) + "\n1.4 ", 1)
    standard, lines = beside(text)
    assert sorted(lines) == [line.number for line in mark_lines(standard, text, ())][: len(lines)]
    assert len(lines) > 2000


def test_the_page_shows_source_and_model_and_can_be_narrowed(client) -> None:
    page = html.unescape(client.get(f"/standards/{KEY}/source").content.decode())
    assert "读成的模型" in page
    assert "工作要求 四级/1.1" in page
    none = client.get(f"/standards/{KEY}/source?show=unmapped").content.decode()
    assert "没有这样的行" in none
    assert "修补处" in page
    assert client.get(f"/standards/{KEY}/source?show=anything").status_code == 200


def test_minutes_that_differ_stand_beside_their_number() -> None:
    text = documents.make_document()
    longer = "理论知识考试时间：五级/初级工不少于 60 min，四级/中级工不少于 75 min；"
    standard, lines = beside(text.replace("理论知识考试时间不少于 60 min，", longer))
    own = standard.assessment.parts[0].minutes
    said = [entry.words for entry in lines[own[0].line].entries if entry.place.startswith("理论 theory/")]
    assert said == ["五级 60 min", "四级 75 min"]
