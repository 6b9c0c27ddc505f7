"""What stands on each printed sheet.

In: filled by the callers or by the adapters beside this module. Out: frozen structs, sent to the templates as JSON,
never as markup. Follows: 1.9.3 (staff), 1.9.4 (minutes), 1.9.5 (places) for what a sitting must show. A name in two
languages is a ``Message`` whose English may be empty.
"""

import datetime
from decimal import Decimal

import msgspec

from liangcai.findings import Message
from liangcai.items.model import ItemType
from liangcai_host.typesetting.certificate_style import CertificateStyle
from liangcai_host.typesetting.texts import Text


class Exam(msgspec.Struct, frozen=True, kw_only=True):
    """What a sheet belongs to; ``standard`` is ``code@edition``, ``batch`` as the organisation numbers it."""

    organisation: str
    occupation: Message
    level: Message
    direction: Message | None = None
    standard: str = ""
    batch: str = ""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What every sheet has: ``version`` is the hash of what is printed, ``made`` the day that the PDF carries."""

    exam: Exam
    version: str
    made: datetime.date


class PrintedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question without its key; ``lines`` are those to answer on, ``parts`` the questions of a case."""

    number: int
    type: ItemType
    stem: Text
    options: tuple[Text, ...] = ()
    targets: tuple[Text, ...] = ()
    lines: int = 0
    parts: tuple["PrintedQuestion", ...] = ()


class PaperSection(msgspec.Struct, frozen=True, kw_only=True):
    """The questions under one heading; ``ordinal`` is the heading's number in the score table."""

    ordinal: str
    heading: Message
    guide: Message
    questions: tuple[PrintedQuestion, ...]


class PaperSheet(Sheet, frozen=True, kw_only=True):
    """A theory paper for the candidate: never a key, a rationale or a requirement."""

    title: Message
    form: str
    minutes: int
    full_mark: int
    notes: tuple[str, ...] = ()
    sections: tuple[PaperSection, ...]


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """The key of a question with its ground; ``difficulty`` is the share expected to answer rightly.

    ``number`` is 96 for a question and 96(1) for the first of a case.
    """

    number: str
    key: str
    points: Decimal | None
    requirement: str
    difficulty: float
    rationale: Text


class KeySection(msgspec.Struct, frozen=True, kw_only=True):
    """The keys under one heading; ``wide`` where they are more than a few letters."""

    heading: Message
    wide: bool = False
    rows: tuple[KeyRow, ...]


class KeySheet(Sheet, frozen=True, kw_only=True):
    """The key and marking guide of a paper: secret until the sitting is over."""

    title: Message
    form: str
    full_mark: int
    sections: tuple[KeySection, ...]


class TicketSession(msgspec.Struct, frozen=True, kw_only=True):
    """A part that the candidate sits; times stand in the zone of the organisation."""

    part: Message
    start: datetime.datetime
    end: datetime.datetime
    place: str
    room: str
    seat: str


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """One candidate's ticket; ``id_masked`` never shows a whole ID number.

    ``portrait`` is the hash of the photograph, blank where one is to be pasted on.
    """

    number: str
    name: str
    id_masked: str
    sessions: tuple[TicketSession, ...]
    portrait: str = ""


class TicketSheet(Sheet, frozen=True, kw_only=True):
    """Tickets, two on a page; ``rules`` are numbered on each."""

    tickets: tuple[Ticket, ...]
    rules: tuple[Message, ...] = ()


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody serves: as what, when, at which site, in which room, for how many candidates, beside whom."""

    part: Message
    role: Message
    start: datetime.datetime
    end: datetime.datetime
    place: str
    room: str
    candidates: int
    others: tuple[str, ...] = ()


class DutyNotice(msgspec.Struct, frozen=True, kw_only=True):
    """What one person is called for, in order of time."""

    name: str
    duties: tuple[Duty, ...]


class DutySheet(Sheet, frozen=True, kw_only=True):
    """Notices to the staff, one after another, each whole on its page."""

    notices: tuple[DutyNotice, ...]


class SeatEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Who sits where; rows and columns count from 1 at the front left, ``form`` is the letter of the paper.

    ``start`` is the candidate's own, where a place is used by one after another.
    """

    seat: str
    row: int
    column: int
    ticket: str
    name: str
    id_masked: str = ""
    form: str = ""
    start: datetime.datetime | None = None


class RoomSheet(Sheet, frozen=True, kw_only=True):
    """A room in one part: its seats and its staff; prints as a door list or as a sign-in sheet."""

    part: Message
    room: str
    place: str = ""
    start: datetime.datetime
    end: datetime.datetime
    seats: tuple[SeatEntry, ...]
    staff: tuple[str, ...] = ()


class ScoringRow(msgspec.Struct, frozen=True, kw_only=True):
    """A task with what it may earn; ``points`` is None where it is to be filled in by hand."""

    task: str
    name: str
    function: str
    maximum: Decimal
    points: Decimal | None = None
    remark: str = ""


class ScoringSheet(Sheet, frozen=True, kw_only=True):
    """One assessor's sheet for one candidate; names may be left to be written in.

    ``clauses`` are those that the points of the rows rest on, ``vetoes`` what the assessor saw of them.
    """

    part: Message
    minutes: int
    full_mark: int
    rows: tuple[ScoringRow, ...]
    ticket: str = ""
    candidate: str = ""
    assessor: str = ""
    station: str = ""
    clauses: tuple[str, ...] = ("4.2",)
    vetoes: tuple[str, ...] = ()


class PreparationItem(msgspec.Struct, frozen=True, kw_only=True):
    """A thing to be laid out; ``quantity`` with its unit."""

    name: str
    quantity: str
    remark: str = ""


class PreparationSheet(Sheet, frozen=True, kw_only=True):
    """The preparation notice for a part: where, when, with whom and what must be ready."""

    part: Message
    start: datetime.datetime
    place: str
    staffing: tuple[str, ...] = ()
    items: tuple[PreparationItem, ...] = ()
    notes: tuple[str, ...] = ()


class CertificatePart(msgspec.Struct, frozen=True, kw_only=True):
    """A part on a certificate, with its mark as the credential writes it."""

    name: Message
    points: str
    full_mark: str = ""
    pass_mark: str = ""


class CertificateSheet(Sheet, frozen=True, kw_only=True):
    """A certificate; ``address`` is the verification address with its token behind ``#``."""

    title: Message
    issuer: Message
    number: str
    name: str
    id_masked: str = ""
    issued: datetime.date
    parts: tuple[CertificatePart, ...]
    functions: tuple[Message, ...] = ()
    ground: Message
    address: str
    style: CertificateStyle = CertificateStyle()
