"""A sitting is told as it was; what is planted is found, and what is not there is not alarmed about."""

import random
from decimal import Decimal
from functools import cache

import msgspec
import pytest
from tests.data.items import make_item
from tests.data.paper import build_blueprint, build_marking, stock_bank

from liangcai.analysis.analyse import analyse_sitting, observe_items
from liangcai.analysis.items import analyse_form
from liangcai.analysis.likeness import find_alike
from liangcai.analysis.model import Sheet
from liangcai.analysis.pack import read_pack
from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.model import Form, FormQuestion, FormSection
from liangcai.findings import Message
from liangcai.marking.theory import mark_attempt
from liangcai_reference import read_text

PACK = read_pack(read_text("rulepacks/analysis.toml")).value
BLUEPRINT = build_blueprint()
FORMS = assemble_forms(BLUEPRINT, stock_bank(BLUEPRINT), 1).value.forms
MARKING = build_marking()


def answer(form, strength, rng):
    """Answers of a candidate: right with a chance that rises with strength, else any wrong answer."""
    given = {}
    for question in form.questions:
        item = question.item
        if rng.random() < strength * 0.7 + item.difficulty * 0.3:
            given[item.id] = item.key
        elif item.type == "truefalse":
            given[item.id] = "F" if item.key == "T" else "T"
        elif item.type == "single":
            given[item.id] = rng.choice([letter for letter in item.choices if letter != item.key])
        else:
            given[item.id] = "".join(sorted(rng.sample(item.choices, 2)))
    return given


def sit(form, name, given, group=""):
    return Sheet(candidate=name, form_id=form.id, marks=mark_attempt(form, given, MARKING).responses, group=group)


def crowd(form, count, seed):
    rng = random.Random(seed)  # noqa: S311
    return [sit(form, f"{form.id}{number:04}", answer(form, rng.uniform(0.1, 1), rng)) for number in range(count)]


@cache
def sheets():
    return crowd(FORMS[0], 200, 1) + crowd(FORMS[1], 150, 2)


def rules(result):
    return {finding.rule for finding in result.findings}


def test_each_paper_is_told_with_its_candidates_mean_and_reliability():
    result = analyse_sitting(FORMS, sheets(), PACK)
    first, second = result.value.forms
    assert (first.candidates, second.candidates) == (200, 150)
    totals = [sum(float(mark.points) for mark in sheet.marks) for sheet in sheets()[:200]]
    assert first.mean == pytest.approx(sum(totals) / 200)
    assert sum(first.bins) == 200
    assert first.full == 100
    assert 0.7 < first.alpha < 1
    assert 0 < first.error < first.deviation
    assert len(first.items) == 100
    assert "analysis.alike" not in rules(result)


def test_shares_of_options_add_up_and_the_key_draws_the_strong():
    (first, _) = analyse_sitting(FORMS, sheets(), PACK).value.forms
    keys = {question.item.id: question.item for question in FORMS[0].questions}
    for item in first.items:
        if keys[item.item_id].type == "single":
            assert sum(option.count for option in item.options) == 200
    drawn = [
        option.upper - option.lower
        for item in first.items
        for option in item.options
        if keys[item.item_id].type == "single" and option.response == keys[item.item_id].key
    ]
    assert sum(drawn) / len(drawn) > 0.2


def test_mastery_by_area_adds_up_to_all_points():
    made = analyse_sitting(FORMS, sheets(), PACK).value
    earned = sum(float(mark.points) for sheet in sheets() for mark in sheet.marks)
    weights = {area.area: float(area.points) for area in BLUEPRINT.areas}
    assert sum(area.share * weights[area.key] for area in made.areas) * len(sheets()) == pytest.approx(earned)
    assert all(row.clause == row.key[1:] for row in made.requirements)


def test_a_wrong_key_is_doubted_with_its_question():
    form = FORMS[0]
    section = form.sections[0]
    target = section.questions[3]
    turned = {"A": "C", "B": "D", "C": "A", "D": "B"}[target.item.key]
    wrong = msgspec.structs.replace(target, item=msgspec.structs.replace(target.item, key=turned))
    questions = tuple(wrong if question is target else question for question in section.questions)
    keyed = msgspec.structs.replace(
        form, sections=(msgspec.structs.replace(section, questions=questions), *form.sections[1:])
    )
    rng = random.Random(5)  # noqa: S311
    sheets = [sit(keyed, str(n), answer(form, rng.uniform(0, 1), rng)) for n in range(800)]
    doubted = [f for f in analyse_sitting((keyed,), sheets, PACK).findings if f.rule == "analysis.key-doubted"]
    assert [target.item.id in finding.message.zh for finding in doubted] == [True]
    assert doubted[0].clause == target.item.requirement[1:]


def test_too_few_answers_are_not_judged():
    result = analyse_sitting(FORMS, sheets()[:10], PACK)
    assert result.findings == ()
    assert [form.form_id for form in result.value.forms] == ["A"]


def test_copied_answers_are_found_within_their_group_only():
    rng = random.Random(8)  # noqa: S311
    form = FORMS[0]
    given = [answer(form, 0.4, rng) for _ in range(60)]
    copied = {**given[7], **{key: given[8][key] for key in list(given[8])[:10]}}
    sheets = [sit(form, f"{n:02}", one, f"考场{n % 2}") for n, one in enumerate(given)]
    assert find_alike(sheets, 0.01)[0] == ()
    found, pairs = find_alike([*sheets, sit(form, "抄", copied, "考场1")], 0.01)
    assert [(pair.one, pair.other) for pair in found] == [("07", "抄")]
    assert found[0].same_wrong > found[0].expected * 1.5
    assert pairs == 30 * 29 // 2 + 31 * 30 // 2
    assert find_alike([*sheets, sit(form, "抄", copied, "考场0")], 0.01)[0] == ()


def test_honest_sittings_hardly_ever_raise_an_alarm():
    alarms = sum(len(find_alike(crowd(FORMS[0], 60, 100 + seed), PACK.alike)[0]) for seed in range(20))
    assert alarms <= 1


def test_what_the_bank_learns_is_pooled_over_papers_by_version():
    made = analyse_sitting((FORMS[0], msgspec.structs.replace(FORMS[0], id="B")), [
        *sheets()[:40], *(msgspec.structs.replace(sheet, form_id="B") for sheet in sheets()[40:100])
    ], PACK).value  # fmt: skip
    seen = observe_items(made)
    assert {one.answers for one in seen.values()} == {100}
    first = FORMS[0].questions[0].item.id
    right = sum(mark.points == mark.full for sheet in sheets()[:100] for mark in sheet.marks if mark.item_id == first)
    assert next(one.facility for (name, _), one in seen.items() if name == first) == pytest.approx(right / 100)


def test_questions_that_a_person_has_still_to_mark_are_left_out():
    items = [make_item("single", 1), make_item("short", 2)]
    sections = tuple(
        FormSection(
            type=item.type,
            heading=Message("一", "I"),
            questions=(FormQuestion(number=n, item=item, points=Decimal(1), leaf="K1.1", area="甲"),),
        )
        for n, item in enumerate(items, 1)
    )
    form = Form(id="A", blueprint_sha256="", sections=sections)
    made = analyse_form(form, [sit(form, "1", {items[0].id: "B", items[1].id: "先断电"})], PACK)
    assert [item.item_id for item in made.items] == [items[0].id]
    assert made.full == 1


def test_a_pack_out_of_range_is_refused():
    text = read_text("rulepacks/analysis.toml")
    assert read_pack(text.replace("tail = 0.27", "tail = 0.7")).value is None
    assert [finding.rule for finding in read_pack("analysis = 1").findings] == ["analysis.pack"]
