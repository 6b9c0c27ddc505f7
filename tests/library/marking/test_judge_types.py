"""Every type of question is marked by its key; what only a person can judge waits for one."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples
from tests.data.items import BODIES, items, make_item
from tests.data.paper import build_blueprint, build_marking, stock_bank

from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.model import Form, FormQuestion, FormSection
from liangcai.delivery.present import PresentedQuestion, present_form
from liangcai.delivery.restore import restore_response
from liangcai.findings import Message
from liangcai.items.content import Blank
from liangcai.items.drawing import draw_values
from liangcai.items.formula import evaluate_formula
from liangcai.items.model import LETTERS, Item
from liangcai.items.responses import join_pieces
from liangcai.marking.response import mark_response
from liangcai.marking.theory import mark_attempt

PACK = build_marking()
WHOLE = msgspec.structs.replace(PACK, pieces="all_or_nothing")


def mark(item, response, pack=PACK, points="6", seed=""):
    done = mark_response(item, response, pack, Decimal(points), seed)
    return done.outcome, done.points


def right_response(item: Item, seed: str = "") -> str:
    """The response that the key asks for, written from the key alone."""
    match item.type:
        case "fill" | "calculation":
            values = draw_values(item, seed)
            words = (
                blank.accepted[0]
                if blank.accepted
                else blank.value or f"{evaluate_formula(blank.formula, values):f} {blank.unit}"
                for blank in item.blanks
            )
            return join_pieces(tuple(words))
        case "case":
            return join_pieces(tuple(right_response(part, seed) for part in item.parts))
        case "short" | "essay":
            return item.answer
    return item.key


@pytest.mark.parametrize(
    ("given_key", "outcome", "points"),
    [
        ("ABC", "right", "6"),
        ("ACB", "partial", "2"),
        ("BCA", "wrong", "0"),
        ("A--", "partial", "2"),
        ("---", "blank", "0"),
        ("AAB", "invalid", "0"),
        ("AB", "invalid", "0"),
        ("ABD", "invalid", "0"),
        ("", "blank", "0"),
    ],
)
def test_an_order_earns_for_each_place_that_is_right(given_key, outcome, points):
    assert mark(make_item("order"), given_key) == (outcome, Decimal(points))


def test_a_pack_can_ask_for_the_whole_order():
    assert mark(make_item("order"), "ACB", WHOLE) == ("wrong", 0)
    assert mark(make_item("order"), "ABC", WHOLE) == ("right", 6)


@pytest.mark.parametrize(
    ("given_key", "outcome", "points"),
    [
        ("BAD", "right", "6"),
        ("BAC", "partial", "4"),
        ("B-A", "partial", "2"),
        ("CCC", "wrong", "0"),
        ("BAE", "invalid", "0"),
    ],
)
def test_a_match_earns_for_each_pair_and_a_target_may_serve_twice(given_key, outcome, points):
    assert mark(make_item("match"), given_key) == (outcome, Decimal(points))


@pytest.mark.parametrize("words", ["交换机", " 交 换 机 。", "Switch", "ＳＷＩＴＣＨ"])
def test_a_gap_takes_any_accepted_words_in_any_width_and_case(words):
    assert mark(make_item("fill"), join_pieces((words,))) == ("right", 6)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("12.5", True),
        ("12.5 kW", True),
        ("12.5KW", True),
        ("１２．５", True),
        ("12.6", True),
        ("12.61", False),
        ("1.25e1", True),
        ("12500 W", False),
        ("12,5", False),
        ("约12.5", False),
        ("-12.5", False),
        ("kW", False),
        ("1,212.5", False),
    ],
)
def test_a_number_is_right_within_its_tolerance_and_in_its_unit_only(words, right):
    item = make_item("fill", blanks=(Blank(value="12.5", tolerance="0.1", unit="kW"),))
    assert mark(item, join_pieces((words,)))[0] == ("right" if right else "wrong")


def test_gaps_share_the_points_and_shares_are_cut_not_rounded():
    item = make_item("fill", stem="（　）（　）（　）", blanks=tuple(Blank(accepted=(text,)) for text in "甲乙丙"))
    assert mark(item, '["甲","乙","丁"]', points="2") == ("partial", Decimal("1.33"))
    assert mark(item, '["甲","乙","丙"]', points="2") == ("right", 2)
    assert mark(item, '["甲","乙"]') == ("invalid", 0)
    assert mark(item, "甲") == ("invalid", 0)
    assert mark(item, '[" ","",""]') == ("blank", 0)


def test_a_calculation_is_marked_with_the_values_that_this_candidate_saw():
    item = make_item("calculation")
    seeds = [f"考生{number:02}" for number in range(20)]
    assert {mark(item, right_response(item, seed), seed=seed)[0] for seed in seeds} == {"right"}
    own = {right_response(item, seed) for seed in seeds}
    assert len(own) > 5
    first = right_response(item, seeds[0])
    assert "wrong" in {mark(item, first, seed=seed)[0] for seed in seeds}


def test_a_text_waits_for_a_marker_and_an_empty_one_does_not():
    assert mark(make_item("short"), "先断电") == ("waiting", 0)
    assert mark(make_item("essay"), "  ") == ("blank", 0)


def test_a_case_adds_up_its_questions_and_waits_for_those_that_a_person_marks():
    item = make_item("case")
    assert mark(item, '["C","[\\"12\\"]"]') == ("right", 6)
    assert mark(item, '["C","[\\"13\\"]"]') == ("partial", 3)
    assert mark(item, '["A",""]') == ("wrong", 0)
    written = make_item("case", parts=(*BODIES["case"]["parts"], make_item("short", 9)))
    assert mark(written, '["C","","先断电"]') == ("waiting", 2)


@settings(deadline=None, max_examples=examples(300))
@given(items())
def test_the_response_that_the_key_asks_for_earns_all_points_or_waits(item):
    outcome, points = mark(item, right_response(item), points="4")
    assert (outcome, points) in {("right", Decimal(4)), ("waiting", Decimal(0))}


@settings(deadline=None, max_examples=examples(300))
@given(items(), st.text(max_size=12))
def test_no_response_earns_more_than_the_points_or_less_than_nothing(item, response):
    assert 0 <= mark(item, response, points="3")[1] <= 3


def show_response(question: PresentedQuestion, response: str) -> str:
    """The paper's response in the letters of the screen: the way back of ``restore_response``, written separately."""
    match question.type:
        case "single" | "multiple" | "order":
            return "".join(LETTERS[question.letters.index(letter)] for letter in response)
        case "match":
            targets = {letter: LETTERS[place] for place, letter in enumerate(question.target_letters)}
            return "".join(targets[response[LETTERS.index(letter)]] for letter in question.letters)
        case "case":
            pieces = msgspec.json.decode(response, type=list[str])
            return join_pieces(tuple(show_response(*pair) for pair in zip(question.parts, pieces, strict=True)))
    return response


@settings(deadline=None, max_examples=examples(150))
@given(items(), st.text(max_size=10))
def test_what_a_candidate_answers_on_a_shuffled_paper_is_marked_as_on_the_paper(item, seed):
    question = FormQuestion(number=1, item=item, points=Decimal(3), leaf="K1.1", area="甲")
    section = FormSection(type=item.type, heading=Message("一", "I"), questions=(question,))
    form = Form(id="A", blueprint_sha256="", sections=(section,))
    shown = present_form(form, seed)
    (presented,) = shown.questions
    response = show_response(presented, right_response(item, seed))
    assert restore_response(presented, response) == right_response(item, seed)
    marked = mark_attempt(form, {item.id: response}, PACK, shown)
    assert marked.exact == (0 if marked.waiting else 3)


def test_a_paper_names_the_questions_that_wait():
    blueprint = build_blueprint()
    made = assemble_forms(blueprint, stock_bank(blueprint), 1).value
    assert made is not None
    assert mark_attempt(made.forms[0], {}, PACK).waiting == ()
