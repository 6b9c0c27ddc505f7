"""Candidates to seats.

In: candidates in drawn order, rooms, a pack. Out: groups per room and seats with row, column, form and time. Follows:
clause 1.9.5 and practice: one person a desk, parallel forms so that neighbours differ along rows and columns.
"""

import datetime

from liangcai.blueprint.apportion import share_largest_remainder
from liangcai.scheduling.desks import choose_desks
from liangcai.scheduling.model import Candidate, Room, Seat
from liangcai.scheduling.pack import SchedulingPack


def capacity(room: Room, pack: SchedulingPack) -> int:
    """How many candidates sit a part in a room at once."""
    return max(0, min(room.seats, pack.theory_room_seats) if room.kind == "theory" else room.seats)


def choose_rooms(rooms: tuple[Room, ...], candidates: int, pack: SchedulingPack) -> tuple[Room, ...]:
    """The fewest rooms that hold everyone, larger ones first; all of them where they don't."""
    chosen: list[Room] = []
    for room in sorted(rooms, key=lambda one: (-capacity(one, pack), one.id)):
        if sum(capacity(one, pack) for one in chosen) >= candidates or not capacity(room, pack):
            break
        chosen.append(room)
    return tuple(chosen)


def split_groups(candidates: tuple[Candidate, ...], sizes: tuple[int, ...]) -> tuple[tuple[Candidate, ...], ...]:
    """The candidates in groups in proportion to ``sizes``; none exceeds its size while all together hold everyone."""
    shares = share_largest_remainder(len(candidates), sizes)
    groups: list[tuple[Candidate, ...]] = []
    begin = 0
    for share in shares:
        groups.append(candidates[begin : begin + share])
        begin += share
    return tuple(groups)


def seat_group(
    group: tuple[Candidate, ...], room: Room, starts: tuple[datetime.datetime, ...], pack: SchedulingPack
) -> tuple[Seat, ...]:
    """Seats for a group, in as many turns as there are ``starts``; a theory room has one turn and parallel forms.

    Where schools or employers are known, neighbours in a theory room come from different ones.
    """
    columns = room.columns or pack.columns
    seats: list[Seat] = []
    places = [divmod(place, room.seats) for place in range(len(group))]
    if room.kind == "theory":
        places = [(0, desk) for desk in choose_theory_desks(group, room, columns, pack)]
    for (turn, seat), candidate in zip(places, group, strict=True):
        row, column = divmod(seat, columns)
        form = pack.forms[(row + column) % len(pack.forms)] if room.kind == "theory" else None
        seats.append(Seat(candidate=candidate.id, row=row + 1, column=column + 1, form=form, start=starts[turn]))
    return tuple(sorted(seats, key=lambda one: (one.start, one.row, one.column)))


def choose_theory_desks(group: tuple[Candidate, ...], room: Room, columns: int, pack: SchedulingPack) -> list[int]:
    """A desk for each of a group: one after another, or apart from those of the same school."""
    schools = [one.organisation for one in group]
    front = [number for number, one in enumerate(group) if one.accessible]
    if not any(schools) and not front:
        return list(range(len(group)))
    desks = capacity(room, pack)
    return choose_desks(schools, columns, desks, front, min(room.accessible, desks))
