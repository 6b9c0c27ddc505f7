"""A sitting laid out: who sits where and when, watched or judged by whom.

In: a standard, a level, candidates, resources, a pack, a start, a seeded Random. Out: ``Plan``, or what lacks.
Follows: clauses 1.9.3 (ratios), 1.9.4 (minutes), 1.9.5 (places). Parts follow one another, so that nobody is in two
places at once.
"""

import datetime
import random

import msgspec

from liangcai.findings import Finding, Result
from liangcai.scheduling.matching import match_people
from liangcai.scheduling.model import Candidate, PartPlan, Plan, Resources, Role, Room, RoomPlan, StaffMember
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.seating import capacity, choose_rooms, seat_group, split_groups
from liangcai.scheduling.shortage import lacking_room, lacking_seats, lacking_staff, nobody, unstated
from liangcai.scheduling.staffing import need_for_part, parts_of, role_for, size_panels, size_team
from liangcai.scheduling.timetable import list_turns
from liangcai.standard.model import Part, Staffing, Standard


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The rooms of a part with their groups and the sizes of their teams; ``lacking`` says what is missing."""

    rooms: tuple[Room, ...] = ()
    groups: tuple[tuple[Candidate, ...], ...] = ()
    teams: tuple[int, ...] = ()
    lacking: tuple[Finding, ...] = ()


def schedule_sitting(
    standard: Standard,
    level: str,
    candidates: tuple[Candidate, ...],
    resources: Resources,
    pack: SchedulingPack,
    *,
    start: datetime.datetime,
    draw: random.Random,
) -> Result[Plan | None]:
    """Lay out every part that a level sits; the same ``draw`` gives the same seats.

    ``start`` is in the zone of the organisation, in which the hours of the day are meant. The value is None if anything
    lacks; then each finding says how many seats, rooms or people are missing for which part.
    """
    parts = parts_of(standard, level)
    findings = check_input(parts, candidates, level)
    if findings:
        return Result(None, findings)
    plans: list[PartPlan] = []
    begin = start
    for part in parts:
        drawn = draw.sample(candidates, len(candidates))
        planned = plan_part(part, level, tuple(drawn), resources, pack, begin)
        findings += planned.findings
        if planned.value:
            plans.append(planned.value)
            begin = planned.value.end + datetime.timedelta(minutes=pack.break_minutes)
    return Result(None if findings else Plan(level=level, parts=tuple(plans)), findings)


def check_input(parts: tuple[Part, ...], candidates: tuple[Candidate, ...], level: str) -> tuple[Finding, ...]:
    """What can't be scheduled at all."""
    if not parts:
        return (
            nobody(f"标准没有给出{level}的考核部分。", f"The standard gives no parts of an examination for {level}."),
        )
    if not candidates:
        return (nobody("没有考生，无从编排。", "There are no candidates to schedule."),)
    if len({one.id for one in candidates}) < len(candidates):
        return (nobody("有考生重复出现。", "A candidate appears twice."),)
    return tuple(unstated(part) for part in parts if part.staff is None or part.minutes_min is None)


def plan_part(
    part: Part,
    level: str,
    candidates: tuple[Candidate, ...],
    resources: Resources,
    pack: SchedulingPack,
    start: datetime.datetime,
) -> Result[PartPlan | None]:
    """One part: rooms and groups, then people, then times."""
    rooms = tuple(room for room in resources.rooms if room.kind == part.kind and capacity(room, pack) > 0)
    role = role_for(part, level, pack)
    staff = tuple(one for one in resources.staff if one.may_take(role))
    if part.staff is None or part.minutes_min is None:
        return Result(None, (unstated(part),))
    layout = lay_out(part, part.staff, rooms, candidates, pack)
    if layout.lacking:
        short = need_for_part(part, level, len(candidates), pack).total - len(staff)
        return Result(None, layout.lacking + ((lacking_staff(part, role, short),) if short > 0 else ()))
    teams = assign_teams(layout, staff)
    short = sum(layout.teams) - sum(len(team) for team in teams)
    if short:
        return Result(None, (lacking_staff(part, role, short),))
    return Result(make_part(part, part.minutes_min, role, layout, teams, start, pack))


def lay_out(
    part: Part, staffing: Staffing, rooms: tuple[Room, ...], candidates: tuple[Candidate, ...], pack: SchedulingPack
) -> Layout:
    """Rooms and groups: everyone at once in as few rooms as will do, or a panel a room."""
    if staffing.per == "panel":
        if not rooms:
            return Layout(lacking=(lacking_room(part),))
        panels = size_panels(staffing, len(candidates), most=len(rooms))
        largest = sorted(rooms, key=lambda room: (-room.seats, room.id))[: len(panels)]
        return Layout(rooms=tuple(largest), groups=split_groups(candidates, panels), teams=panels)
    chosen = choose_rooms(rooms, len(candidates), pack)
    seats = tuple(capacity(room, pack) for room in chosen)
    if sum(seats) < len(candidates):
        return Layout(lacking=(lacking_seats(part, len(candidates) - sum(seats)),))
    groups = split_groups(candidates, seats)
    return Layout(rooms=chosen, groups=groups, teams=tuple(size_team(staffing, len(group)) for group in groups))


def assign_teams(layout: Layout, staff: tuple[StaffMember, ...]) -> tuple[tuple[StaffMember, ...], ...]:
    """A team for each room, none of whom stands too near to a candidate in it; seniors lead."""
    places = tuple(room for room, size in enumerate(layout.teams) for _ in range(size))
    able = tuple(
        tuple(person for person, one in enumerate(staff) if all(one.may_examine(candidate) for candidate in group))
        for group in layout.groups
    )
    chosen = match_people(tuple(able[room] for room in places))
    teams: list[list[StaffMember]] = [[] for _ in layout.teams]
    for room, person in zip(places, chosen, strict=True):
        if person is not None:
            teams[room].append(staff[person])
    return tuple(tuple(sorted(team, key=lambda one: (not one.may_take("senior_assessor"), one.id))) for team in teams)


def make_part(
    part: Part,
    minutes: int,
    role: Role,
    layout: Layout,
    teams: tuple[tuple[StaffMember, ...], ...],
    start: datetime.datetime,
    pack: SchedulingPack,
) -> PartPlan:
    """The part with its seats and times."""
    used: list[RoomPlan] = []
    ends = [start]
    for room, group, team in zip(layout.rooms, layout.groups, teams, strict=True):
        turns = 1 if part.kind == "theory" else -(-len(group) // room.seats)
        starts = list_turns(start, minutes, turns, pack)
        ends.append(starts[-1] + datetime.timedelta(minutes=minutes))
        seats = seat_group(group, room, starts, pack)
        names = tuple(one.id for one in team)
        columns, desks = room.columns or pack.columns, capacity(room, pack)
        used.append(RoomPlan(room=room.id, role=role, staff=names, seats=seats, columns=columns, desks=desks))
    return PartPlan(
        name=part.name,
        kind=part.kind,
        start=min(seat.start for room in used for seat in room.seats),
        end=max(ends),
        minutes=minutes,
        rooms=tuple(used),
        line=part.line,
    )
