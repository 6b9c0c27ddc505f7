"""What facts say of marks by people: who marks, what was dealt, each mark, exemplars, recusals, boards.

In: nothing. Out: the shapes that services write and fold. Follows: a mark names the response by its hash and its place
in the journal, the version of the question whose rubric was used, the marker and the rule pack.
"""

from decimal import Decimal
from typing import Literal

from liangcai.marking.sheet import SheetKind
from liangcai_web.services.payloads.base import Payload

ExemplarUse = Literal["calibration", "control"]


class MarkersAppointed(Payload, frozen=True, kw_only=True):
    """``markers_appointed``: the accounts that mark the written answers of a batch from now on."""

    markers: tuple[str, ...]


class ScriptDealt(Payload, frozen=True, kw_only=True):
    """``script_dealt``: an answer under a random code, and who marks it: two, and a third in reserve."""

    code: str
    key: str
    item_sha256: str
    response_sha256: str
    position: int
    markers: tuple[str, ...]


class TextMarked(Payload, frozen=True, kw_only=True):
    """``text_marked``: what the actor gives for each criterion; ``position`` is that of the answer in the journal."""

    code: str
    key: str
    item_sha256: str
    response_sha256: str
    position: int
    marker: str
    criteria: tuple[Decimal, ...]
    points: Decimal
    pack_id: str
    remark: str = ""


class ExemplarAgreed(Payload, frozen=True, kw_only=True):
    """``exemplar_agreed``: two people agree on what an answer earns; it calibrates markers or controls them unseen."""

    code: str
    key: str
    item_sha256: str
    response: str
    criteria: tuple[Decimal, ...]
    use: ExemplarUse


class ExemplarMarked(Payload, frozen=True, kw_only=True):
    """``exemplar_marked``: what the actor gives for an exemplar."""

    code: str
    key: str
    marker: str
    criteria: tuple[Decimal, ...]
    points: Decimal
    pack_id: str


class RecusalDeclared(Payload, frozen=True, kw_only=True):
    """``recusal_declared``: the actor stands aside for a candidate, and why."""

    account: str
    reason: str


class MemberReplaced(Payload, frozen=True, kw_only=True):
    """``member_replaced``: on the panel or board of one candidate somebody takes another's place."""

    part: SheetKind
    left: str
    came: str
    reason: str


class ReviewPrepared(Payload, frozen=True, kw_only=True):
    """``review_prepared``: two people set the form of a review and its list of questions, kept sealed as a document."""

    form: str
    pack_id: str
    sha256: str
    questions: int


class PhaseStarted(Payload, frozen=True, kw_only=True):
    """``phase_started``: a member of the board starts a phase of a candidate's review, counted from 1."""

    phase: int
