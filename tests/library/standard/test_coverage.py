"""Every character of a source is in an element, left out by a recorded repair, or furniture; the model invents none."""

import re
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data import documents
from tests.data.effort import examples
from tests.data.seeds import read_seed
from tests.data.synthetic.make import DAMAGES, make_case

import liangcai_reference
from liangcai.findings import Span
from liangcai.standard.coverage import Coverage, cover_source, walk_elements
from liangcai.standard.model import (
    BasicItem,
    Condition,
    Function,
    GlossaryEntry,
    Note,
    Passage,
    Placed,
    Requirement,
    Standard,
    TableHead,
    Task,
    Total,
    Weight,
)
from liangcai.standard.read import read_standard

TAG = re.compile(r"</?p>|<br\s*/?>")
MARKS = re.compile(r"\^?[①-⑳]\^?")
NUMBERING = re.compile(r"^[\d０-９.．、()（）一二三四五六七八九十—–-]*$")


def read(text: str) -> Standard:
    standard = read_standard(text, "test").value
    assert standard is not None
    return standard


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", TAG.sub("", text))


def stands(lines: list[str], spans: tuple[Span, ...]) -> str:
    """The characters that stand at spans, blanks and cell encoding left out."""
    return squeeze("".join(lines[span.line - 1][span.column - 1 : span.end_column] for span in spans))


def said(placed: Placed) -> str | None:
    """What the model says where an element stands, its number aside; None for what says it through others."""
    match placed:
        case Requirement() | BasicItem() | Condition() | Note():
            return squeeze(placed.text)
        case Task() | Function():
            return squeeze(placed.name)
        case Passage():
            return squeeze(placed.title + placed.text)
        case GlossaryEntry():
            return squeeze(placed.term + placed.text)
        case TableHead():
            return squeeze("".join(placed.cells))
        case Total():
            return str(placed.percent)
    return None


def find_invented(standard: Standard, lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Elements whose words are not the characters at their places, beyond numbers and marks."""
    for element in walk_elements(standard):
        words, stood = said(element.value), stands(lines, element.value.spans)
        if isinstance(element.value, Condition):
            stood = MARKS.sub("", stood)
        if isinstance(element.value, Task | Function) and words:
            # A label that is printed again in each row of its cell is read once.
            first, *again = stood.split(words)
            if not (again and all(NUMBERING.match(rest) for rest in (first, *again))):
                yield element.path, words, stood
        elif isinstance(element.value, Weight):
            percent = "" if element.value.percent is None else str(element.value.percent)
            if squeeze(element.value.area) not in stood or not re.search(rf"{percent or '[—–－/-]*'}[%％]?$", stood):
                yield element.path, element.value.area + percent, stood
        elif isinstance(element.value, Total):
            if not stood.rstrip("%％").endswith(words or ""):
                yield element.path, words or "", stood
        elif words is not None and not (
            stood.endswith(words) and NUMBERING.match(MARKS.sub("", stood[: len(stood) - len(words)]))
        ):
            yield element.path, words, stood


def check(text: str) -> Coverage:
    """Hold a text against its model, both ways."""
    standard = read(text)
    coverage = cover_source(standard, text)
    lines = re.split(r"\r\n|\r|\n", text)
    assert [(line.number, line.loose) for line in coverage.lines if line.loose] == []
    assert list(find_invented(standard, lines)) == []
    account = standard.source
    counted = (coverage.mapped, coverage.furniture, coverage.blank, coverage.unmapped)
    assert counted == (account.mapped, account.furniture, account.blank, account.unmapped)
    assert sum(counted) == len(coverage.lines) == account.lines
    return coverage


@settings(deadline=None, max_examples=examples(50))
@given(st.integers(0, 10_000))
def test_nothing_of_a_damaged_document_is_lost_and_nothing_invented(seed: int) -> None:
    check(make_case(seed).text)


def test_nothing_is_lost_or_invented_under_every_damage_at_once() -> None:
    for seed in range(20):
        check(make_case(seed, damage=frozenset(DAMAGES)).text)


@pytest.mark.parametrize("occupation", liangcai_reference.list_occupations())
def test_nothing_of_the_bundled_standards_is_lost_or_invented(occupation: str) -> None:
    check(liangcai_reference.read_standard_text(occupation))


@pytest.mark.seeds
@pytest.mark.parametrize("name", ["standard-2-02-10-13-2021.txt", "standard-4-14-01-04-2021.txt"])
def test_nothing_of_the_official_documents_is_lost_or_invented(name: str) -> None:
    check(read_seed(name))


def test_each_line_names_the_elements_that_stand_on_it() -> None:
    text = documents.make_document()
    coverage = cover_source(read(text), text)
    row = next(line for line in coverage.lines if "1.1.2 能裁纸" in text.split("\n")[line.number - 1])
    assert row.kind == "mapped"
    assert row.elements == (
        "work/五级/1",
        "work/五级/1.1",
        "work/五级/1.1/S1.1.1",
        "work/五级/1.1/S1.1.2",
        "work/五级/1.1/K1.1.1",
        "work/五级/1.1/K1.1.2",
    )


def test_words_that_no_element_takes_are_loose_and_their_line_is_unmapped() -> None:
    text = documents.make_document().replace("\t扎制\t\t40\t50", "\t扎制\t\t40\t50\t多余", 1)
    coverage = cover_source(read(text), text)
    unmapped = [line for line in coverage.lines if line.kind == "unmapped"]
    assert len(unmapped) == 1
    assert [stands(text.split("\n"), unmapped[0].loose)] == ["多余"]
    assert [f.line for f in read_standard(text, "test").findings if f.rule == "read.unmapped-line"] == [
        unmapped[0].number
    ]


def test_furniture_and_repairs_stand_on_their_lines() -> None:
    text = documents.make_document().replace("(1) 爱惜材料。", "\n— 7 —\n\n- (1) 爱惜<!-- 注 -->材料。", 1)
    coverage = cover_source(read(text), text)
    assert [line.what for line in coverage.lines if line.kind == "furniture"] == ["page number"]
    assert [[repair.why for repair in line.repairs] for line in coverage.lines if line.repairs] == [
        ["comment", "bullet"]
    ]


def test_an_invented_word_would_be_found() -> None:
    text = documents.make_document()
    standard = read(text)
    passage = msgspec.structs.replace(standard.passages[5], text=standard.passages[5].text + "无中生有")
    forged = msgspec.structs.replace(standard, passages=(*standard.passages[:5], passage, *standard.passages[6:]))
    assert [path for path, *_ in find_invented(forged, text.split("\n"))] == [f"passages/{passage.number}"]
