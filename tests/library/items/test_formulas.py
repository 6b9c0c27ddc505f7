"""Arithmetic is worked out exactly and runs nothing; formulas of texts become trees that pages can draw."""

from decimal import Decimal

import defusedxml.ElementTree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples
from tests.data.items import make_item

from liangcai.items.drawing import count_steps, draw_values, fill_stem, list_corners
from liangcai.items.formula import check_formula, evaluate_formula
from liangcai.items.markup import check_markup, split_markup
from liangcai.items.mathml import draw_formula
from liangcai.items.tex import SIGNS, FormulaError, read_formula

NAMES = frozenset({"a", "b"})
TAGS = {"math", "mrow", "mn", "mi", "mo", "mtext", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "mover"}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a + b * 2", "12"),
        ("(a + b) / 2", "3.5"),
        ("-a ** 2", "-4"),
        ("0.1 + 0.2", "0.3"),
        ("sqrt(a * 8)", "4"),
        ("round(b / 3, 2)", "1.67"),
        ("round(2.5)", "3"),
    ],
)
def test_a_formula_is_worked_out_in_decimals(formula, value):
    assert check_formula(formula, NAMES) is None
    assert evaluate_formula(formula, {"a": Decimal(2), "b": Decimal(5)}) == Decimal(value)


@pytest.mark.parametrize(
    "formula",
    ["a.real", "a[0]", "f(a)", "lambda: a", "a if b else 1", "'x' * 9", "a // b", "True", "c", "a +", "sqrt()",
     "(" * 300 + "a" + ")" * 300, "round(a, b=1)", "a; b", "a := 2", "1" * 201],
)  # fmt: skip
def test_what_is_not_arithmetic_is_refused(formula):
    assert check_formula(formula, NAMES) is not None


@pytest.mark.parametrize(
    "formula", ["a / (b - b)", "sqrt(0 - b)", "9 ** 99", "(9 ** 9) ** b ** a", "round(a, 99)", "0 ** (0-1)"]
)
def test_a_formula_without_a_value_gives_none(formula):
    assert evaluate_formula(formula, {"a": Decimal(2), "b": Decimal(5)}) is None


@settings(deadline=None, max_examples=examples(300))
@given(st.text(alphabet="ab+-*/() 0123456789.,sqrtound", max_size=40))
def test_whatever_passes_the_check_can_be_worked_out(formula):
    if check_formula(formula, NAMES) is None:
        value = evaluate_formula(formula, {"a": Decimal(2), "b": Decimal(5)})
        assert value is None or value.is_finite()


def test_values_are_drawn_the_same_for_the_same_seed_within_their_range():
    item = make_item("calculation")
    drawn = [draw_values(item, f"考生{number:02}") for number in range(60)]
    assert drawn == [draw_values(item, f"考生{number:02}") for number in range(60)]
    assert {values["u"] for values in drawn} == {Decimal(number) for number in range(10, 21)}
    assert {values["r"] for values in drawn} == {Decimal(number) / 2 for number in range(4, 11)}
    assert count_steps(item.values[1]) == 7
    assert len(list(list_corners(item.values))) == 9
    assert "{" not in fill_stem(item.stem, drawn[0])


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (r"\frac{U^2}{R}", "U2R"),
        (r"\sqrt[3]{x_1+x_2}", "x1+x23"),
        (r"U = 220\text{ V} \pm 5\%", "U=220V±5%"),
        (r"\overline{A+B}", "A+B¯"),
        (r"x_{1}^{2} \le \alpha", "x12≤α"),
        (r"功率 P", "功率P"),
    ],
)
def test_a_formula_becomes_mathml_with_its_signs_in_order(formula, words):
    drawn = defusedxml.ElementTree.fromstring(draw_formula(read_formula(formula)))
    assert "".join("".join(drawn.itertext()).split()) == words


@pytest.mark.parametrize(
    "formula", [r"\frac{1}", "a}", "{a", "^2", "a__b", "x^", r"\def\x{}", "a\\", "#", "{" * 99 + "}" * 99, "x" * 501]
)
def test_a_formula_that_cannot_be_read_says_so(formula):
    with pytest.raises(FormulaError, match=" / "):
        read_formula(formula)


@settings(deadline=None, max_examples=examples(300))
@given(
    st.lists(
        st.sampled_from([*(f"\\{name}" for name in SIGNS), "{", "}", "^", "_", "a", "1", "<b>", "&", "\\frac", "功"])
    )
)
def test_any_formula_is_read_into_well_formed_mathml_or_refused(parts):
    try:
        node = read_formula(" ".join(parts))
    except FormulaError:
        return
    drawn = defusedxml.ElementTree.fromstring(draw_formula(node))
    assert {element.tag.rpartition("}")[2] for element in drawn.iter()} <= TAGS


def test_a_text_splits_into_words_formulas_pictures_and_tables():
    text = "如图 ![](plan.png)，$U=IR$，售价 5 \\$。\n| 项 | 值 |\n|---|---|\n| 电压 | 3 |\n求电流（　）。"
    pieces = split_markup(text)
    assert [piece.kind for piece in pieces] == ["text", "picture", "text", "formula", "text", "table", "text"]
    assert pieces[4].text == "，售价 5 $。\n"
    assert pieces[5].rows == (("项", "值"), ("电压", "3"))


def test_a_dollar_sign_alone_is_a_word():
    assert check_markup("awk '{print $1}'") is None
    assert [piece.kind for piece in split_markup("awk '{print $1}'")] == ["text"]


@settings(deadline=None, max_examples=examples(200))
@given(st.text(alphabet="$|![]()\n ab\\x", max_size=60))
def test_any_text_splits_or_is_refused(text):
    if check_markup(text) is None:
        split_markup(text)
