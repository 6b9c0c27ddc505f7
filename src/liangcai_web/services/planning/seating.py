"""Rooms, staff and tickets of a batch.

In: the people admitted, the rooms, staff and slots at hand. Out: the plan, a row and a ticket for each candidate.
Follows: clauses 1.9.3 to 1.9.5; what lacks is named as the smallest set of rooms and people with their hours.
"""

import random
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.scheduling.batch import schedule_batch
from liangcai.scheduling.model import Resources
from liangcai.scheduling.plan import Plan, list_uses, name_sessions
from liangcai.scheduling.sets import share_sets
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.documents import Document
from liangcai_web.records.people import Person
from liangcai_web.services.days import local_time
from liangcai_web.services.documents import keep_value, load_value
from liangcai_web.services.facts import NewFact, append_fact, append_facts
from liangcai_web.services.packs import scheduling_pack
from liangcai_web.services.papers.making import kept_hash, load_outline
from liangcai_web.services.payloads.base import CandidateSeated
from liangcai_web.services.payloads.register import Choice, PlanMade
from liangcai_web.services.planning.choosing import list_candidates, read_exam, strip
from liangcai_web.services.registers.supervision_ties import without_supervisors
from liangcai_web.services.registers.training_ties import keep_apart, list_training_ties
from liangcai_web.services.sittings.duties import give_planned_duties
from liangcai_web.services.standing.resits import note_kept


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when a candidate sits the theory part, for how long, and which panel judges the skill part.

    A part that is kept has no place: ``room`` is blank, ``panel`` 0.
    """

    room: str = ""
    seat: int | None = None
    form: str = ""
    panel: int = 0
    starts_at: datetime | None = None
    minutes: int | None = None


def plan_seats(
    batch: Batch,
    people: Sequence[Person],
    resources: Resources,
    *,
    now: datetime,
    actor: AbstractBaseUser | None = None,
    choice: Choice | None = None,
) -> Result[Plan | None]:
    """Plan rooms and staff for everyone and issue their tickets; nothing is kept when something lacks."""
    resources = without_supervisors(batch, resources)
    chosen = choice or Choice(slots=resources.slots)
    described = read_exam(batch, chosen)
    if described.value is None:
        return Result(None, described.findings)
    exam = described.value
    candidates = list_candidates(batch, people, exam, resources)
    trained, apart = keep_apart(list_training_ties(batch, people), candidates, resources)
    draw = random.Random(f"{batch.seed} seats")
    laid = schedule_batch((exam,), trained, apart, scheduling_pack(), draw=draw)
    if laid.value is None:
        return Result(None, laid.findings)
    plan = Plan(exams=(exam,), resources=strip(resources), timetable=name_sessions(laid.value, resources))
    with transaction.atomic():
        keep_plan(batch, plan, chosen, now=now, actor=actor)
        give_planned_duties(batch, plan)
        seat_people(batch, people, read_places(batch, plan), now=now, actor=actor)
    return Result(plan, laid.findings)


def keep_plan(
    batch: Batch,
    plan: Plan,
    choice: Choice,
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
    before: str = "",
    moved: tuple[str, ...] = (),
    reason: str = "",
) -> None:
    """Keep the plan as a document, and what it was made of."""
    document = keep_value(batch.organisation, Document.Kind.PLAN, plan, now=now, name=f"{batch.uuid}/plan.json")
    payload = PlanMade(
        sha256=document.sha256,
        name=document.name,
        kind="plan",
        choice=choice,
        before=before,
        moved=moved,
        reason=reason,
    )
    append_fact(batch.organisation, "plan_made", payload, now=now, actor=actor, batch=batch.uuid)


def load_plan(batch: Batch) -> Plan | None:
    """The plan of a batch, or None before there is one."""
    sha256 = kept_hash(batch.uuid, "plan_made")
    return load_value(batch.organisation, Document.Kind.PLAN, sha256, Plan) if sha256 else None


def find_starts(batch: Batch) -> dict[str, datetime]:
    """When each session of a batch begins, by its name."""
    plan = load_plan(batch)
    return {use.name: use.start for use in list_uses(plan)} if plan else {}


def read_places(batch: Batch, plan: Plan) -> dict[str, Place]:
    """The place of each candidate, by id."""
    places: dict[str, Place] = {}
    papers = share_papers(batch, plan)
    for use in list_uses(plan, "theory"):
        columns = use.room.columns or scheduling_pack().columns
        for seat in use.session.seats:
            places[seat.candidate] = Place(
                room=use.name,
                seat=(seat.row - 1) * columns + seat.column,
                form=papers[use.start][seat.form or "A"],
                starts_at=seat.start,
                minutes=seat.minutes,
            )
    for session in plan.timetable.sessions:
        for seat in session.seats:
            place = places.get(seat.candidate, Place())
            panel = session.number if session.kind == "skill" else place.panel
            places[seat.candidate] = msgspec.structs.replace(place, panel=panel)
    return places


def share_papers(batch: Batch, plan: Plan) -> dict[datetime, dict[str, str]]:
    """The papers of each beginning of the theory part, by the side of a seat; who was seated keeps the papers."""
    sides = scheduling_pack().forms
    outline = load_outline(batch)
    papers = [form.id for form in outline.forms] if outline else list(sides)
    given = {
        start: papers.index(form) // len(sides)
        for start, form in batch.candidates.exclude(room="").values_list("starts_at", "form").distinct()
        if start is not None and form in papers
    }
    starts = [use.start for use in list_uses(plan, "theory")]
    shared = share_sets(starts, len(papers) // len(sides), given)
    return {start: dict(zip(sides, papers[len(sides) * one :], strict=False)) for start, one in shared.items()}


def seat_people(
    batch: Batch,
    people: Sequence[Person],
    places: dict[str, Place],
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
    first: int = 1,
) -> None:
    """A row, a ticket and a fact for each person; tickets are numbered by time, room and seat."""
    order = sorted(people, key=lambda person: sort_place(places[str(person.uuid)], person))
    rows, facts = [], []
    for serial, person in enumerate(order, first):
        place = places[str(person.uuid)]
        row = Candidate(
            uuid=uuid4(),
            batch=batch,
            person=person,
            serial=serial,
            ticket_number=ticket_number(batch, serial),
            **msgspec.structs.asdict(place),
        )
        rows.append(row)
        facts.append(NewFact(kind="candidate_seated", payload=tell_place(row, place), subject=row.uuid))
    Candidate.objects.bulk_create(rows)
    facts += note_kept(batch, rows)
    append_facts(batch.organisation, facts, now=now, actor=actor, batch=batch.uuid)


def sort_place(place: Place, person: Person) -> tuple[bool, str, str, int, int]:
    """By time, room and seat; those without a theory part last."""
    start = place.starts_at.isoformat() if place.starts_at else ""
    return (not place.room, start, place.room, place.seat or 0, person.pk)


def tell_place(row: Candidate, place: Place) -> CandidateSeated:
    """A place in a fact."""
    return CandidateSeated(
        person=str(row.person.uuid),
        ticket_number=row.ticket_number,
        room=place.room,
        seat=place.seat or 0,
        form=place.form,
        panel=place.panel,
        starts_at=place.starts_at,
    )


def ticket_number(batch: Batch, serial: int) -> str:
    """Twelve digits: year and month of the examination, the batch, the place in it."""
    return f"{local_time(batch.starts_at):%y%m}{batch.pk:04d}{serial:04d}"


def planned_already() -> Finding:
    """That a batch has its plan."""
    message = Message("这个批次已经编排，准考证已发。", "This batch has its plan and its tickets already.")
    return Finding(rule="rooms.again", severity=Severity.ERROR, message=message)
