"""A clause leads to the lines of the source that it stands in, and to nothing else."""

import msgspec
import pytest

from liangcai.findings import Span
from liangcai.standard.model import NamedLines, Repair
from liangcai_web.public.passages import find_spans, mark_lines, pick_marked
from liangcai_web.services.standards.opened import open_bundled


@pytest.fixture
def opened():
    return open_bundled("2-02-10-13-2021")


def marked_text(opened, clause, line=0):
    lines = mark_lines(opened.standard, opened.text, find_spans(opened.standard, clause, line))
    return ["".join(piece.text for piece in line.pieces if piece.marked) for line in lines if line.marked]


def test_every_section_opens_on_its_own_heading(opened):
    for passage in opened.standard.passages:
        assert marked_text(opened, passage.number), passage.number


def test_every_requirement_opens_on_its_own_words(opened):
    for work in opened.standard.work:
        for function in work.functions:
            for task in function.tasks:
                for one in task.skills:
                    assert one.text in "".join(marked_text(opened, f"S{one.number}", one.line))
                for one in task.knowledge:
                    assert one.text in "".join(marked_text(opened, f"K{one.number}", one.line))


def test_every_point_of_the_basic_requirements_opens(opened):
    for group in opened.standard.basic:
        for item in group.items:
            assert item.text in "".join(marked_text(opened, f"B{item.number}"))


def test_a_line_alone_is_marked_whole(opened):
    weight = opened.standard.weights[0]
    assert marked_text(opened, "4.1", weight.line) == [opened.text.split("\n")[weight.line - 1]]


@pytest.mark.parametrize("clause", ["", "9.9.9", "S9.9.9", "K", "<b>"])
def test_what_is_not_in_the_document_marks_nothing(opened, clause):
    assert marked_text(opened, clause) == []


def test_marking_changes_no_character_of_the_source(opened):
    lines = mark_lines(opened.standard, opened.text, find_spans(opened.standard, "1.9", 0))
    assert "\n".join("".join(piece.text for piece in line.pieces) for line in lines) == opened.text.rstrip("\n")


def test_repairs_and_furniture_stand_at_their_lines(opened):
    repair = Repair(line=3, before="a", after="b", why="page-cut")
    account = msgspec.structs.replace(
        opened.standard.source, repairs=(repair,), furniture_lines=(NamedLines(line=5, what="running head"),)
    )
    standard = msgspec.structs.replace(opened.standard, source=account)
    lines = mark_lines(standard, opened.text, ())
    assert [(line.number, line.repairs) for line in lines if line.repairs] == [(3, (repair,))]
    assert [(line.number, line.furniture) for line in lines if line.furniture] == [(5, "running head")]


def test_overlapping_spans_are_marked_once(opened):
    lines = mark_lines(opened.standard, opened.text, (Span(1, 1, 1, 4), Span(1, 3, 1, 6)))
    assert [piece.text for piece in lines[0].pieces if piece.marked] == ["国家职业技术"]


def test_a_passage_is_shown_with_a_little_round_it_and_no_blank_edges(opened):
    lines = pick_marked(mark_lines(opened.standard, opened.text, find_spans(opened.standard, "1.9.4", 0)))
    assert lines[0].pieces
    assert lines[-1].pieces
    assert len(lines) < 8


def test_what_was_mended_is_marked_in_its_line_beside_the_clause(opened):
    repair = Repair(line=1, before="职业", after="", why="comment", spans=(Span(1, 3, 1, 4),))
    account = msgspec.structs.replace(opened.standard.source, repairs=(repair,))
    standard = msgspec.structs.replace(opened.standard, source=account)
    pieces = mark_lines(standard, opened.text, (Span(1, 1, 1, 3),))[0].pieces
    assert [(piece.text, piece.marked, piece.mended) for piece in pieces[:3]] == [
        ("国家", True, False),
        ("职", True, True),
        ("业", False, True),
    ]
