"""A question of each type is sound as it should be, and every slip in one is named."""

import pytest
from hypothesis import given, settings
from tests.data.effort import examples
from tests.data.items import BODIES, TYPES, items, make_item, picture

from liangcai.items.content import Blank, Criterion, Drawn
from liangcai.items.shape import check_shape


@pytest.mark.parametrize("kind", TYPES)
def test_a_sound_question_of_each_type_has_no_fault(kind):
    assert check_shape(make_item(kind)) is None


@settings(deadline=None, max_examples=examples(200))
@given(items())
def test_random_sound_questions_have_no_fault(item):
    assert check_shape(item) is None


DRAWN = BODIES["calculation"]["values"]
PARTS = BODIES["case"]["parts"]
SLIPS = [
    ("single", {"key": "E"}, "key"),
    ("single", {"blanks": (Blank(value="1"),)}, "does not use blanks"),
    ("truefalse", {"options": ("一",)}, "no options"),
    ("order", {"key": "AAB"}, "order of all letters"),
    ("order", {"options": ("一", "二")}, "things to order"),
    ("match", {"key": "BA"}, "one target letter"),
    ("match", {"key": "BAE"}, "one target letter"),
    ("match", {"targets": ("一", "一", "二", "三")}, "two targets"),
    ("fill", {"stem": "没有空。"}, "0 gaps"),
    ("fill", {"blanks": (Blank(),)}, "one of them"),
    ("fill", {"blanks": (Blank(accepted=(" ",)),)}, "empty"),
    ("fill", {"blanks": (Blank(value="1,5"),)}, "not a decimal"),
    ("fill", {"blanks": (Blank(value="1", tolerance="-1"),)}, "tolerance"),
    ("fill", {"blanks": (Blank(value="1e999"),)}, "not a decimal"),
    ("calculation", {"values": ()}, "draws 1 to"),
    ("calculation", {"values": (*DRAWN, Drawn(name="z", low="1", high="2"))}, "does not stand"),
    ("calculation", {"values": (DRAWN[0], Drawn(name="r", low="0", high="5"))}, "no value at"),
    ("calculation", {"values": (DRAWN[0], Drawn(name="r", low="2", high="5", step="0.7"))}, "do not reach"),
    ("calculation", {"values": (DRAWN[0], Drawn(name="r", low="5", high="2"))}, "range"),
    ("calculation", {"blanks": (Blank(formula="u / x"),)}, "not drawn"),
    ("calculation", {"blanks": (Blank(formula="__import__('os')"),)}, "not allowed"),
    ("calculation", {"blanks": (Blank(value="3"),)}, "needs a formula"),
    ("short", {"rubric": ()}, "missing"),
    ("short", {"rubric": (Criterion(text="一", share="0.4"),)}, "add up to 1"),
    ("case", {"parts": PARTS[:1]}, "2 to 10"),
    ("case", {"parts": (PARTS[0], PARTS[0])}, "same id"),
    ("case", {"parts": (PARTS[0], make_item("case"))}, "no other case"),
    ("single", {"stem": "看图 ![](plan.png)（　）。"}, "pictures"),
    ("single", {"media": (picture(),)}, "pictures"),
    ("single", {"stem": r"功率为 $\frac{1}$（　）。"}, "braces"),
    ("single", {"stem": r"功率为 $\input{x}$（　）。"}, "not among the signs"),
    ("single", {"also": ("S1",)}, "neither K nor B"),
    ("single", {"enemies": ("K1.1.1-01",)}, "own enemy"),
]


@pytest.mark.parametrize(("kind", "changes", "words"), SLIPS)
def test_each_slip_is_named_in_both_languages(kind, changes, words):
    fault = check_shape(make_item(kind, **changes))
    assert fault is not None
    assert words in fault
    assert any("一" <= letter <= "鿿" for letter in fault)


def test_a_picture_that_is_named_and_listed_is_sound():
    assert check_shape(make_item("single", stem="看图 ![](plan.png)（　）。", media=(picture(),))) is None
