"""How this stage says that something stops it.

In: a rule, two sentences, a clause, a line. Out: an error finding. Follows: the house rule on findings.
"""

from liangcai.findings import Finding, Message, Severity


def refuse(rule: str, zh: str, en: str, clause: str, line: int = 0, remedy: Message | None = None) -> Finding:
    """An error of this stage under ``blueprint.<rule>``."""
    return Finding(
        rule=f"blueprint.{rule}",
        severity=Severity.ERROR,
        message=Message(zh=zh, en=en),
        clause=clause,
        line=line,
        remedy=remedy,
    )
