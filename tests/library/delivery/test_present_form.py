"""Each candidate sees an order of their own that leads back to the paper and gives no key away."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.paper import build_blueprint, stock_bank

from liangcai.assembly.assemble import assemble_forms
from liangcai.delivery.present import present_form
from liangcai.delivery.restore import restore_response
from liangcai.items.model import LETTERS

BLUEPRINT = build_blueprint()
SET = assemble_forms(BLUEPRINT, stock_bank(BLUEPRINT), 1).value
assert SET is not None
FORM = SET.forms[0]


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=20))
def test_every_option_shown_leads_back_to_the_same_option_of_the_paper(seed):
    shown = present_form(FORM, seed)
    items = {question.item.id: question.item for question in FORM.questions}
    assert {question.item_id for question in shown.questions} == set(items)
    for question in shown.questions:
        item = items[question.item_id]
        for position, text in enumerate(question.options):
            original = restore_response(question, LETTERS[position])
            assert original is not None
            assert item.options[LETTERS.index(original)] == text


def test_the_same_seed_replays_and_another_differs():
    assert present_form(FORM, "考生01") == present_form(FORM, "考生01")
    first, second = present_form(FORM, "考生01"), present_form(FORM, "考生02")
    assert [q.item_id for q in first.questions] != [q.item_id for q in second.questions]
    assert [q.letters for q in first.questions] != [q.letters for q in second.questions]


def test_sections_stay_and_numbers_run_through():
    shown = present_form(FORM, "x")
    assert [section.type for section in shown.sections] == [section.type for section in FORM.sections]
    assert [question.number for question in shown.questions] == list(range(1, 101))


def test_a_presentation_holds_no_key_rationale_note_or_difficulty():
    fields = {name for question in present_form(FORM, "x").questions for name in question.__struct_fields__}
    assert not fields & {"key", "rationale", "note", "difficulty", "item"}
    assert FORM.questions[0].item.rationale not in msgspec.json.encode(present_form(FORM, "x")).decode()


def test_several_letters_come_back_in_order_and_one_not_on_offer_does_not_come_back():
    question = next(question for question in present_form(FORM, "x").questions if question.type == "multiple")
    restored = restore_response(question, "DCBA")
    assert restored == "ABCD"
    assert restore_response(question, "") == ""
    assert restore_response(question, "AZ") is None
    assert restore_response(question, "E") is None


def test_true_and_false_are_not_relettered():
    question = present_form(FORM, "x").sections[2].questions[0]
    assert (question.options, question.letters) == ((), "")
    assert restore_response(question, "T") == "T"
