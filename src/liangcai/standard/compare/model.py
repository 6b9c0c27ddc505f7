"""The differences between two editions of a standard as values.

In: built by ``compare_standards``. Out: frozen structs whose JSON is that of ``liangcai standard compare``.
Follows: chapters 1 to 5 of a published standard. Every change names the clause, the line and the number on both sides,
so that either source can be opened at the place.
"""

from collections import Counter
from typing import Literal, get_args

import msgspec

from liangcai.standard.model import NO_TABLE, Kind

How = Literal["added", "removed", "moved", "renumbered", "reworded", "reweighted", "changed"]
HOWS: tuple[How, ...] = ("added", "removed", "moved", "reworded", "renumbered", "reweighted", "changed")
Subject = Literal[
    "passage",
    "level",
    "condition",
    "note",
    "mark",
    "part",
    "basic",
    "function",
    "task",
    "skill",
    "knowledge",
    "weight",
    "glossary",
]
Field = Literal[
    "text",
    "printed_name",
    "hours",
    "directions",
    "full_mark",
    "pass_mark",
    "minutes",
    "ratio",
    "at_least",
    "per",
    "odd",
    "percent",
]

FIELDS: tuple[Field, ...] = get_args(Field)
CHAPTERS: dict[Subject, str] = {
    "passage": "1",
    "level": "1",
    "condition": "1",
    "note": "1",
    "mark": "1",
    "part": "1",
    "basic": "2",
    "function": "3",
    "task": "3",
    "skill": "3",
    "knowledge": "3",
    "weight": "4",
    "glossary": "5",
}


class Run(msgspec.Struct, frozen=True):
    """A run of words in both documents: alike, or the old words and the new that replace them (either may be blank)."""

    alike: bool
    old: str
    new: str


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in one document: ``text`` is the sentence, name or value, ``above`` the names that it stands under.

    ``clause`` opens the source: a section, or S, K, B with the number of a requirement; ``line`` is 0 when unknown.
    """

    clause: str
    line: int
    number: str
    text: str
    level: str = ""
    table: str = NO_TABLE
    direction: str | None = None
    above: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: of what (``subject`` and ``field``), how, and both sides, one of them None for added or removed.

    ``similarity`` says how alike the words of both sides are, in percent; None where there is one side, or a value.
    """

    chapter: str
    subject: Subject
    how: tuple[How, ...]
    field: Field = "text"
    old: Side | None = None
    new: Side | None = None
    similarity: int | None = None
    runs: tuple[Run, ...] = ()

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that there are, the old one first."""
        return tuple(side for side in (self.old, self.new) if side)


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """Which document was compared; ``full_mark`` turns weights into points."""

    code: str
    name: str
    edition: str
    kind: Kind
    sha256: str
    full_mark: int | None = None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs, in the order of the chapters."""

    old: Heading
    new: Heading
    changes: tuple[Change, ...] = ()

    @property
    def same_occupation(self) -> bool:
        """Whether both are editions of one occupation, by code or, where codes were changed, by name."""
        return self.old.code == self.new.code or self.old.name == self.new.name

    def count(self) -> tuple[tuple[How, int], ...]:
        """How many changes of each kind; a change that is both moved and reworded counts for both."""
        found = Counter(how for change in self.changes for how in change.how)
        return tuple((how, found[how]) for how in HOWS)


def make_change(subject: Subject, field: Field, old: Side | None, new: Side | None, how: How = "changed") -> Change:
    """A change of a value; one with a single side is added or removed."""
    said: How = how if old and new else "added" if new else "removed"
    return Change(chapter=CHAPTERS[subject], subject=subject, how=(said,), field=field, old=old, new=new)
