"""A hollow paper prints the same answer card and tells nothing of what is asked."""

import datetime

import msgspec
from tests.data.printed import print_every_type

from liangcai.assembly.hollow import hollow_form
from liangcai.findings import Message
from liangcai_host.typesetting.card_sheets import card_sheet
from liangcai_host.typesetting.guide_sheets import needs_guide
from liangcai_host.typesetting.sheets import Exam

FORM = print_every_type()


def test_the_card_of_every_type_is_the_same() -> None:
    name = Message("名", "name")
    exam = Exam(organisation="机构", occupation=name, level=name, direction=None, standard="x", batch="y")
    hollow = card_sheet(hollow_form(FORM, (0.5,)), exam, made=datetime.date(2026, 3, 1))
    full = card_sheet(FORM, exam, made=datetime.date(2026, 3, 1))
    assert hollow.sections == full.sections
    assert hollow.version != full.version
    assert needs_guide(hollow_form(FORM, ())) == needs_guide(FORM)


def test_no_word_key_id_or_exact_difficulty_stays() -> None:
    hollow = hollow_form(FORM, (0.3, 0.7))
    items = [question.item for question in hollow.questions]
    said = {text for item in (*items, *(part for item in items for part in item.parts)) for text in read_texts(item)}
    assert said == {""}
    assert {item.difficulty for item in items} <= {0.15, 0.5, 0.85}
    assert {question.leaf + question.area for question in hollow.questions} == {""}
    assert msgspec.json.encode(hollow) != msgspec.json.encode(FORM)


def read_texts(item):
    """Everything of a question that could be a word."""
    words = (item.id, item.requirement, item.stem, item.key, item.answer, item.rationale, item.note, item.element)
    blanks = [text for blank in item.blanks for text in (*blank.accepted, blank.value, blank.formula, blank.unit)]
    return (*words, *item.options, *item.targets, *blanks)
