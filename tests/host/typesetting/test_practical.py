"""The practical package and the answer card: what a centre, a candidate and an assessor hold in their hands."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from liangcai.items.tasks import TaskSheet, read_task_sheets
from liangcai_host.typesetting.card_sheets import card_sheet
from liangcai_host.typesetting.practical_sheets import Piece, practical_sheet
from liangcai_host.typesetting.typeset import typeset_card, typeset_practical
from tests.data.sheets import BLUEPRINT, EXAM, MADE, assemble, read_pages, read_pdf
from tests.data.tasks import SHEET


@dataclass(frozen=True)
class Printed:
    """What a piece must show, and what it must not."""

    piece: Piece
    shown: tuple[str, ...]
    hidden: tuple[str, ...]


PRINTED = (
    Printed("preparation", ("准备通知单", "竹篾", "3毫米", "每人6根"), ("客人要一只", "骨架对称", "扎骨架")),
    Printed("paper", ("技能考核试卷", "客人要一只", "扎骨架", "风筝一只", "裂成两半"), ("骨架对称", "每处皱褶扣5分")),
    Printed(
        "record", ("评分记录表", "骨架对称", "每处皱褶扣5分", "S2.1.1", "裂成两半", "考评人员签名"), ("客人要一只",)
    ),
)


def task() -> TaskSheet:
    """The made-up task with a veto."""
    bank = read_task_sheets(SHEET, "t.toml").value
    assert bank is not None
    return replace(bank.sheets[0], vetoes=("骨架裂成两半",))


@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed.piece)
def test_each_piece_shows_what_its_reader_needs_and_nothing_of_the_others(printed: Printed) -> None:
    text = read_pdf(typeset_practical(practical_sheet(task(), "扎制", EXAM, made=MADE, pieces=(printed.piece,))))
    for said in printed.shown:
        assert said in text
    for secret in printed.hidden:
        assert secret not in text


def test_the_package_begins_each_piece_on_a_page_of_its_own() -> None:
    pages = read_pages(typeset_practical(practical_sheet(task(), "扎制", EXAM, made=MADE)))
    heads = ("技能考核准备通知单", "技能考核试卷", "技能考核评分记录表")
    assert [head in page for head, page in zip(heads, pages, strict=True)] == [True] * 3


def test_a_long_task_runs_over_pages_and_loses_no_row() -> None:
    module = task().modules[0]
    rows = tuple(replace(module.rows[0], text=f"第{number}处是否合格", points=1) for number in range(1, 101))
    long = replace(task(), modules=(replace(module, rows=rows),))
    text = read_pdf(typeset_practical(practical_sheet(long, "扎制", EXAM, made=MADE)))
    assert all(f"第{number}处是否合格" in text for number in range(1, 101))


def test_a_card_has_a_row_for_every_question_and_nothing_of_its_content() -> None:
    form = assemble().forms[0]
    sheet = card_sheet(form, EXAM, made=MADE)
    rows = [row for section in sheet.sections for row in section.rows]
    assert [row.number for row in rows] == [str(question.number) for question in form.questions]
    assert [len(row.marks) for row in rows] == [len(question.item.options) or 2 for question in form.questions]
    text = read_pdf(typeset_card(sheet))
    assert "答题卡" in text
    assert not any("".join(question.item.stem.split()) in text for question in form.questions)


def test_the_weight_of_the_function_stands_on_the_paper() -> None:
    area = BLUEPRINT.skill_areas[0]
    text = read_pdf(typeset_practical(practical_sheet(task(), area.area, EXAM, made=MADE, blueprint=BLUEPRINT)))
    assert f"占技能考核{area.percent}%" in text
