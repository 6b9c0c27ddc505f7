"""Look over a standard for slips: numbers, sums, references, headings, wording.

In: a standard; its source, a catalogue, a notice where they are at hand. Out: findings in document order. Follows: the
rules of ``linting``, which were inferred from published standards; a rule never changes the model, and reading depends
on none. What reading has said is not said again.
"""

from liangcai.findings import Finding
from liangcai.standard.linting import (
    codes,
    conditions,
    headings,
    layout,
    levels,
    notes,
    numbering,
    repeats,
    scope,
    staff,
    terms,
    weights,
    wording,
)
from liangcai.standard.linting.profile import Profile, detect_profile
from liangcai.standard.linting.rule import Fault, References, Rule, Subject
from liangcai.standard.model import Standard

GROUPS = ("numbering", "headings", "code", "levels", "weights", "wording", "conditions", "notes", "staff", "terms")
MODULES = (
    numbering,
    headings,
    layout,
    codes,
    levels,
    scope,
    weights,
    wording,
    repeats,
    conditions,
    notes,
    staff,
    terms,
)
RULES: tuple[Rule, ...] = tuple(
    rule for group in GROUPS for module in MODULES for rule in module.RULES if rule.id.startswith(f"{group}.")
)
# Reading looks at every column itself, because a wrong sum may mean a lost cell; lint then has nothing to add.
SAID_BY_READING = {"weights.sum": "read.weights-sum"}


def lint_standard(
    standard: Standard,
    name: str = "",
    *,
    source_text: str | None = None,
    profile: Profile | None = None,
    references: References = References(),  # noqa: B008 - it is frozen
    said: tuple[Finding, ...] = (),
) -> tuple[Finding, ...]:
    """Every finding on a standard, by line.

    Rules about printed numbers of rows and lists need the source text; the profile is detected where none is given;
    what ``said``, the findings of reading, holds is left out.
    """
    lines = source_text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if source_text else []
    subject = Subject(standard, tuple(lines), references)
    rules = choose_rules(profile or detect_profile(standard))
    found = [make_finding(rule, fault, name) for rule in rules for fault in rule.check(subject)]
    fresh = [finding for finding in found if not is_said(finding, said)]
    return tuple(sorted(fresh, key=lambda finding: finding.line))


def choose_rules(profile: Profile) -> tuple[Rule, ...]:
    """The rules for a layout."""
    return tuple(rule for rule in RULES if rule.suits(profile))


def is_said(finding: Finding, said: tuple[Finding, ...]) -> bool:
    """Whether reading has said the same of the same clause; it then has said it of every place there."""
    twin = SAID_BY_READING.get(finding.rule)
    return any(other.rule == twin and other.clause == finding.clause for other in said) if twin else False


def make_finding(rule: Rule, fault: Fault, name: str) -> Finding:
    """A fault as a finding of its rule."""
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=fault.message,
        remedy=fault.remedy,
        document=name,
        line=fault.line,
        spans=fault.spans,
        clause=fault.clause,
    )
