"""Look over a standard for slips: numbers, sums, references, headings, wording.

In: a standard, and its source where it is at hand. Out: findings in document order. Follows: the rules of ``linting``,
which were inferred from published standards; a rule never changes the model, and reading depends on none.
"""

from liangcai.findings import Finding
from liangcai.standard.linting import (
    conditions,
    headings,
    levels,
    notes,
    numbering,
    staff,
    terms,
    weights,
    wording,
)
from liangcai.standard.linting.rule import Fault, Rule, Subject
from liangcai.standard.model import Standard

RULES: tuple[Rule, ...] = (
    *numbering.RULES,
    *headings.RULES,
    *levels.RULES,
    *weights.RULES,
    *wording.RULES,
    *conditions.RULES,
    *notes.RULES,
    *staff.RULES,
    *terms.RULES,
)


def lint_standard(standard: Standard, name: str = "", *, source_text: str | None = None) -> tuple[Finding, ...]:
    """Every finding on a standard, by line; rules about printed numbers of rows and lists need the source text."""
    lines = source_text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if source_text else []
    subject = Subject(standard, tuple(lines))
    found = [make_finding(rule, fault, name) for rule in RULES for fault in rule.check(subject)]
    return tuple(sorted(found, key=lambda finding: finding.line))


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
