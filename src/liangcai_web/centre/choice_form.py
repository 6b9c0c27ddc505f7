"""Choosing what a batch is held with: sites, sessions, stations, who and what stays out.

In: what was ticked and typed. Out: a ``Choice``, and the registers as the page lists them. Follows: clauses 1.9.3 to
1.9.5; a site brings its rooms and its staff, and what is not used is ticked off.
"""

from collections.abc import Iterable

import msgspec
from django.http import QueryDict

from liangcai.findings import Message, Result
from liangcai.scheduling.exams import Exam
from liangcai.scheduling.registry.places import KIND_NAMES
from liangcai.scheduling.registry.staff import ROLE_TITLES
from liangcai.scheduling.registry.words import write_periods
from liangcai.standard.model import PartKind
from liangcai_web.records.batches import Batch
from liangcai_web.services.payloads.register import Choice
from liangcai_web.services.planning.choosing import list_papers, propose_slots, read_slots
from liangcai_web.services.registers.places import find_rooms, list_sites, read_room, zone
from liangcai_web.services.registers.staff import find_people


class RoomLine(msgspec.Struct, frozen=True, kw_only=True):
    """A room to choose from."""

    uuid: str
    name: str
    kind: Message
    seats: int
    out: bool


class PersonLine(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to choose from, with what they may do here; ``site`` is where they were placed."""

    uuid: str
    name: str
    roles: tuple[Message, ...]
    account: bool
    out: bool
    site: str = ""


class SiteLine(msgspec.Struct, frozen=True, kw_only=True):
    """A site with its rooms and the people who are at home there."""

    name: str
    chosen: bool
    rooms: tuple[RoomLine, ...]
    people: tuple[PersonLine, ...]

    @property
    def seats(self) -> int:
        """The seats of all rooms that are not left out."""
        return sum(room.seats for room in self.rooms if not room.out)

    @property
    def left_out(self) -> int:
        """How many rooms and people are left out."""
        return sum(room.out for room in self.rooms) + sum(person.out for person in self.people)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """All that a batch can choose from, with what is chosen."""

    sites: tuple[SiteLine, ...]
    loose: tuple[PersonLine, ...]
    slots: str
    stations: tuple[tuple[PartKind, str, tuple[tuple[str, bool], ...]], ...]


def read_choice(posted: QueryDict, batch: Batch, exam: Exam) -> Result[Choice]:
    """What was chosen; what names nothing of this office is left out."""
    known = [site.name for site in list_sites(batch.organisation)]
    sites = tuple(name for name in known if name in posted.getlist("site"))
    slots = read_slots(posted.get("slots", ""))
    stations = ((part.kind, posted.get(f"station-{part.kind}", "")[:40]) for part in exam.parts)
    placed = ((key.removeprefix("at-"), value) for key, value in posted.items() if key.startswith("at-"))
    choice = Choice(
        sites=sites,
        slots=slots.value,
        stations=tuple((kind, name) for kind, name in stations if name),
        rooms_out=tuple(posted.getlist("room-out")),
        staff_out=tuple(posted.getlist("staff-out")),
        placed=tuple((who, str(name)) for who, name in placed if name in sites),
    )
    return Result(choice, slots.findings)


def first_choice(batch: Batch) -> Choice:
    """What is proposed: the only site there is, and the sessions of the day."""
    sites = [site.name for site in list_sites(batch.organisation)]
    return Choice(sites=tuple(sites if len(sites) == 1 else ()), slots=propose_slots(batch))


def offer_people(batch: Batch, exam: Exam, choice: Choice) -> dict[str, list[PersonLine]]:
    """Whoever may serve, by the name of their site, blank for none."""
    people: dict[str, list[PersonLine]] = {}
    placed = dict(choice.placed)
    for row in find_people(batch.organisation):
        papers = list_papers(row, exam)
        if papers:
            line = PersonLine(
                uuid=str(row.uuid),
                name=row.name,
                roles=tuple(dict.fromkeys(ROLE_TITLES[one.role] for one in papers)),
                account=row.account is not None,
                out=str(row.uuid) in choice.staff_out,
                site=placed.get(str(row.uuid), ""),
            )
            people.setdefault(row.site.name if row.site else "", []).append(line)
    return people


def offer(batch: Batch, exam: Exam, choice: Choice, typed: str | None = None) -> Offer:
    """The registers as the page lists them."""
    rooms = [row for row in find_rooms(batch.organisation) if any(part.kind == row.kind for part in exam.parts)]
    people = offer_people(batch, exam, choice)
    sites = tuple(
        SiteLine(
            name=site.name,
            chosen=site.name in choice.sites,
            rooms=tuple(
                RoomLine(
                    uuid=str(row.uuid),
                    name=row.name,
                    kind=KIND_NAMES[read_room(row).kind],
                    seats=row.seats,
                    out=str(row.uuid) in choice.rooms_out,
                )
                for row in rooms
                if row.site_id == site.pk
            ),
            people=tuple(people.get(site.name, ())),
        )
        for site in list_sites(batch.organisation)
    )
    kinds = list_kinds(
        exam, choice, ((read_room(row).kind, one.kind) for row in rooms for one in read_room(row).stations)
    )
    slots = typed if typed is not None else write_periods(choice.slots, zone())
    return Offer(sites=sites, loose=tuple(people.get("", ())), slots=slots, stations=kinds)


def list_kinds(
    exam: Exam, choice: Choice, there: Iterable[tuple[PartKind, str]]
) -> tuple[tuple[PartKind, str, tuple[tuple[str, bool], ...]], ...]:
    """The kinds of station that rooms for each part have, and which of them is asked for."""
    asked, known = dict(choice.stations), set(there)
    found = []
    for part in exam.parts:
        names = sorted({name for kind, name in known if kind == part.kind})
        if names:
            found.append((part.kind, part.name, tuple((name, asked.get(part.kind) == name) for name in names)))
    return tuple(found)
