"""Findings of this room, placed on a page.

In: a page, an entry or an offset, a sentence. Out: ``Finding``. Follows: the house rule that a finding knows its line.
"""

from liangcai.catalogue.entries import Entry
from liangcai.catalogue.page import Page
from liangcai.findings import Finding, Message, Severity


def place_finding(
    page: Page, entry: Entry, name: str, rule: str, severity: Severity, message: Message, clause: str
) -> Finding:
    """A finding about an entry."""
    return Finding(
        rule=f"notice.{rule}",
        severity=severity,
        message=message,
        document=name,
        line=page.line(entry.start),
        spans=(page.span(entry.start, entry.end),),
        clause=clause,
    )
