"""What a lint rule is, and what it looks at.

In: nothing. Out: ``Rule``, ``Fault``, ``Subject``, ``References``. Follows: the house grammar: plural things are
literal tuples of small same-shaped values; each rule owns one accepted and one refused example, which the tests run.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec

from liangcai.catalogue.model import Catalogue, Notice
from liangcai.findings import Message, Severity, Span
from liangcai.standard.linting.profile import Profile
from liangcai.standard.model import Kind, Passage, Placed, Standard

Need = Literal["source", "catalogue", "notice"]


class References(msgspec.Struct, frozen=True, kw_only=True):
    """What a standard is held against beside itself; rules that need what is not given are silent."""

    catalogue: Catalogue | None = None
    notice: Notice | None = None


class Subject(msgspec.Struct, frozen=True):
    """A standard under lint, with the lines of its source and what it is held against, where they are at hand."""

    standard: Standard
    lines: tuple[str, ...] = ()
    references: References = References()

    def printed(self, placed: Placed) -> str:
        """What stands in the source where an element begins; blank without the source."""
        if not (placed.spans and self.lines):
            return ""
        span = placed.spans[0]
        return self.lines[span.line - 1][span.column - 1 :] if span.line <= len(self.lines) else ""

    def line_of(self, passage: Passage, words: str) -> int:
        """The line of a passage that holds the words: from the source, or else from the places of its paragraphs."""
        wanted = squeeze(words)
        for span in passage.spans:
            if span.line <= len(self.lines) and wanted in squeeze(self.lines[span.line - 1]):
                return span.line
        return next((line for line, text in paragraphs(passage) if wanted in squeeze(text)), passage.line)


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found; the rule adds its id and severity."""

    message: Message
    line: int = 0
    spans: tuple[Span, ...] = ()
    clause: str = ""
    remedy: Message | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule: what it wants, and one accepted and one refused text for a slot of the example standard of a kind.

    ``profiles`` are the layouts that it is for, none means all; without what it ``needs`` it is silent.
    """

    id: str
    severity: Severity
    title: Message
    slot: str
    good: str
    bad: str
    check: Callable[[Subject], Iterator[Fault]]
    kind: Kind = "technical"
    profiles: tuple[Profile, ...] = ()
    needs: Need | None = None

    def suits(self, profile: Profile) -> bool:
        """Whether the rule is for a layout."""
        return not self.profiles or profile in self.profiles


def squeeze(text: str) -> str:
    """A text without any blanks."""
    return re.sub(r"\s", "", text)


def paragraphs(passage: Passage) -> tuple[tuple[int, str], ...]:
    """The paragraphs of a passage with their lines; the first line of all where their places cannot be told apart."""
    texts = passage.text.split("\n") if passage.text else []
    places = [span.line for span in passage.spans[len(passage.spans) - len(texts) :]]
    distinct = len(passage.spans) - len(texts) in (0, 1)
    return tuple((places[i] if distinct else passage.line, text) for i, text in enumerate(texts))


def fault_at(places: Iterable[Placed], clause: str, zh: str, en: str, remedy: Message | None = None) -> Fault:
    """A fault that stands where the elements stand; its line is that of the first."""
    found = tuple(places)
    spans = tuple(span for placed in found for span in placed.spans)
    line = found[0].line if found else 0
    return Fault(message=Message(zh, en), line=line, spans=spans, clause=clause, remedy=remedy)
