"""How long what is kept, by which rule: each kind of data has one, and its last day is its last day."""

import datetime

import msgspec
import pytest

import liangcai_reference
from liangcai.retention.pack import RetentionPack, read_pack
from liangcai.retention.term import add_months, list_terms, set_term

TEXT = liangcai_reference.read_text("rulepacks/retention.toml")
DAY = datetime.date


def bundled() -> RetentionPack:
    pack = read_pack(TEXT).value
    assert pack is not None
    return pack


def test_every_kind_of_data_has_one_rule_with_its_purpose_and_source() -> None:
    for rule in bundled().rules:
        for words in (rule.what, rule.why, rule.source):
            assert words.zh and words.en
    assert (bundled().paper_years, bundled().electronic_years) == (3, 5)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('data = "draft"', 'data = "list"'),
        ("months = 3\n", ""),
        ('after = "never"', 'after = "never"\nmonths = 1'),
        ("paper_years = 3", "paper_years = 0"),
        ('data = "draft"', 'data = "shoe size"'),
    ],
)
def test_a_pack_that_leaves_a_kind_or_an_end_out_is_refused(before: str, after: str) -> None:
    refused = read_pack(TEXT.replace(before, after, 1))
    assert refused.value is None
    assert refused.findings[0].rule == "retention.pack"


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (DAY(2026, 1, 31), 1, DAY(2026, 2, 28)),
        (DAY(2024, 1, 31), 1, DAY(2024, 2, 29)),
        (DAY(2024, 2, 29), 12, DAY(2025, 2, 28)),
        (DAY(2026, 11, 21), 60, DAY(2031, 11, 21)),
        (DAY(2026, 12, 1), 1, DAY(2027, 1, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(day: DAY, months: int, wanted: DAY) -> None:
    assert add_months(day, months) == wanted


def test_the_last_day_is_kept_and_the_day_after_is_due() -> None:
    rule = bundled().rule("evidence")
    assert not set_term(rule, DAY(2026, 1, 5), DAY(2029, 1, 5)).due
    assert set_term(rule, DAY(2026, 1, 5), DAY(2029, 1, 6)).due


def test_a_term_that_has_not_begun_or_never_ends_is_never_due() -> None:
    pack = bundled()
    assert set_term(pack.rule("certificate"), None, DAY(2999, 1, 1)).until is None
    assert not set_term(pack.rule("facts"), DAY(2000, 1, 1), DAY(2999, 1, 1)).due


def test_what_is_held_has_its_terms_in_the_order_of_the_pack() -> None:
    held = {"name": {"decided": DAY(2020, 1, 1)}, "draft": {"kept": DAY(2026, 11, 1)}}
    terms = list_terms(bundled(), held, DAY(2026, 11, 21))  # type: ignore[arg-type]
    assert [(term.rule.data, term.due) for term in terms] == [("draft", False), ("name", True)]
    assert msgspec.json.encode(terms[0].rule)
