"""What the facts about places and staff say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write. Follows: facts hold random ids; names and numbers of people stand in
erasable tables, what a room has is nobody's and stands here.
"""

from datetime import date

from liangcai.scheduling.model import Period, Role, Slot, Station, TieKind
from liangcai.standard.model import PartKind
from liangcai_web.services.payloads.base import DocumentKept, Payload


class SiteKept(Payload, frozen=True, kw_only=True):
    """``site_kept``: a site as it is from now on."""

    name: str
    address: str


class RoomKept(Payload, frozen=True, kw_only=True):
    """``room_kept``: a room as it is from now on."""

    site: str
    name: str
    kind: PartKind
    seats: int
    columns: int | None
    accessible: int
    stations: tuple[Station, ...]
    closed: tuple[Period, ...]


class Retired(Payload, frozen=True, kw_only=True):
    """``site_retired``, ``room_retired``, ``staff_retired`` and the same ``_returned``: used no longer, or again."""

    on: bool


class PaperHeld(Payload, frozen=True, kw_only=True):
    """A qualification in a fact: no number of a certificate."""

    role: Role
    occupation: str
    level: str
    valid_from: date | None
    valid_until: date | None


class StaffKept(Payload, frozen=True, kw_only=True):
    """``staff_kept``: what somebody may do from now on; whether they have an account, how often they are away."""

    papers: tuple[PaperHeld, ...]
    account: bool
    away: int


class TieNoted(Payload, frozen=True, kw_only=True):
    """``tie_noted``, ``tie_dropped``: somebody stands aside for a person, who is not named here."""

    kind: TieKind


class RegisterImported(Payload, frozen=True, kw_only=True):
    """``register_imported``: a list of rooms or of staff was taken in, all of it; ``sha256`` is of the file."""

    what: str
    sha256: str
    rows: int


class ArrangementSet(Payload, frozen=True, kw_only=True):
    """``arrangement_set``: something was arranged for a candidate; where, and nothing of what they need."""

    site: str


class Choice(Payload, frozen=True, kw_only=True):
    """What an office chose for a batch from its registers: sites by name, slots, stations; who and what is left out.

    Rooms and people are named by their random ids; ``placed`` says at which site somebody serves who has no home site.
    """

    sites: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    stations: tuple[tuple[PartKind, str], ...] = ()
    rooms_out: tuple[str, ...] = ()
    staff_out: tuple[str, ...] = ()
    placed: tuple[tuple[str, str], ...] = ()


class PlanMade(DocumentKept, frozen=True, kw_only=True):
    """``plan_made``: the plan as a document, made of a choice; where it mends another, ``moved`` are those who moved.

    ``moved`` holds the random ids of people; a reason stands there when a plan was mended.
    """

    choice: Choice = Choice()
    before: str = ""
    moved: tuple[str, ...] = ()
    reason: str = ""
