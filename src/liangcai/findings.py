"""What is wrong, where, under which clause, and how to mend it; and why a decision was taken.

In: nothing. Out: the values every stage returns beside its result. Follows: the house grammar, "two kinds of wrong":
a finding for whatever a person can cause, an exception only for a broken program or machine.
"""

import enum
from typing import Generic, TypeVar

import msgspec

Value = TypeVar("Value", covariant=True)


class Span(msgspec.Struct, frozen=True, array_like=True):
    """A run of characters in a source: one-based, written ``[line, column, end line, end column]``, end included."""

    line: int
    column: int
    end_line: int
    end_column: int


class Severity(enum.StrEnum):
    """How much a finding weighs: an error breaks what follows, a warning needs a look, an info is only said."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Message(msgspec.Struct, frozen=True):
    """One sentence for people, in Chinese and in English."""

    zh: str
    en: str


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong: which rule says so, where it stands, under which clause, and how to mend it.

    ``line`` counts in the text of the document; where that text was taken out of another form, ``place`` says where in
    the user's own file the line came from, such as ``p. 3, table 2 row 4``, or the id of the question that it is about.
    """

    rule: str
    severity: Severity
    message: Message
    remedy: Message | None = None
    document: str = ""
    line: int = 0
    place: str = ""
    spans: tuple[Span, ...] = ()
    clause: str = ""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One ground of a decision: the clause that applies, whether it is met, and a sentence."""

    clause: str
    met: bool
    message: Message
    line: int = 0


class Result(msgspec.Struct, Generic[Value], frozen=True):
    """What a stage returns: the value as far as it could be made, and the findings met on the way."""

    value: Value
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing among the findings is an error."""
        return not has_errors(self.findings)


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether any of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
