"""Papers and the proof that they conform, as values.

In: built by ``assemble_forms`` and ``check_conformity``. Out: frozen structs; a form carries the very version of every
question, so that a mark can name it. Follows: a paper prints single choice, multiple choice, true-false, in that order.
"""

import hashlib
from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.findings import Message
from liangcai.items.model import Item, ItemType

Scope = Literal["area", "leaf", "type", "cell", "band", "total"]


class FormQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it stands on a paper: its number over the whole paper, its points, its leaf and area."""

    number: int
    item: Item
    points: Decimal
    leaf: str
    area: str


class FormSection(msgspec.Struct, frozen=True, kw_only=True):
    """The questions of one type under their printed heading."""

    type: ItemType
    heading: Message
    questions: tuple[FormQuestion, ...]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A paper: id A, B and so on, under the hash of the blueprint that it meets."""

    id: str
    blueprint_sha256: str
    sections: tuple[FormSection, ...]

    @property
    def questions(self) -> tuple[FormQuestion, ...]:
        """All questions in the order of the paper."""
        return tuple(question for section in self.sections for question in section.questions)


class ConformityRow(msgspec.Struct, frozen=True, kw_only=True):
    """One thing counted: what the blueprint wants and what the paper has."""

    scope: Scope
    key: str
    wanted: int
    got: int

    @property
    def met(self) -> bool:
        """Whether the paper has exactly what is wanted."""
        return self.wanted == self.got


class FormConformity(msgspec.Struct, frozen=True, kw_only=True):
    """The account of one paper against the blueprint; ``difficulty`` is the mean share expected to answer rightly.

    ``information`` is Rasch information at the ability of the rules, ``importance`` counts X, Y and Z, ``seconds`` is
    the time expected, of ``seconds_allowed`` (0 for no limit). ``clashes`` counts pairs of enemies, ``split_sets`` sets
    of which questions are missing, ``worn`` questions that stood on too many papers.
    """

    form_id: str
    form_sha256: str
    rows: tuple[ConformityRow, ...]
    points: Decimal
    points_wanted: Decimal
    repeated: int
    misplaced: int
    requirements: int
    difficulty: float
    information: float = 0.0
    seconds: int = 0
    seconds_allowed: int = 0
    importance: tuple[int, int, int] = (0, 0, 0)
    importance_met: bool = True
    clashes: int = 0
    split_sets: int = 0
    worn: int = 0

    @property
    def in_time(self) -> bool:
        """Whether the time expected is within what is allowed."""
        return not self.seconds_allowed or self.seconds <= self.seconds_allowed

    @property
    def conforms(self) -> bool:
        """Whether every row is met, the points add up, no question stands where it may not, and the rules are kept."""
        whole = self.points == self.points_wanted and not self.repeated and not self.misplaced
        kept = self.importance_met and self.in_time and not (self.clashes or self.split_sets or self.worn)
        return whole and kept and all(row.met for row in self.rows)


class ConformityReport(msgspec.Struct, frozen=True, kw_only=True):
    """The account of a set of papers: what made them, each against the blueprint, and against each other.

    ``common`` questions may stand on every paper; ``difficulty_gap`` is the widest difference of two means, or, where
    the rules state a target, of a mean from it; ``information_gap`` the same as a share.
    """

    standard_id: str
    level: str
    direction: str | None
    blueprint_sha256: str
    bank_sha256: str
    seed: int
    forms: tuple[FormConformity, ...]
    overlap: int
    difficulty_gap: float
    tolerance: float
    rules_id: str = "plain"
    common: int = 0
    strays: int = 0
    information_gap: float = 0.0
    information_tolerance: float = 0.001

    @property
    def conforms(self) -> bool:
        """Whether every paper conforms and no question stands in two of them but the common ones, which stand in all;
        the gaps are stated, not a condition."""
        return self.overlap == self.common and not self.strays and all(form.conforms for form in self.forms)

    @property
    def parallel(self) -> bool:
        """Whether the papers are as alike as the rules want."""
        return self.difficulty_gap <= self.tolerance and self.information_gap <= self.information_tolerance


class FormSet(msgspec.Struct, frozen=True, kw_only=True):
    """Parallel papers with their proof."""

    forms: tuple[Form, ...]
    report: ConformityReport


def hash_form(form: Form) -> str:
    """The SHA-256, in hex, of the paper's JSON, keys included.

    With it and the seed of a candidate the order in which options stand on the paper can be reckoned back, and an
    author may well have written them in the right one: it stays on the server.
    """
    return hashlib.sha256(msgspec.json.encode(form)).hexdigest()


def name_paper(form_sha256: str) -> str:
    """The name of a paper for whoever sits it: one paper, one name, and no way back to its hash."""
    return hashlib.sha256(f"liangcai paper 1\n{form_sha256}".encode()).hexdigest()
