"""A question and a bank of questions, as values.

In: built by ``read_items``. Out: frozen structs, their lasting names and content hashes.
Follows: the requirements of chapters 2 and 3.1 that each question tests; the house rule on identity.
"""

import hashlib
from typing import Literal

import msgspec

from liangcai.blueprint.model import QuestionType
from liangcai.items.content import Blank, Criterion, Drawn, Media
from liangcai.standard.model import NO_TABLE

ItemType = QuestionType
Importance = Literal["X", "Y", "Z"]
LETTERS = "ABCDEFGH"
TRUE, FALSE = "T", "F"


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A question: what its author says of it. What sittings say of it stands in ``ItemRecord``.

    ``requirement`` is K (level's table) or B (basic) with its number, ``also`` further ones; ``element`` is the point
    of the element list, "" for the requirement itself; ``importance`` is X core, Y general, Z auxiliary.
    ``options`` go A, B, C; ``targets`` are what a matching question matches them to. ``key`` is one letter (single),
    letters in order (multiple), T or F, the right order of the options (order), the target of each option (match).
    ``blanks`` are the gaps of fill and calculation, ``values`` what is drawn for a candidate; ``answer`` and
    ``rubric`` serve who marks short, essay and case by hand; ``parts`` are the questions of a case.
    ``difficulty`` is the share of trained candidates expected to answer rightly, 0 to 1; ``seconds`` the time
    expected, 0 for the type's own. ``enemies`` are questions never on the same paper, ``set`` one always together.
    ``table`` names the work table where a level has several, as in requirement ids.
    """

    id: str
    requirement: str
    type: ItemType
    stem: str
    options: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    key: str = ""
    blanks: tuple[Blank, ...] = ()
    values: tuple[Drawn, ...] = ()
    answer: str = ""
    rubric: tuple[Criterion, ...] = ()
    parts: tuple["Item", ...] = ()
    media: tuple[Media, ...] = ()
    difficulty: float
    rationale: str
    note: str = ""
    source: str = ""
    table: str = NO_TABLE
    also: tuple[str, ...] = ()
    element: str = ""
    importance: Importance = "X"
    seconds: int = 0
    enemies: tuple[str, ...] = ()
    set: str = ""

    @property
    def choices(self) -> str:
        """The letters that an answer may use."""
        if self.type == "truefalse":
            return TRUE + FALSE
        return LETTERS[: len(self.targets if self.type == "match" else self.options)]


class Bank(msgspec.Struct, frozen=True, kw_only=True):
    """Questions for one level of one edition of an occupation; ``sha256`` is over the items, in whatever order read."""

    occupation: str
    edition: str
    level: str
    items: tuple[Item, ...]
    sha256: str

    def item(self, item_id: str) -> Item | None:
        """The question of that id, or None."""
        return next((item for item in self.items if item.id == item_id), None)


def build_bank(occupation: str, edition: str, level: str, items: tuple[Item, ...]) -> Bank:
    """A bank with its content hash; the same items in another order give the same hash."""
    content = "\n".join(sorted(f"{item.id} {hash_item(item)}" for item in items))
    return Bank(
        occupation=occupation,
        edition=edition,
        level=level,
        items=items,
        sha256=hashlib.sha256(f"{occupation}@{edition}/{level}\n{content}".encode()).hexdigest(),
    )


def hash_item(item: Item) -> str:
    """The SHA-256, in hex, of an item's content: its version. A mended key is another version of the same item."""
    return hashlib.sha256(msgspec.json.encode(item)).hexdigest()


def item_identity(standard: str, level: str, item_id: str) -> str:
    """The lasting name of an item: ``code@edition/level/items/id``."""
    return f"{standard}/{level}/items/{item_id}"


def is_under(requirement: str, leaf: str) -> bool:
    """Whether a requirement such as K1.1.2 belongs to a leaf such as K1.1."""
    return requirement == leaf or requirement.startswith(f"{leaf}.")
