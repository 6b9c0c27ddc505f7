"""Each lint rule accepts its good example and refuses its bad one; the page of rules says the same."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcai.findings import Finding
from liangcai.standard.lint import RULES, lint_standard
from liangcai.standard.linting.describe import describe_rules
from liangcai.standard.linting.example import EXAMPLE_REFERENCES, EXAMPLES, render_example, render_rule
from liangcai.standard.linting.rule import Rule
from liangcai.standard.model import Kind
from liangcai.standard.read import read_standard

DOCS = Path(__file__).parents[3] / "docs/lint-rules.md"
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


def lint_text(text: str) -> tuple[Finding, ...]:
    """The findings of lint on a text that is a standard."""
    standard = read_standard(text, "example.txt").value
    assert standard is not None
    return lint_standard(standard, "example.txt", source_text=text, references=EXAMPLE_REFERENCES)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_standards_read_whole_and_have_no_slip(kind: Kind) -> None:
    text = render_example(kind)
    assert not read_standard(text, "example.txt").findings
    assert not lint_text(text)


@EACH_RULE
def test_a_rule_accepts_its_good_example_and_so_do_all_others(rule: Rule) -> None:
    assert not lint_text(render_rule(rule, good=True))


@EACH_RULE
def test_a_rule_refuses_its_bad_example_with_place_and_two_languages(rule: Rule) -> None:
    text = render_rule(rule, good=False)
    found = [finding for finding in lint_text(text) if finding.rule == rule.id]
    assert found
    for finding in found:
        assert 1 <= finding.line <= len(text.split("\n"))
        assert finding.spans
        assert finding.clause
        assert finding.severity is rule.severity
        assert finding.document == "example.txt"
        assert finding.message.zh.endswith("。")
        assert finding.message.en.endswith(".")


@EACH_RULE
def test_a_bad_example_differs_from_the_good_one_only_as_far_as_needed(rule: Rule) -> None:
    good, bad = render_rule(rule, good=True), render_rule(rule, good=False)
    assert good != bad
    assert "{" not in good + bad


def test_ids_are_unique_and_the_page_of_rules_is_up_to_date() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    page = DOCS.read_text(encoding="utf-8")
    assert all(f"\n## {rule.id}\n" in page for rule in RULES)
    assert page == describe_rules(RULES)
    assert len(RULES) >= 45


@given(st.sampled_from(tuple(EXAMPLES)), st.sets(st.integers(0, 200), max_size=60))
def test_a_standard_with_lines_missing_is_linted_without_a_crash(kind: Kind, lost: set[int]) -> None:
    text = "\n".join(line for i, line in enumerate(render_example(kind).split("\n")) if i not in lost)
    if read_standard(text, "example.txt").value is not None:
        for finding in lint_text(text):
            assert finding.line <= text.count("\n") + 1
