"""Rooms, staff and tickets of a batch.

In: the people admitted, the rooms and staff at hand. Out: the plan, a row and a ticket for each candidate. Follows:
clause 1.9.3; what lacks is named as the smallest set of seats, rooms and people.
"""

import random
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.findings import Result
from liangcai.scheduling.model import Candidate as SeatedPerson
from liangcai.scheduling.model import PartPlan, Plan, Resources
from liangcai.scheduling.schedule import schedule_sitting
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.documents import Document
from liangcai_web.records.people import Person
from liangcai_web.services.batches import batch_standard
from liangcai_web.services.days import local_time
from liangcai_web.services.documents import keep_value, load_value
from liangcai_web.services.facts import NewFact, append_fact, append_facts
from liangcai_web.services.packs import scheduling_pack
from liangcai_web.services.papers import kept_hash
from liangcai_web.services.payloads import CandidateSeated, DocumentKept
from liangcai_web.services.resits import note_kept
from liangcai_web.services.sittings_duties import give_planned_duties
from liangcai_web.services.supervision_ties import without_supervisors
from liangcai_web.services.training_ties import keep_apart, list_training_ties


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a candidate sits the theory part, and which panel judges the skill part."""

    room: str
    seat: int
    form: str
    panel: int


def plan_seats(
    batch: Batch,
    people: Sequence[Person],
    resources: Resources,
    *,
    now: datetime,
    actor: AbstractBaseUser | None = None,
) -> Result[Plan | None]:
    """Plan rooms and staff for everyone and issue their tickets; nothing is kept when something lacks."""
    ties = list_training_ties(batch, people)
    at_hand = without_supervisors(batch, resources)
    candidates, resources = keep_apart(ties, (SeatedPerson(id=str(person.uuid)) for person in people), at_hand)
    planned = schedule_sitting(
        batch_standard(batch),
        batch.level,
        candidates,
        resources,
        scheduling_pack(),
        start=local_time(batch.starts_at),
        draw=random.Random(f"{batch.seed} seats"),
    )
    if planned.value is None:
        return planned
    with transaction.atomic():
        keep_plan(batch, planned.value, now=now, actor=actor)
        give_planned_duties(batch, planned.value)
        seat_people(batch, people, read_places(planned.value), now=now, actor=actor)
    return planned


def keep_plan(batch: Batch, plan: Plan, *, now: datetime, actor: AbstractBaseUser | None) -> None:
    """Keep the plan as a document."""
    document = keep_value(batch.organisation, Document.Kind.PLAN, plan, now=now, name=f"{batch.uuid}/plan.json")
    payload = DocumentKept(sha256=document.sha256, name=document.name, kind="plan")
    append_fact(batch.organisation, "plan_made", payload, now=now, actor=actor, batch=batch.uuid)


def load_plan(batch: Batch) -> Plan | None:
    """The plan of a batch, or None before there is one."""
    sha256 = kept_hash(batch.uuid, "plan_made")
    return load_value(batch.organisation, Document.Kind.PLAN, sha256, Plan) if sha256 else None


def read_places(plan: Plan) -> dict[str, Place]:
    """The place of each candidate, by id."""
    panels = panels_of(plan)
    theory = next(part for part in plan.parts if part.kind == "theory")
    places = {}
    for room in theory.rooms:
        for number, seat in enumerate(sorted(room.seats, key=lambda s: (s.start, s.row, s.column)), 1):
            places[seat.candidate] = Place(
                room=room.room, seat=number, form=seat.form or "A", panel=panels.get(seat.candidate, 0)
            )
    return places


def panels_of(plan: Plan) -> dict[str, int]:
    """The number of the panel that judges each candidate's skill part; panels count from 1."""
    skill: PartPlan | None = next((part for part in plan.parts if part.kind == "skill"), None)
    rooms = skill.rooms if skill else ()
    return {seat.candidate: number for number, room in enumerate(rooms, 1) for seat in room.seats}


def seat_people(
    batch: Batch, people: Sequence[Person], places: dict[str, Place], *, now: datetime, actor: AbstractBaseUser | None
) -> None:
    """A row, a ticket and a fact for each person; tickets are numbered by room and seat."""
    order = sorted(people, key=lambda person: (places[str(person.uuid)].room, places[str(person.uuid)].seat))
    rows, facts = [], []
    for serial, person in enumerate(order, 1):
        place = places[str(person.uuid)]
        row = Candidate(
            uuid=uuid4(),
            batch=batch,
            person=person,
            serial=serial,
            ticket_number=ticket_number(batch, serial),
            room=place.room,
            seat=place.seat,
            form=place.form,
            panel=place.panel,
        )
        seated = CandidateSeated(
            person=str(person.uuid),
            ticket_number=row.ticket_number,
            room=place.room,
            seat=place.seat,
            form=place.form,
            panel=place.panel,
        )
        rows.append(row)
        facts.append(NewFact(kind="candidate_seated", payload=seated, subject=row.uuid))
    Candidate.objects.bulk_create(rows)
    facts += note_kept(batch, rows)
    append_facts(batch.organisation, facts, now=now, actor=actor, batch=batch.uuid)


def ticket_number(batch: Batch, serial: int) -> str:
    """Twelve digits: year and month of the examination, the batch, the place in it."""
    return f"{local_time(batch.starts_at):%y%m}{batch.pk:04d}{serial:04d}"
