"""What the facts say of marks after the first ones: versions, changes, postings, petitions, misconduct.

In: nothing. Out: the shapes that services write and fold, schema version 1. Follows: the first mark stays; every change
is another fact that names the one it stands for, the reason, and what caused it.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from liangcai.award.decide import Decision, VoidPart
from liangcai.findings import Reason
from liangcai.marking.version import MarkingVersion
from liangcai.standard.model import PartKind
from liangcai_web.services.payloads.base import Payload


class MarkingProposed(Payload, frozen=True, kw_only=True):
    """``marking_proposed``: how papers would be marked from now on, and why; nothing is published by it."""

    version: MarkingVersion
    forms_sha256: str
    pack_id: str
    reason: str


class MarkingMadeLive(Payload, frozen=True, kw_only=True):
    """``marking_made_live``: the version proposed by that fact counts; how many papers, marks and decisions changed."""

    number: int
    proposed: str
    papers: int
    changed: int
    verdicts: int


class MarkChanged(Payload, frozen=True, kw_only=True):
    """``mark_changed``: a part's mark from now on, what it was, and why; ``replaces`` is the hash of the mark before.

    ``cause`` says whether a marking version or a score review changed it, ``by`` which one.
    """

    kind: PartKind
    points: Decimal
    before: Decimal
    full: Decimal
    reason: str
    cause: Literal["version", "review"]
    by: str
    replaces: str
    pack_id: str
    version: int = 1
    form_sha256: str = ""
    areas: tuple[tuple[str, Decimal, Decimal], ...] = ()
    reasons: tuple[Reason, ...] = ()


class AwardChanged(Payload, frozen=True, kw_only=True):
    """``award_changed``: the decision from now on, why, and the hash of the one that it stands for."""

    decision: Decision
    reason: str
    replaces: str


class ResultsPosted(Payload, frozen=True, kw_only=True):
    """``results_posted``: the list with this hash was posted, up to and including a day, under which rule pack."""

    day: date
    until: date
    passed: int
    sha256: str
    pack_id: str


class PetitionFiled(Payload, frozen=True, kw_only=True):
    """``petition_filed``: somebody objects, asks for a review, speaks or appeals; the hash of their words."""

    petition: str
    kind: str
    part: str
    sha256: str


class PetitionSettled(Payload, frozen=True, kw_only=True):
    """``petition_settled``: two people settled it; ``evidence`` is the hash of the bundle that they had before them."""

    petition: str
    kind: str
    outcome: Literal["upheld", "changed", "dismissed"]
    reason: str
    evidence: str = ""


class IrregularityWithdrawn(Payload, frozen=True, kw_only=True):
    """``irregularity_withdrawn``: what was noted by the fact with that hash was noted in error; why."""

    noted: str
    reason: str


class MisconductOpened(Payload, frozen=True, kw_only=True):
    """``misconduct_opened``: what a candidate is told: rule, part, evidence, until when to speak."""

    case: str
    code: str
    weight: str
    part: PartKind
    evidence: str
    noted: tuple[str, ...]
    hearing_until: date
    pack_id: str


class MisconductHeard(Payload, frozen=True, kw_only=True):
    """``misconduct_heard``: the candidate spoke, by themselves or to the office; the hash of the words."""

    case: str
    sha256: str


class MisconductDecided(Payload, frozen=True, kw_only=True):
    """``misconduct_decided``: the measure with its reason, which parts are void, the bar, the term of appeal."""

    case: str
    measure: str
    reason: str
    void: tuple[VoidPart, ...]
    barred_until: date | None
    appeal_until: date
    pack_id: str


class MisconductLifted(Payload, frozen=True, kw_only=True):
    """``misconduct_lifted``: on appeal the measure is taken back, and the marks count again."""

    case: str
    petition: str
    reason: str
