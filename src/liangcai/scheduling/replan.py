"""A timetable mended after something changed, with as few people moved as can be.

In: the timetable as it was; examinations, candidates, resources as they are now. Out: a ``Timetable``, or what lacks.
Follows: clauses 1.9.3 to 1.9.5; who can stay stays: a person away is replaced through the shortest chain of others, a
candidate without a place takes a free one, then one that another candidate can leave; only when none of that helps is a
site laid out anew.
"""

import random
from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from itertools import pairwise, product

from liangcai.findings import Result
from liangcai.scheduling.batch import check_batch, split_sites
from liangcai.scheduling.exams import Exam, ExamPart
from liangcai.scheduling.keeping import Keeping, Kept, family_of_part
from liangcai.scheduling.lacks import find_shortage
from liangcai.scheduling.layout import serves
from liangcai.scheduling.matching import fill_duty
from liangcai.scheduling.model import Candidate, Resources, Session, Timetable
from liangcai.scheduling.moves import list_moved
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.report import report_shortage
from liangcai.scheduling.sessions import write_sessions
from liangcai.scheduling.solve import solve_site
from liangcai.scheduling.staffing import size_team
from liangcai.scheduling.task import Task, own_minutes

ORDERS = 6
CHAINS = 200


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
    roster = solve_site(task, seed).roster
    if roster is None:
        return Result((), report_shortage(task, find_shortage(task, partial(solve_site, seed=seed))))
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


def list_families(keeping: Keeping, one: Candidate) -> list[Hashable]:
    """With whom somebody can share a room, part by part."""
    return [family_of_part(keeping.task.exams[one.exam], part) for part in list_parts(keeping, one)]


def list_parts(keeping: Keeping, one: Candidate) -> list[ExamPart]:
    """What somebody sits, in order."""
    return [part for part in keeping.task.exams[one.exam].parts if not one.parts or part.kind in one.parts]


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
    """Who may serve in a session, whether free or not; those who lost their duty first."""
    able = [one for one in keeping.task.able[kept.slot][kept.duty] if keeping.may_join(one, kept)]
    return sorted(able, key=lambda one: one not in keeping.uprooted)


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
    """Find places for the parts that somebody has none for, moving first nobody else, then one other."""
    if place_rest(keeping, one):
        return True
    old = dict(keeping.where[one.id])
    seats = {kind: kept.seats[one.id] for kind, kept in old.items()}
    for kind in old:
        keeping.lift(one.id, kind)
    if place_rest(keeping, one) or take_over(keeping, one):
        return True
    for kind, kept in old.items():
        keeping.put(one, kept, seats[kind])
    return False


def place_rest(keeping: Keeping, one: Candidate) -> bool:
    """Place the missing parts of somebody, in order, where the fewest people have to be called for those who wait."""
    missing = [part for part in list_parts(keeping, one) if part.kind not in keeping.where[one.id]]
    ways = [list(cheapest_by_slot(keeping, one, part)) for part in missing]
    fits = (way for way in product(*ways) if follows(keeping, one, missing, way))
    best = min(fits, key=lambda way: (sum(cost for cost, _ in way), [kept.slot for _, kept in way]), default=None)
    if best is None:
        return False
    for _, kept in best:
        enter(keeping, one, kept)
    return True


def follows(keeping: Keeping, one: Candidate, missing: Sequence[ExamPart], way: Sequence[tuple[float, Kept]]) -> bool:
    """Whether all parts of somebody follow one another."""
    slots = {kind: kept.slot for kind, kept in keeping.where[one.id].items()}
    slots |= {part.kind: kept.slot for part, (_, kept) in zip(missing, way, strict=True)}
    order = [slots[part.kind] for part in list_parts(keeping, one)]
    return all(first < second for first, second in pairwise(order))


def cheapest_by_slot(keeping: Keeping, one: Candidate, part: ExamPart) -> Iterator[tuple[float, Kept]]:
    """For each slot the session that takes somebody with the fewest people called for it."""
    found: set[int] = set()
    options = [(price(keeping, kept), kept) for kept in list_options(keeping, one, part)]
    for cost, kept in sorted(options, key=lambda option: option[0]):
        if kept.slot not in found and is_open_to(keeping, one, kept):
            found.add(kept.slot)
            yield cost, kept


def price(keeping: Keeping, kept: Kept) -> float:
    """How many people are called anew for a session, shared by those who wait and could follow."""
    more = kept.wanted(1)
    if more <= 0:
        return 0
    called = sum(person not in keeping.uprooted for person in keeping.idle(kept)[:more])
    room = min(kept.places - len(kept.seats), serves(kept.part.staff, len(kept.team) + more) - len(kept.seats))
    return called / max(1, min(room, keeping.waiting[kept.family]))


def is_open_to(keeping: Keeping, one: Candidate, kept: Kept) -> bool:
    """Whether there is a seat, and there are people for the team."""
    if kept.find_seat(one) is None:
        return False
    more = kept.wanted(1)
    return more <= 0 or len(list_callable(keeping, one, kept)) >= more


def list_callable(keeping: Keeping, one: Candidate, kept: Kept) -> list[int]:
    """Who could be called to a team that somebody is going to stand before."""
    return [person for person in keeping.idle(kept) if keeping.task.staff[person].may_examine(one)]


def enter(keeping: Keeping, one: Candidate, kept: Kept) -> None:
    """Seat somebody, with more people on the team if need be."""
    more = kept.wanted(1)
    if more > 0:
        kept.team = kept.team + list_callable(keeping, one, kept)[:more]
    if kept not in keeping.kept:
        keeping.kept.append(kept)
    seat = kept.find_seat(one)
    if seat is not None:
        keeping.put(one, kept, seat)


def list_options(keeping: Keeping, one: Candidate, part: ExamPart) -> Iterator[Kept]:
    """Sessions that somebody could join, and such as could be opened."""
    task, exam = keeping.task, keeping.task.exams[one.exam]
    first, last = list_bounds(keeping, one, part)
    family = family_of_part(exam, part)
    for kept in keeping.kept:
        if (
            first <= kept.slot < last
            and kept.family == family
            and len(kept.seats) < kept.places
            and may_enter(keeping, one, kept)
        ):
            yield kept
    minutes = own_minutes(part, one)
    for slot in range(first, last):
        if minutes > task.length(slot):
            continue
        used = {kept.room.id for kept in keeping.kept if kept.slot == slot}
        free = [room for room in task.rooms_open[slot] if room.kind == part.kind and room.id not in used]
        kinds = {(room.seats, room.accessible, room.stations): room for room in free}
        for room in sorted(kinds.values(), key=lambda room: -room.seats):
            yield Kept(task, room, slot, exam, part, minutes)


def list_bounds(keeping: Keeping, one: Candidate, part: ExamPart) -> tuple[int, int]:
    """The slots in which somebody can sit a part: from, up to but without."""
    kinds = [each.kind for each in list_parts(keeping, one)]
    place = kinds.index(part.kind)
    held = keeping.where[one.id]
    before = [held[kind].slot for kind in kinds[:place] if kind in held]
    after = [held[kind].slot for kind in kinds[place + 1 :] if kind in held]
    return max(before, default=-1) + 1, min(after, default=len(keeping.task.slots))


def may_enter(keeping: Keeping, one: Candidate, kept: Kept) -> bool:
    """Whether nobody of a team has to stand aside for somebody."""
    return all(keeping.task.staff[person].may_examine(one) for person in kept.team)


def take_over(keeping: Keeping, one: Candidate) -> bool:
    """Take a place that another candidate leaves for one of their own."""
    families = list_families(keeping, one)
    tried: set[Hashable] = set()
    for kept in [kept for kept in keeping.kept if kept.family in families and may_enter(keeping, one, kept)]:
        for name in list(kept.seats):
            other = keeping.people[name]
            key = (keeping.task.group_key(other), kept, *keeping.where[name].values())
            if key not in tried and leave_to(keeping, one, other):
                return True
            tried.add(key)
            if len(tried) > CHAINS:
                return False
    return False


def leave_to(keeping: Keeping, one: Candidate, other: Candidate) -> bool:
    """Let another candidate leave their places, seat somebody, then the other anew; or change nothing."""
    teams, old = keeping.remember(), dict(keeping.where[other.id])
    seats = {kind: held.seats[other.id] for kind, held in old.items()}
    for kind in old:
        keeping.lift(other.id, kind)
    if place_rest(keeping, one) and place_rest(keeping, other):
        return True
    for who in (one.id, other.id):
        for kind in list(keeping.where[who]):
            keeping.lift(who, kind)
    keeping.come_back(teams)
    for kind, held in old.items():
        keeping.put(other, held, seats[kind])
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
