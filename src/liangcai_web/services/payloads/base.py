"""What each kind of fact says: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: a judgement names the versions that made it.
Facts hold random ids of people, never their names or numbers.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.award.decide import Decision
from liangcai.findings import Reason
from liangcai.marking.panel import PanelMark
from liangcai.marking.sheet import FixedRow, RowScore, VetoSeen
from liangcai.standard.model import PartKind


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a fact."""


class DocumentKept(Payload, frozen=True, kw_only=True):
    """A document was adopted or made: ``standard_adopted``, ``bank_adopted``, ``blueprint_derived`` …"""

    sha256: str
    name: str
    kind: str
    from_sha256: tuple[str, ...] = ()


class BatchOpened(Payload, frozen=True, kw_only=True):
    """``batch_opened``: which standard, level and direction, the seed that draws the papers, the days of applying."""

    title: str
    standard_sha256: str
    level: str
    direction: str | None
    seed: int
    apply_until: date | None = None
    cut_off: date | None = None


class PartKept(Payload, frozen=True, kw_only=True):
    """``theory_kept``, ``skill_kept``, ``review_kept``: a part that a candidate has passed before and keeps."""

    kind: PartKind
    points: Decimal
    passed_on: date
    until: date


class CandidateSeated(Payload, frozen=True, kw_only=True):
    """``candidate_seated``, ``candidate_reseated``: ticket, session, seat, form and panel of a candidate.

    ``room`` names the theory session, blank where that part is kept; it begins at ``starts_at``.
    """

    person: str
    ticket_number: str
    room: str
    seat: int
    form: str
    panel: int
    starts_at: datetime | None = None


class PapersSealed(Payload, frozen=True, kw_only=True):
    """``papers_sealed``, ``shares_dealt``: which accounts hold a share of the key, by number."""

    holders: tuple[int | None, ...]


class OpeningTimeSet(Payload, frozen=True, kw_only=True):
    """``opening_time_set``: from when one officer may open the papers with the server's clock; None takes it back."""

    opens_at: datetime | None


class SittingOpened(Payload, frozen=True, kw_only=True):
    """``sitting_opened``: the papers were unsealed, by two people at once, or at the time that two had set.

    ``rooms_start``: each room waits for its start.
    """

    forms_sha256: str
    rooms_start: bool = False
    how: Literal["together", "time"] = "together"


class RoomDutyChanged(Payload, frozen=True, kw_only=True):
    """``duty_given``, ``duty_ended``: an account, by its row, watches a room from now on, or no longer."""

    room: str
    account: int


class RoomStarted(Payload, frozen=True, kw_only=True):
    """``room_started``: candidates of a room may begin; entering late and leaving early count from here."""

    room: str


class RoomEnded(Payload, frozen=True, kw_only=True):
    """``room_ended``: whoever still worked was closed; the last event of the journal at that moment."""

    room: str
    reason: str
    closed: int
    position: int
    hash: str


class RoomRecordSigned(Payload, frozen=True, kw_only=True):
    """``room_record_signed``: the actor signs the record of a room, named by the hash of its content."""

    room: str
    sha256: str


class IdentityChecked(Payload, frozen=True, kw_only=True):
    """``identity_checked``: the actor compared person and document; a refusal has its reason."""

    passed: bool
    reason: str = ""


class ClockPaused(Payload, frozen=True, kw_only=True):
    """``clock_paused``: the clocks of these attempts stand still, for a seat or a room."""

    pause: str
    scope: str
    room: str
    attempts: tuple[str, ...]
    reason: str


class ClockResumed(Payload, frozen=True, kw_only=True):
    """``clock_resumed``: the clocks of these attempts run again."""

    scope: str
    room: str
    attempts: tuple[str, ...]


class TimeGranted(Payload, frozen=True, kw_only=True):
    """``time_granted``: seconds for one seat, a room or the whole sitting, under which rule pack."""

    grant: str
    scope: str
    room: str
    seconds: int
    reason: str
    attempts: tuple[str, ...]
    reopened: tuple[str, ...]
    pack_id: str


class SeatMoved(Payload, frozen=True, kw_only=True):
    """``seat_moved``: a candidate sits elsewhere."""

    from_room: str
    from_seat: int
    room: str
    seat: int
    reason: str


class IrregularityNoted(Payload, frozen=True, kw_only=True):
    """``irregularity_noted``: what an invigilator saw, under the code of a rule of a rule pack."""

    code: str
    text: str
    evidence: str
    pack_id: str


class RuleWaived(Payload, frozen=True, kw_only=True):
    """``entry_allowed``, ``leaving_allowed``: two people let a candidate in late, or out early."""

    reason: str
    pack_id: str


class AccessSet(Payload, frozen=True, kw_only=True):
    """``access_set``: how a sitting is entered from now on; whether there is a password, never which."""

    password: bool
    networks: str
    refuses_outside: bool
    config_key: str
    exam_keys: tuple[str, ...]


class AttemptClosed(Payload, frozen=True, kw_only=True):
    """``attempt_closed``: how an attempt ended, and up to which event of the journal it counts."""

    how: str
    last_sequence: int
    answered: int
    reason: str = ""


class AnswersImported(Payload, frozen=True, kw_only=True):
    """``answers_imported``: an emergency file was taken in; of its events ``fresh`` were new, ``doubtful`` late."""

    sha256: str
    events: int
    fresh: int
    doubtful: int


class LateCounted(Payload, frozen=True, kw_only=True):
    """``late_counted``: two people let answers count that came late: their positions in the journal, and why."""

    positions: tuple[int, ...]
    reason: str


class TakeoverAllowed(Payload, frozen=True, kw_only=True):
    """``takeover_allowed``: the actor lets the candidate sign in on one other machine until then."""

    until: datetime
    reason: str = ""


class TakeoverUsed(Payload, frozen=True, kw_only=True):
    """``takeover_used``: the word at that position let one sign-in take the attempt over."""

    word: int


class TheoryMarked(Payload, frozen=True, kw_only=True):
    """``theory_marked``: the mark of a paper, by machine, under which marking version."""

    points: Decimal
    full: Decimal
    form_sha256: str
    pack_id: str
    version: int = 1
    areas: tuple[tuple[str, Decimal, Decimal], ...]
    reasons: tuple[Reason, ...]


class SheetSigned(Payload, frozen=True, kw_only=True):
    """``sheet_signed``, ``review_signed``: one person's scores for a candidate, signed by the actor; vetoes seen, and
    what a station had given by then."""

    assessor: str
    rows: tuple[RowScore, ...]
    vetoes: tuple[VetoSeen, ...] = ()
    fixed: tuple[FixedRow, ...] = ()


class PanelDecided(Payload, frozen=True, kw_only=True):
    """``panel_decided``, ``review_decided``: the result of the panel or the board, by the stated rule."""

    mark: PanelMark


class AwardDecided(Payload, frozen=True, kw_only=True):
    """``award_decided``: passed or not, with the reasons of each part."""

    decision: Decision
