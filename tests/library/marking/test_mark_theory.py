"""A response is marked by key and policy, a paper adds up exactly, and marking again gives the same."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.paper import build_blueprint, build_item, build_marking, stock_bank

from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.model import hash_form
from liangcai.delivery.present import order_form, present_form
from liangcai.delivery.restore import restore_response
from liangcai.items.model import LETTERS
from liangcai.marking.pack import read_pack, round_total
from liangcai.marking.response import mark_response
from liangcai.marking.theory import mark_attempt
from liangcai_reference import read_text

BLUEPRINT = build_blueprint()
SET = assemble_forms(BLUEPRINT, stock_bank(BLUEPRINT), 1).value
assert SET is not None
FORM = SET.forms[0]
PACK = build_marking()
POLICIES = st.sampled_from(["all_or_nothing", "half_for_subset", "per_option"])
MULTIPLE = build_item("K1.1.1", "multiple", 1)
MULTIPLE_KEY = MULTIPLE.key


@pytest.mark.parametrize(
    ("kind", "response", "outcome", "points"),
    [
        ("single", "B", "right", 1),
        ("single", "A", "wrong", 0),
        ("single", "", "blank", 0),
        ("single", "AB", "invalid", 0),
        ("single", "Z", "invalid", 0),
        ("truefalse", "F", "right", 1),
        ("truefalse", "T", "wrong", 0),
        ("truefalse", "TF", "invalid", 0),
        ("multiple", "AC", "right", 1),
        ("multiple", "CA", "right", 1),
        ("multiple", "ACC", "invalid", 0),
        ("multiple", "A", "wrong", 0),
        ("multiple", "ACD", "wrong", 0),
    ],
)
def test_a_response_is_right_only_if_it_equals_the_key(kind, response, outcome, points):
    mark = mark_response(build_item("K1.1.1", kind, 1), response, PACK)
    assert (mark.outcome, mark.points) == (outcome, points)


@pytest.mark.parametrize(
    ("policy", "response", "points"),
    [
        ("half_for_subset", "A", "0.5"),
        ("half_for_subset", "AB", "0"),
        ("per_option", "A", "0.25"),
        ("per_option", "AB", "0"),
        ("per_option", "AC", "1"),
        ("all_or_nothing", "A", "0"),
    ],
)
def test_part_of_the_key_earns_what_the_policy_says(policy, response, points):
    mark = mark_response(MULTIPLE, response, build_marking(multiple=policy))
    assert mark.points == Decimal(points)
    assert mark.scheme == f"test-marking/{policy}"


@given(
    POLICIES, st.sampled_from(["single", "multiple", "truefalse"]), st.integers(0, 9), st.text("ABCDTFE", max_size=6)
)
def test_a_response_marked_twice_gets_the_same_and_lies_within_its_points(policy, kind, serial, response):
    item, pack = build_item("K1.1.1", kind, serial), build_marking(multiple=policy)
    mark = mark_response(item, response, pack, Decimal("0.5"))
    assert mark == mark_response(item, response, pack, Decimal("0.5"))
    assert 0 <= mark.points <= mark.full
    assert (mark.points == mark.full) >= (mark.outcome == "right")


def answer_all(wrong=0):
    answers = {question.item.id: question.item.key for question in FORM.questions}
    for question in FORM.questions[:wrong]:
        answers[question.item.id] = next(letter for letter in question.item.choices if letter not in question.item.key)
    return answers


def test_all_right_is_full_and_nothing_is_nothing():
    full, none = mark_attempt(FORM, answer_all(), PACK), mark_attempt(FORM, {}, PACK)
    assert (full.points, full.full, none.points) == (100, 100, 0)
    assert {mark.outcome for mark in none.responses} == {"blank"}


def test_areas_and_leaves_add_up_to_the_total():
    mark = mark_attempt(FORM, answer_all(wrong=37), PACK)
    assert mark.points == 63
    assert sum(row.points for row in mark.areas) == sum(row.points for row in mark.leaves) == mark.exact
    assert {row.key: row.full for row in mark.areas} == {area.area: area.points for area in BLUEPRINT.areas}


def letter_as_shown(question, response):
    if not question.letters:
        return response
    return "".join(LETTERS[question.letters.index(letter)] for letter in response)


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=12), st.integers(0, 100))
def test_the_order_a_candidate_saw_does_not_change_the_mark(seed, wrong):
    answers, shown = answer_all(wrong), present_form(FORM, seed)
    lettered = {
        question.item_id: "".join(
            LETTERS[question.letters.index(letter)] if question.letters else letter
            for letter in answers[question.item_id]
        )
        for question in shown.questions
    }
    assert all(restore_response(q, lettered[q.item_id]) == "".join(sorted(answers[q.item_id])) for q in shown.questions)
    assert mark_attempt(FORM, lettered, PACK, shown) == mark_attempt(FORM, answers, PACK)


def test_an_answer_to_a_question_that_is_not_on_the_paper_counts_nothing():
    assert mark_attempt(FORM, {"elsewhere": "A"}, PACK, present_form(FORM, "x")).points == 0


def test_a_letter_that_was_not_shown_is_invalid_not_blank():
    shown = present_form(FORM, "x")
    mark = mark_attempt(FORM, {shown.questions[0].item_id: "Z"}, PACK, shown)
    assert [m.outcome for m in mark.responses if m.item_id == shown.questions[0].item_id] == ["invalid"]


def test_a_presentation_of_another_paper_is_a_broken_program():
    assert SET is not None
    with pytest.raises(ValueError, match="another form"):
        mark_attempt(FORM, {}, PACK, present_form(SET.forms[1], "x"))


@pytest.mark.parametrize(
    ("exact", "step", "rounded"),
    [
        ("59.95", "0.1", "60.0"),
        ("59.94", "0.1", "59.9"),
        ("59.5", "1", "60"),
        ("179/3", "0.1", "59.7"),
        ("60.25", "0.5", "60.5"),
    ],
)
def test_totals_are_rounded_half_up_to_the_step(exact, step, rounded):
    assert round_total(Fraction(exact), build_marking(rounding=Decimal(step))) == Decimal(rounded)


@given(st.fractions(0, 100, max_denominator=60), st.sampled_from(["0.1", "0.5", "1"]))
def test_rounding_moves_a_total_by_at_most_half_a_step(exact, step):
    rounded = round_total(exact, build_marking(rounding=Decimal(step)))
    assert abs(Fraction(rounded) - exact) <= Fraction(step) / 2


def test_the_bundled_pack_can_be_read_and_a_broken_one_is_a_finding():
    pack = read_pack(read_text("rulepacks/marking.toml")).value
    assert pack is not None
    assert (pack.multiple, pack.rounding) == ("all_or_nothing", Decimal("0.1"))
    for text in ("", "[marking", read_text("rulepacks/marking.toml").replace('"0.1"', '"0"')):
        result = read_pack(text)
        assert (result.value, result.findings[0].rule) == (None, "marking.pack")


@given(st.integers(0, 10**6))
@settings(max_examples=20)
def test_the_order_without_the_words_is_the_order_that_was_shown(seed):
    shown, bare = present_form(FORM, f"s{seed}"), order_form(FORM, hash_form(FORM), f"s{seed}")
    assert [(one.item_id, one.letters, one.target_letters) for one in shown.questions] == [
        (one.item_id, one.letters, one.target_letters) for one in bare.questions
    ]
