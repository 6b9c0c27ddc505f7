"""A plan mended after something changed: who moves is shown first, and then it is done.

In: a batch with its plan, a ``Choice``. Out: a proposal with who moves; rows, duties and facts once it is confirmed.
Follows: clauses 1.9.3 to 1.9.5; as few people as can be learn of a change, and what has begun is left as it is.
"""

import hashlib
import random
from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.scheduling.model import Candidate as Sitter
from liangcai.scheduling.model import Resources, Session, Timetable
from liangcai.scheduling.moves import list_places
from liangcai.scheduling.plan import Plan, name_sessions
from liangcai.scheduling.replan import replan_batch
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.people import Person
from liangcai_web.services.admission.office import list_admitted
from liangcai_web.services.facts import NewFact, append_facts, last_fact, read_facts, read_payload
from liangcai_web.services.packs import scheduling_pack
from liangcai_web.services.papers.making import kept_hash
from liangcai_web.services.payloads.base import RoomStarted
from liangcai_web.services.payloads.register import Choice, PlanMade
from liangcai_web.services.planning.choosing import gather_resources, list_candidates, read_exam, strip
from liangcai_web.services.planning.office import check_choice
from liangcai_web.services.planning.seating import Place, keep_plan, load_plan, read_places, seat_people, tell_place
from liangcai_web.services.registers.supervision_ties import without_supervisors
from liangcai_web.services.registers.training_ties import keep_apart, list_training_ties
from liangcai_web.services.sittings.duties import change_planned_duties
from liangcai_web.services.turns import take_turn


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the plan by id, with their sessions before and after; blank where there was, or is, none."""

    who: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A mended plan that is not kept yet; ``mark`` names it, so that what is confirmed is what was shown."""

    plan: Plan
    choice: Choice
    candidates: tuple[Move, ...]
    staff: tuple[Move, ...]
    mark: str


def read_choice(batch: Batch) -> Choice:
    """What the plan of a batch was made of."""
    fact = last_fact(batch.uuid, "plan_made")
    return read_payload(fact, PlanMade).choice if fact else Choice()


def propose_plan(batch: Batch, choice: Choice, *, now: datetime) -> Result[Proposal | None]:
    """The plan mended with the registers, the choice and the people admitted as they are now."""
    plan, described = load_plan(batch), read_exam(batch, choice)
    wrong = (*described.findings, *check_choice(choice))
    if plan is None or described.value is None or wrong:
        return Result(None, wrong or (_refuse("plan", "还没有编排，无从调整。", "There is no plan to mend."),))
    exam, people = described.value, list_admitted(batch)
    now_there = without_supervisors(batch, gather_resources(batch, choice, people, exam))
    candidates = list_candidates(batch, people, exam, now_there, plan)
    coming = tuple(slot for slot in choice.slots if slot.start > now)
    begun, standing = part_sessions(plan, now, list_started(batch))
    left = tuple(one for one in (leave_done(one, begun, exam_kinds(plan)) for one in candidates) if one is not None)
    if not left:
        return Result(None, (_refuse("begun", "各场次都已开始，不能再调整。", "Everything has begun already."),))
    trained, apart = keep_apart(list_training_ties(batch, people), left, now_there)
    mended = replan_batch(
        Timetable(sessions=standing),
        (exam,),
        trained,
        msgspec.structs.replace(apart, slots=coming),
        scheduling_pack(),
        draw=random.Random(f"{batch.seed} mended"),  # noqa: S311 - drawn to be drawn again alike
    )
    if mended.value is None:
        return Result(None, mended.findings)
    kept = keep_used(strip(now_there), plan, begun)
    timetable = Timetable(sessions=(*begun, *mended.value.sessions))
    timetable = name_sessions(timetable, kept, plan.timetable)
    after = Plan(exams=(exam,), resources=kept, timetable=timetable)
    return Result(compare(plan, after, choice), mended.findings)


def list_started(batch: Batch) -> set[str]:
    """The sessions that their invigilators have started."""
    return {read_payload(fact, RoomStarted).room for fact in read_facts(batch.uuid, "room_started")}


def part_sessions(plan: Plan, now: datetime, started: set[str]) -> tuple[tuple[Session, ...], tuple[Session, ...]]:
    """The sessions that have begun, by the clock or by the word of their invigilators, and the others."""
    starts = {slot.id: slot.start for slot in plan.resources.slots}
    begun = [starts[one.slot] <= now or one.name in started for one in plan.timetable.sessions]
    both = tuple(zip(plan.timetable.sessions, begun, strict=True))
    return tuple(one for one, over in both if over), tuple(one for one, over in both if not over)


def exam_kinds(plan: Plan) -> tuple[str, ...]:
    """The kinds of part of the examinations of a plan, in order."""
    return tuple(dict.fromkeys(part.kind for exam in plan.exams for part in exam.parts))


def leave_done(one: Sitter, begun: Sequence[Session], kinds: Sequence[str]) -> Sitter | None:
    """A candidate with the parts that have not begun for them; None where all have."""
    done = {session.kind for session in begun if any(seat.candidate == one.id for seat in session.seats)}
    if not done:
        return one
    parts = tuple(kind for kind in (one.parts or kinds) if kind not in done)
    return msgspec.structs.replace(one, parts=parts) if parts else None


def keep_used(resources: Resources, plan: Plan, begun: Sequence[Session]) -> Resources:
    """Resources with the rooms, people and slots that sessions which have begun still name."""
    rooms = {(room.site, room.id): room for room in resources.rooms}
    staff = {one.id: one for one in resources.staff}
    named = {slot.id: slot for slot in resources.slots}
    used = {(one.site, one.room) for one in begun}
    serving = {name for one in begun for name in one.staff}
    for room in plan.resources.rooms:
        if (room.site, room.id) in used:
            rooms[room.site, room.id] = room
    for person in plan.resources.staff:
        if person.id in serving:
            staff.setdefault(person.id, person)
    for slot in plan.resources.slots:
        if any(one.slot == slot.id for one in begun):
            named[slot.id] = slot
    return Resources(rooms=tuple(rooms.values()), staff=tuple(staff.values()), slots=tuple(named.values()))


def compare(before: Plan, after: Plan, choice: Choice) -> Proposal:
    """Who moves between two plans."""
    old, new = name_places(before), name_places(after)
    servants = {name for plan in (before, after) for one in plan.timetable.sessions for name in one.staff}
    moves = [
        Move(who=who, before=old.get(who, ()), after=new.get(who, ()))
        for who in sorted({*old, *new})
        if old.get(who) != new.get(who)
    ]
    return Proposal(
        plan=after,
        choice=choice,
        candidates=tuple(move for move in moves if move.who not in servants),
        staff=tuple(move for move in moves if move.who in servants),
        mark=hashlib.sha256(msgspec.json.encode(after)).hexdigest(),
    )


def name_places(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The sessions of everybody by name, in order of time; a candidate's with the seat and the hour."""
    names = {(one.site, one.room, one.slot): one.name or one.room for one in plan.timetable.sessions}
    found = {who: tuple(sorted(names[spot] for spot in spots)) for who, spots in list_places(plan.timetable).items()}
    for session in plan.timetable.sessions:
        for seat in session.seats:
            spots = [name for name in found[seat.candidate] if name != names[session.site, session.room, session.slot]]
            here = f"{session.name or session.room} {seat.row}-{seat.column} {seat.start:%H:%M}"
            found[seat.candidate] = tuple(sorted([*spots, here]))
    return found


def confirm_plan(
    batch: Batch, choice: Choice, mark: str, reason: str, *, now: datetime, actor: AbstractBaseUser
) -> Result[Proposal | None]:
    """Do what was shown: rows, duties, facts; refused where it would be something else by now."""
    if not reason.strip():
        return Result(None, (_refuse("reason", "请写明调整原因。", "State why the plan is changed."),))
    with take_turn(batch.organisation):
        proposed = propose_plan(batch, choice, now=now)
        if proposed.value is None:
            return proposed
        proposal = proposed.value
        if proposal.mark != mark:
            zh, en = "情况又有变化，请再看一遍。", "Something has changed since: look at it again."
            return Result(None, (_refuse("mark", zh, en),))
        with transaction.atomic():
            keep(batch, proposal, reason.strip()[:400], now=now, actor=actor)
    return Result(proposal)


def keep(batch: Batch, proposal: Proposal, reason: str, *, now: datetime, actor: AbstractBaseUser) -> None:
    """Keep a mended plan: the document, seats that changed, new tickets, duties."""
    before, old = kept_hash(batch.uuid, "plan_made") or "", load_plan(batch)
    moved = tuple(move.who for move in proposal.candidates)
    keep_plan(batch, proposal.plan, proposal.choice, now=now, actor=actor, before=before, moved=moved, reason=reason)
    places = read_places(batch, proposal.plan)
    reseat(batch, places, now=now, actor=actor)
    seated = set(batch.candidates.values_list("person__uuid", flat=True))
    new = [one for one in Person.objects.filter(uuid__in=list(places)) if one.uuid not in seated]
    last = batch.candidates.aggregate(Max("serial"))["serial__max"] or 0
    seat_people(batch, new, places, now=now, actor=actor, first=last + 1)
    change_planned_duties(batch, old, proposal.plan, now=now, actor=actor)


def reseat(batch: Batch, places: dict[str, Place], *, now: datetime, actor: AbstractBaseUser) -> None:
    """Give those who move their new places; tickets keep their numbers."""
    rows, facts = [], []
    for row in batch.candidates.select_related("person"):
        place = places.get(str(row.person.uuid), Place())
        was = Place(**{name: getattr(row, name) for name in Place.__struct_fields__})
        if msgspec.structs.replace(was, panel=was.panel or 0) == place:
            continue
        for name, value in msgspec.structs.asdict(place).items():
            setattr(row, name, value)
        rows.append(row)
        facts.append(NewFact(kind="candidate_reseated", payload=tell_place(row, place), subject=row.uuid))
    Candidate.objects.bulk_update(rows, list(Place.__struct_fields__), batch_size=200)
    append_facts(batch.organisation, facts, now=now, actor=actor, batch=batch.uuid)


def list_changed(batch: Batch) -> tuple[str, ...]:
    """Who moved when the plan was last mended, by the ids of the people."""
    fact = last_fact(batch.uuid, "plan_made")
    return read_payload(fact, PlanMade).moved if fact else ()


def _refuse(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"replan.{rule}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.5")
