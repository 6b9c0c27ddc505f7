"""A paper with every type of question: its words, its room for answers, its secrets, its formulas, its ink."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from msgspec.structs import replace
from PIL import ImageChops
from pypdfium2 import PdfDocument

from liangcai.assembly.model import Form
from liangcai.findings import Result
from liangcai.items.content import Blank, Criterion, Media
from liangcai.items.drawing import draw_values
from liangcai.items.model import Item, ItemType
from liangcai.items.tex import SIGNS
from liangcai_host.typesetting.card_sheets import card_sheet
from liangcai_host.typesetting.guide_sheets import guide_sheet
from liangcai_host.typesetting.key_sheets import key_sheet
from liangcai_host.typesetting.paper_sheets import paper_sheet
from liangcai_host.typesetting.questions import SPACES, count_lines, print_question
from liangcai_host.typesetting.texts import open_gaps, print_text, widen_blank
from liangcai_host.typesetting.typeset import typeset_card, typeset_guide, typeset_key, typeset_paper
from tests.data.items import TYPES, items, make_item, picture
from tests.data.paper import build_marking
from tests.data.printed import ITEMS, print_every_type
from tests.data.sheets import BLUEPRINT, EXAM, MADE, read_pages, read_pdf

FORM = print_every_type()
SECRET = "绝密"


def print_paper(form: Form = FORM) -> Result[bytes | None]:
    return typeset_paper(paper_sheet(form, BLUEPRINT, EXAM, made=MADE))


def print_all(form: Form) -> tuple[Result[bytes | None], ...]:
    return (
        print_paper(form),
        typeset_card(card_sheet(form, EXAM, made=MADE)),
        typeset_key(key_sheet(form, BLUEPRINT, EXAM, made=MADE)),
        typeset_guide(guide_sheet(form, EXAM, build_marking(), made=MADE)),
    )


def only(*chosen: Item, points: Decimal = Decimal(4)) -> Form:
    """The paper with these questions alone."""
    sections = []
    for number, item in enumerate(chosen, 1):
        section = next(section for section in FORM.sections if section.type == item.type)
        question = replace(section.questions[0], item=item, number=number, points=points)
        sections.append(replace(section, questions=(question,)))
    return replace(FORM, sections=tuple(sections))


def change_items(form: Form, change: object) -> Form:
    """The paper with each item changed."""
    return replace(
        form,
        sections=tuple(
            replace(section, questions=tuple(replace(q, item=change(q.item)) for q in section.questions))  # type: ignore[operator]
            for section in form.sections
        ),
    )


def classify(item: Item) -> Item:
    """The item with a secret wherever candidates must not look."""
    return replace(
        item,
        key="",
        answer=f"{SECRET}答案" if item.answer else "",
        rubric=tuple(Criterion(text=f"{SECRET}要点", share=row.share) for row in item.rubric),
        blanks=tuple(Blank(accepted=(f"{SECRET}词",)) for _ in item.blanks),
        rationale=f"{SECRET}依据",
        note=f"{SECRET}注",
        source=f"{SECRET}出处",
        requirement="K9.9.9",
        parts=tuple(map(classify, item.parts)),
    )


def words_of(text: str) -> list[str]:
    """The stretches of a text that are plain words, without the white space in them."""
    return ["".join(piece.text.split()) for piece in print_text(text) if piece.kind == "text"]


@pytest.mark.parametrize("kind", TYPES)
def test_the_words_of_every_type_stand_on_the_paper(kind: ItemType) -> None:
    item = next(item for item in reversed(ITEMS) if item.type == kind)
    text = read_pdf(print_paper(only(item)))
    values = {f"{{{name}}}": str(value) for name, value in draw_values(item).items()}
    for one in (item, *item.parts):
        for said in (*one.options, *one.targets, *one.stem.replace("（", "）").split("）")):
            for words in words_of(said):
                for name, value in values.items():
                    words = words.replace(name, value)
                assert words in text


def test_nothing_that_tells_an_answer_stands_on_a_paper_or_on_a_card() -> None:
    form = change_items(FORM, classify)
    for result in print_all(form)[:2]:
        text = read_pdf(result)
        assert SECRET not in text
        assert "K9.9.9" not in text


def test_the_same_paper_is_printed_whatever_the_answers_are_where_no_values_are_drawn() -> None:
    form = only(*(item for item in ITEMS if not item.values and item.type != "case"))
    sheets = [paper_sheet(one, BLUEPRINT, EXAM, made=MADE) for one in (form, change_items(form, classify))]
    assert sheets[0].sections == sheets[1].sections


def test_a_calculation_is_printed_with_its_values_and_without_their_names() -> None:
    item = next(item for item in ITEMS if item.type == "calculation")
    text = read_pdf(print_paper(only(item)))
    values = draw_values(item)
    assert f"电压{values['u']:f}V，电阻{values['r']:f}Ω" in text
    assert "{" not in text


@pytest.mark.parametrize("kind", SPACES)
def test_more_points_give_more_lines_within_bounds(kind: ItemType) -> None:
    counts = [count_lines(kind, Decimal(points)) for points in range(1, 60)]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (SPACES[kind].least, SPACES[kind].most)
    assert count_lines("single", Decimal(60)) == 0


def test_a_long_essay_runs_over_pages() -> None:
    essays = [item for item in ITEMS if item.type == "essay"] * 3
    assert len(read_pages(print_paper(only(*essays, points=Decimal(40))))) >= 3


def test_gaps_become_rules_that_are_numbered_where_there_are_several() -> None:
    assert [piece.kind for piece in open_gaps(print_text("甲（　）乙___"))] == ["text", "gap", "text", "gap"]
    assert [piece.text for piece in open_gaps(print_text("甲（　）乙___")) if piece.kind == "gap"] == ["(1)", "(2)"]
    assert [piece.text for piece in open_gaps(print_text("甲（）")) if piece.kind == "gap"] == [""]


def test_brackets_behind_a_latin_letter_are_code_and_no_blank() -> None:
    (piece,) = widen_blank(print_text("函数 main() 返回（）。"))
    assert piece.text == "函数 main() 返回（　　）。"


def test_a_blank_is_added_after_the_last_words_and_not_below_a_table() -> None:
    kinds = [piece.kind for piece in widen_blank(print_text("看表：\n| 甲 | 乙 |\n| 1 | 2 |"))]
    assert kinds == ["text", "text", "table"]


def test_a_picture_is_a_frame_with_the_words_that_say_what_it_shows() -> None:
    text = read_pdf(print_paper(only(make_item("single", stem="![](plan.png)（　）", media=(picture(),)))))
    assert "一张接线图" in text
    assert "plan.png" not in text


def test_pictures_of_the_parts_of_a_case_are_said_in_words_too() -> None:
    shown = Media(name="part.png", sha256="0" * 64, alt="一台机柜")
    part = make_item("short", stem="![](part.png)说明。", media=(shown,))
    case = make_item("case", parts=(part, make_item("truefalse", 2)))
    assert "一台机柜" in read_pdf(print_paper(only(case)))


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{a}{b}",
        r"\sqrt{x}+\sqrt[3]{x_1^2}",
        r"\overline{AB}",
        r"\left(\frac{a}{b}\right)^2",
        r"[0,1)",
        r"((a)",
        r"a)",
        r"",
        r"{}",
        r"x^{}",
        r"\text{最大 值}_1",
        r"\max\{a, b\}",
        r"f'(x)=3*2-1",
        r"25\,℃",
        "\\" + " \\".join(SIGNS),
        r"\frac{" * 28 + "x" + r"}{y}" * 28,
        "+".join(["x"] * 200),
    ],
)
def test_every_formula_that_is_read_is_drawn(formula: str) -> None:
    item = make_item("single", stem=f"甲 ${formula}$ 乙（　）", options=(f"${formula}$", "二", "三"))
    assert any(piece.kind == "formula" for piece in print_text(item.stem))
    text = read_pdf(print_paper(only(item)))
    assert "甲" in text
    assert "乙" in text


def test_the_letters_of_a_formula_can_be_read_in_the_file() -> None:
    text = unicodedata.normalize("NFKC", read_pdf(print_paper(only(ITEMS[0]))))
    assert "电流I=" in text
    assert "阻抗" in text


def test_a_formula_with_a_sign_that_no_font_has_refuses_the_paper() -> None:
    result = print_paper(only(make_item("single", stem="$\ue000$（　）")))
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["typesetting.missing-glyph"]


def test_a_card_has_bubbles_for_letters_and_room_for_the_rest() -> None:
    rows = {row.number: row for section in card_sheet(FORM, EXAM, made=MADE).sections for row in section.rows}
    found = {
        (question.item.type, part): rows[f"{question.number}{part}"]
        for question in FORM.questions
        for part in (("(1)", "(2)", "(3)", "(4)", "(5)") if question.item.type == "case" else ("",))
    }
    assert found["single", ""].marks == ("A", "B", "C", "D")
    assert found["case", "(2)"].marks == ("√", "×")
    assert found["order", ""].steps == 3
    assert found["match", ""].pairs == 3
    assert (found["fill", ""].gaps, found["calculation", ""].gaps) == (3, 2)
    assert found["case", "(5)"].lines == SPACES["short"].least
    assert all(row.marks or row.steps or row.pairs or row.gaps or row.lines for row in rows.values())


def test_all_that_is_printed_is_black_white_and_grey_and_dark_enough() -> None:
    for result in print_all(FORM):
        assert result.value is not None
        with PdfDocument(result.value) as document:
            for page in document:
                red, green, blue = page.render(scale=1).to_pil().convert("RGB").split()
                for one, other in ((red, green), (green, blue)):
                    assert ImageChops.difference(one, other).getextrema()[1] <= 1
                assert red.getextrema()[0] < 0x30


@given(items())
def test_any_sound_question_can_be_laid_out(item: Item) -> None:
    printed = print_question(1, item, Decimal(2))
    assert len(printed.options) == len(item.options)
    assert len(printed.parts) == len(item.parts)
    gaps = sum(piece.kind == "gap" for piece in printed.stem)
    assert gaps == len(item.blanks)
