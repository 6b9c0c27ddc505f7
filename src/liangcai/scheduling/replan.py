"""A timetable mended after something changed, with as few people moved as can be.

In: the timetable as it was; examinations, candidates, resources as they are now. Out: a ``Timetable``, or what lacks.
Follows: clauses 1.9.3 to 1.9.5; who can stay stays: a person away is replaced through the shortest chain of others, a
candidate without a place takes a free one, then one that another candidate can leave; only when none of that helps is a
site laid out anew.
"""

import random
from collections.abc import Hashable, Iterator, Sequence

from liangcai.findings import Result
from liangcai.scheduling.batch import check_batch, split_sites
from liangcai.scheduling.exams import Exam, ExamPart
from liangcai.scheduling.keeping import Keeping, Kept, family_of_part
from liangcai.scheduling.lacks import find_shortage
from liangcai.scheduling.matching import fill_duty
from liangcai.scheduling.model import Candidate, Resources, Session, Timetable
from liangcai.scheduling.moves import list_moved
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.placing import list_bounds, list_families, list_parts, may_enter, place_rest
from liangcai.scheduling.report import report_shortage
from liangcai.scheduling.sessions import write_sessions
from liangcai.scheduling.solve import SiteSolver
from liangcai.scheduling.staffing import size_team
from liangcai.scheduling.task import Task
from liangcai.standard.model import PartKind

ORDERS = 6
CHAINS, SESSIONS = 60, 40


def replan_batch(
    before: Timetable,
    exams: Sequence[Exam],
    candidates: Sequence[Candidate],
    resources: Resources,
    pack: SchedulingPack,
    *,
    draw: random.Random,
) -> Result[Timetable | None]:
    """The timetable mended site by site; a site in which nothing changed keeps every seat."""
    known = {exam.id: exam for exam in exams}
    findings = check_batch(known, candidates, resources)
    if findings:
        return Result(None, findings)
    old: dict[str, list[Session]] = {}
    for session in before.sessions:
        old.setdefault(session.site, []).append(session)
    sessions: list[Session] = []
    for task in split_sites(known, candidates, resources, pack):
        mended = mend_site(task, old.get(task.site, []), draw.getrandbits(64))
        sessions += mended.value
        findings += mended.findings
    return Result(None if findings else Timetable(sessions=tuple(sessions)), findings)


def mend_site(task: Task, sessions: Sequence[Session], seed: int) -> Result[tuple[Session, ...]]:
    """The sessions of a site, mended; laid out anew where they can't be."""
    before = Timetable(sessions=tuple(sessions))
    draw, found = random.Random(seed), list[Timetable]()
    for number in range(ORDERS):
        keeping = Keeping(task, sessions)
        if mend(keeping, draw):
            found.append(Timetable(sessions=tuple(write_kept(keeping))))
        if (number and not found) or (found and not list_moved(before, found[-1])):
            break
    if found:
        return Result(min(found, key=lambda one: len(list_moved(before, one))).sessions)
    solve = SiteSolver(seed)
    roster = solve(task).roster
    if roster is None:
        return Result((), report_shortage(task, find_shortage(task, solve)))
    return Result(tuple(write_sessions(task, roster)))


def mend(keeping: Keeping, draw: random.Random) -> bool:
    """Fill every team and seat everybody, in an order that is drawn; False where that was not found."""
    for kept in list(keeping.kept):
        if kept.wanted() > 0 and not fill_team(keeping, kept):
            shrink_session(keeping, kept)
    waiting = [one for one in keeping.task.candidates if len(keeping.where[one.id]) < len(list_parts(keeping, one))]
    draw.shuffle(waiting)
    for one in waiting:
        keeping.waiting.update(list_families(keeping, one))
    for one in waiting:
        if not seat_candidate(keeping, one):
            return False
        keeping.waiting.subtract(list_families(keeping, one))
    return True


def fill_team(keeping: Keeping, kept: Kept) -> bool:
    """Fill the empty places of a team through the shortest chain of people who change duties."""
    sessions = [other for other in keeping.kept if other.slot == kept.slot]
    places = [(other, person) for other in sessions for person in other.team]
    able = [idle_or_there(keeping, other) for other, _ in places]
    holder = {person: number for number, (_, person) in enumerate(places)}
    for _ in range(kept.wanted()):
        places.append((kept, -1))
        able.append(idle_or_there(keeping, kept))
        held = len(holder)
        fill_duty(len(places) - 1, able, holder)
        if len(holder) == held:
            return False
    for other in sessions:
        other.team = []
    for person, number in holder.items():
        places[number][0].team.append(person)
    return True


def idle_or_there(keeping: Keeping, kept: Kept) -> list[int]:
    """Who may serve in a session, whether free or not; those first for whom nothing changes that they were told."""
    able = [one for one in keeping.task.able[kept.slot][kept.duty] if keeping.may_join(one, kept)]
    return sorted(able, key=keeping.moves)


def shrink_session(keeping: Keeping, kept: Kept) -> None:
    """Let so many candidates go that the team suffices; where it is no team at all, everybody."""
    least = size_team(kept.part.staff, 1)
    if len(kept.team) < least:
        keeping.uprooted |= set(kept.team)
        keeping.kept.remove(kept)
        for name in list(kept.seats):
            keeping.lift(name, kept.part.kind)
        return
    if kept.part.staff.odd and len(kept.team) % 2 == 0:
        keeping.uprooted.add(kept.team.pop())
    for name in list(kept.seats)[len(kept.seats) - kept.surplus() :]:
        keeping.lift(name, kept.part.kind)


def seat_candidate(keeping: Keeping, one: Candidate) -> bool:
    """Find places for the missing parts of somebody: moving nobody else, then one other, then a whole session."""
    if place_rest(keeping, one):
        return True
    memory = keeping.remember()
    lift_all(keeping, one)
    if place_rest(keeping, one):
        return True
    keeping.come_back(memory)
    if take_over(keeping, one):
        return True
    lift_all(keeping, one)
    if take_over(keeping, one):
        return True
    keeping.come_back(memory)
    return make_way(keeping, one)


def lift_all(keeping: Keeping, one: Candidate) -> None:
    """Let somebody leave all their places."""
    for kind in list(keeping.where[one.id]):
        keeping.lift(one.id, kind)


def make_way(keeping: Keeping, one: Candidate) -> bool:
    """Let a whole session of others leave its room, the smallest first, if all of them find places again."""
    missing = next(part for part in list_parts(keeping, one) if part.kind not in keeping.where[one.id])
    first, last = list_bounds(keeping, one, missing)
    there = [kept for kept in keeping.kept if kept.part.kind == missing.kind and first <= kept.slot < last]
    for kept in sorted(there, key=lambda kept: len(kept.seats))[:SESSIONS]:
        memory = keeping.remember()
        others = [keeping.people[name] for name in kept.seats]
        keeping.uprooted |= set(kept.team)
        keeping.kept.remove(kept)
        for other in others:
            keeping.lift(other.id, missing.kind)
        if place_rest(keeping, one) and all(place_rest(keeping, other) for other in others):
            return True
        keeping.come_back(memory)
    return False


def take_over(keeping: Keeping, one: Candidate) -> bool:
    """Take a place that another candidate leaves for one of their own."""
    tries = CHAINS
    for part in [part for part in list_parts(keeping, one) if part.kind not in keeping.where[one.id]]:
        family = family_of_part(keeping.task.exams[one.exam], part)
        first, last = list_bounds(keeping, one, part)
        free = list_open_slots(keeping, family, part)
        for kept in [kept for kept in keeping.kept if kept.family == family and first <= kept.slot < last]:
            if not may_enter(keeping, one, kept):
                continue
            for other in list_leavers(keeping, kept, free - {kept.slot}):
                if leave_to(keeping, one, other, part.kind):
                    return True
                tries -= 1
                if not tries:
                    return False
    return False


def list_open_slots(keeping: Keeping, family: Hashable, part: ExamPart) -> set[int]:
    """The slots in which somebody of a family might still find a seat."""
    found = {kept.slot for kept in keeping.kept if kept.family == family and len(kept.seats) < kept.places}
    for slot, rooms in enumerate(keeping.task.rooms_open):
        used = {kept.room.id for kept in keeping.kept if kept.slot == slot}
        if any(room.kind == part.kind and room.id not in used for room in rooms):
            found.add(slot)
    return found


def list_leavers(keeping: Keeping, kept: Kept, slots: set[int]) -> list[Candidate]:
    """One of each group in a session who could sit the part in one of these slots instead."""
    found: dict[Hashable, Candidate] = {}
    for name in kept.seats:
        other = keeping.people[name]
        first, last = list_bounds(keeping, other, kept.part)
        if any(first <= slot < last for slot in slots):
            found.setdefault((keeping.task.group_key(other), first, last), other)
    return list(found.values())


def leave_to(keeping: Keeping, one: Candidate, other: Candidate, kind: PartKind) -> bool:
    """Let another candidate leave a place, seat somebody, then the other anew; or change nothing."""
    memory = keeping.remember()
    keeping.lift(other.id, kind)
    if place_rest(keeping, one) and place_rest(keeping, other):
        return True
    keeping.come_back(memory)
    return False


def write_kept(keeping: Keeping) -> Iterator[Session]:
    """The sessions as they stand, leaders first."""
    for kept in sorted(keeping.kept, key=lambda kept: (kept.slot, kept.room.id)):
        team = (keeping.task.staff[one] for one in kept.team)
        people = sorted(team, key=lambda one: (not one.may_take("senior_assessor"), one.id))
        if kept.seats:
            yield Session(
                site=keeping.task.site,
                room=kept.room.id,
                slot=keeping.task.slots[kept.slot].id,
                kind=kept.part.kind,
                exams=tuple(sorted({keeping.people[name].exam for name in kept.seats})),
                role=kept.duty.role,
                staff=tuple(one.id for one in people),
                seats=tuple(kept.seats.values()),
            )
