"""A warning about a question.

In: the rule, the question, the words. Out: a finding that names the question. Follows: nothing but the form.
"""

from liangcai.findings import Finding, Message, Severity
from liangcai.items.model import Item


def warn(rule: str, item: Item | None, zh: str, en: str) -> Finding:
    """A warning; its clause is the requirement that the question tests, "" where it is about the whole bank."""
    return Finding(
        rule=f"items.{rule}",
        severity=Severity.WARNING,
        message=Message(zh=zh, en=en),
        clause=item.requirement[1:] if item else "",
    )
