"""Somebody placed among sessions that stand.

In: a ``Keeping``, a candidate. Out: seats for the parts that they have none for. Follows: clauses 1.9.3 to 1.9.5; of
all places in order of time those are taken for which the fewest people learn of a change.
"""

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise, product

from liangcai.scheduling.exams import ExamPart
from liangcai.scheduling.keeping import Keeping, Kept, family_of_part
from liangcai.scheduling.layout import serves
from liangcai.scheduling.model import Candidate
from liangcai.scheduling.task import own_minutes


def list_families(keeping: Keeping, one: Candidate) -> list[Hashable]:
    """With whom somebody can share a room, part by part."""
    return [family_of_part(keeping.task.exams[one.exam], part) for part in list_parts(keeping, one)]


def list_parts(keeping: Keeping, one: Candidate) -> list[ExamPart]:
    """What somebody sits, in order."""
    return [part for part in keeping.task.exams[one.exam].parts if not one.parts or part.kind in one.parts]


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
    """How many people learn of a change for a session, shared by those who wait and could follow.

    Calling somebody who had no duty weighs little, but more than nobody.
    """
    more = kept.wanted(1)
    if more <= 0:
        return 0
    called = sum(keeping.moves(person) for person in keeping.idle(kept)[:more]) + more / 1000
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
