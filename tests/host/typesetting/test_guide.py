"""The key and the marking guide of a paper with every type of question: what a marker finds for each."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from liangcai.items.content import Blank, Criterion, Drawn
from liangcai.items.drawing import draw_values
from liangcai.items.model import Item
from liangcai.marking.gaps import fills_gap
from liangcai_host.typesetting.guide_sheets import GUIDED, GuideEntry, guide_sheet, needs_guide
from liangcai_host.typesetting.key_sheets import key_sheet, write_key, write_number
from liangcai_host.typesetting.typeset import typeset_guide, typeset_key
from tests.data.items import make_item
from tests.data.paper import build_marking
from tests.data.printed import ITEMS, print_every_type
from tests.data.sheets import BLUEPRINT, EXAM, MADE, assemble, read_pdf

FORM = print_every_type()
PACK = build_marking()


def guide(item: Item, points: Decimal = Decimal(4), **changes: object) -> GuideEntry:
    """What the guide says of a question."""
    section = next(section for section in FORM.sections if section.type == item.type)
    question = replace(section.questions[0], item=item, points=points)
    form = replace(FORM, sections=(replace(section, questions=(question,)),))
    (entry,) = guide_sheet(form, EXAM, build_marking(**changes), made=MADE).sections[0].entries
    return entry


def test_a_paper_of_choices_needs_no_guide_and_one_with_words_does() -> None:
    assert not needs_guide(assemble().forms[0])
    assert needs_guide(FORM)
    ordered = replace(FORM, sections=tuple(s for s in FORM.sections if s.type in ("single", "order", "match")))
    assert not needs_guide(ordered)


def test_the_guide_has_an_entry_for_each_written_question_and_no_other() -> None:
    sheet = guide_sheet(FORM, EXAM, PACK, made=MADE)
    numbers = [entry.number for section in sheet.sections for entry in section.entries]
    assert numbers == [question.number for question in FORM.questions if question.item.type in GUIDED]


def test_the_guide_prints_answers_rubrics_words_ranges_and_values() -> None:
    text = read_pdf(typeset_guide(guide_sheet(FORM, EXAM, PACK, made=MADE)))
    for said in (
        "交换机或switch",
        "220V（209～231）",
        "先断电，再验电",
        "观点明确",
        "以安全为前提",
        "本卷取值",
        "u/r,2",
    ):
        assert said in text
    assert f"版本{guide_sheet(FORM, EXAM, PACK, made=MADE).version[:12]}" in text
    assert PACK.id in text


def test_a_rubric_row_earns_its_share_of_the_points() -> None:
    rubric = tuple(Criterion(text="点", share=share) for share in ("0.125", "0.375", "0.5"))
    assert [row.points for row in guide(make_item("essay", rubric=rubric), Decimal(10)).rubric] == [
        Decimal("1.25"),
        Decimal("3.75"),
        Decimal("5.00"),
    ]


def test_the_gaps_of_a_question_share_its_points_as_the_pack_says() -> None:
    gaps = make_item("fill", stem="（）（）（）", blanks=(Blank(accepted=("甲",)),) * 3)
    assert [gap.points for gap in guide(gaps).gaps] == [Decimal("1.33")] * 3
    assert [gap.points for gap in guide(gaps, pieces="all_or_nothing").gaps] == [None] * 3


def test_the_parts_of_a_case_share_its_points_equally() -> None:
    case = next(item for item in ITEMS if item.type == "case")
    assert [part.points for part in guide(case).parts] == [Decimal("0.8")] * 5
    assert [part.key for part in guide(case).parts] == ["B", "T", "", "C→A→B", ""]


@pytest.mark.parametrize("item", [item for item in ITEMS if item.blanks], ids=lambda item: f"{item.type}-{item.id}")
def test_what_the_guide_gives_as_right_is_marked_right(item: Item) -> None:
    values = draw_values(item)
    for gap, blank in zip(guide(item).gaps, item.blanks, strict=True):
        for said in gap.accepted or (gap.value, gap.value + gap.unit):
            assert fills_gap(blank, said, values)


def test_the_worked_values_are_those_of_the_printed_paper() -> None:
    entry = guide(next(item for item in ITEMS if item.values))
    u, r = (Decimal(value.value) for value in entry.values)
    assert Decimal(entry.gaps[0].value) == (u / r).quantize(Decimal("0.01"))


def test_a_formula_without_a_value_leaves_the_number_to_the_marker() -> None:
    drawn = Drawn(name="u", low="0", high="0")
    item = make_item("calculation", stem="{u}（　）", values=(drawn,), blanks=(Blank(formula="1 / u"),))
    assert write_key(item) == "见评分参考"
    assert guide(item).gaps[0].value == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("5.0", "5"),
        ("100", "100"),
        ("0", "0"),
        ("0.000", "0"),
        ("-0.00000012345678", "-0.000000123457"),
        ("1.4117647058823529411764", "1.411765"),
        ("1e25", "10000000000000000000000000"),
    ],
)
def test_numbers_are_written_plainly(value: str, said: str) -> None:
    assert write_number(Decimal(value)) == said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("multiple", "ACD"),
        ("order", "A→B→C"),
        ("match", "(1)B　(2)A　(3)D"),
        ("fill", "交换机／switch"),
        ("short", "见评分参考"),
        ("case", "见各小题"),
    ],
)
def test_a_key_is_written_as_a_person_reads_it(kind: str, said: str) -> None:
    assert write_key(make_item(kind)) == said  # type: ignore[arg-type]


def test_the_key_lists_the_parts_of_a_case_below_it() -> None:
    sheet = key_sheet(FORM, BLUEPRINT, EXAM, made=MADE)
    rows = [row for section in sheet.sections for row in section.rows]
    assert [row.number for row in rows][-6:] == ["13", "13(1)", "13(2)", "13(3)", "13(4)", "13(5)"]
    text = read_pdf(typeset_key(sheet))
    assert "13(3)7.3kW" in text
    assert "(3)220±11V" in text
