"""The usual wordings of every layout are read, or shown with the words that stopped the reading; never guessed."""

import datetime

import pytest
from tests.data.conditions import LEVELS, VARIANTS, Variant
from tests.data.entry import make_standard

import liangcai_reference
from liangcai.eligibility.application import Application
from liangcai.eligibility.check import check_eligibility
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.describe import phrase
from liangcai.eligibility.example import make_example
from liangcai.eligibility.pack import read_pack
from liangcai.eligibility.rules import ConditionSet, Expression, PerNationalRule, Uncompiled
from liangcai.findings import Finding

DAY = datetime.date(2026, 9, 1)
PACK = read_pack(liangcai_reference.read_text("rulepacks/eligibility.toml")).value
READ = [one for one in VARIANTS if one.stop is None]
STOPPED = [one for one in VARIANTS if one.stop is not None]


def compile_variant(layout: str, text: str) -> tuple[ConditionSet, tuple[Finding, ...]]:
    """The sentence as the only condition of a level of the layout."""
    level = "中级" if layout == "2021" else "四级"
    names = next(levels for name, levels in LEVELS.items() if name == layout)
    result = compile_conditions(make_standard(text, level=level, level_names=names), level, PACK)
    assert result.value is not None
    return result.value, result.findings


def rule_of(variant: Variant) -> Expression:
    return compile_variant(variant.layout, variant.text)[0].conditions[0].rule


def ids(variants: list[Variant]) -> list[str]:
    return [f"{one.layout}-{number}" for number, one in enumerate(variants)]


@pytest.mark.parametrize("variant", READ, ids=ids(READ))
def test_a_usual_wording_becomes_a_rule_that_says_the_same_when_printed_back(variant: Variant) -> None:
    rule = rule_of(variant)
    assert not isinstance(rule, Uncompiled)
    said = phrase(rule)
    assert said.en
    if not isinstance(rule, PerNationalRule):
        again = compile_variant(variant.layout, said.zh)[0].conditions[0].rule
        assert again == rule, said.zh


@pytest.mark.parametrize("variant", STOPPED, ids=ids(STOPPED))
def test_a_sentence_that_no_rule_holds_is_shown_with_the_words_that_stopped_it(variant: Variant) -> None:
    conditions, findings = compile_variant(variant.layout, variant.text)
    assert conditions.conditions[0].rule == Uncompiled(text=variant.text)
    assert [one.rule for one in findings] == ["condition-unreadable"]
    assert f"读到“{variant.stop}" in findings[0].message.zh
    verdict = check_eligibility(conditions, Application(level=conditions.level), DAY)
    assert verdict.status == "undecided"
    assert variant.text in verdict.missing[0].messages[0].zh


@pytest.mark.parametrize("variant", READ, ids=ids(READ))
def test_a_rule_that_needs_nobody_is_just_met_and_just_missed(variant: Variant) -> None:
    conditions, _ = compile_variant(variant.layout, variant.text)
    application = make_example(conditions, 0, DAY)
    if application is None:
        assert "国家" in variant.text or "专业对应关系" in variant.text
        return
    assert check_eligibility(conditions, application, DAY).status == "admitted"
    before = check_eligibility(conditions, application, DAY - datetime.timedelta(days=1))
    assert (before.status, before.earliest) == ("refused", DAY)
    assert check_eligibility(conditions, Application(level=conditions.level), DAY).status != "admitted"


def test_at_least_sixty_wordings_are_tried_in_every_layout() -> None:
    assert len(VARIANTS) >= 60
    assert {one.layout for one in READ} == {one.layout for one in STOPPED} == set(LEVELS)
