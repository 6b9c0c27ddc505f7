"""How many people a part of the examination takes.

In: a standard, a level, a number of candidates, a pack. Out: sizes of invigilation teams and panels. Follows: clause
1.9.3: at least so many a room or panel and not fewer than the ratio; a panel is odd, and serves at most so many
candidates per member.
"""

import msgspec

from liangcai.scheduling.model import Role
from liangcai.scheduling.pack import SchedulingPack
from liangcai.standard.model import Part, PartKind, Staffing, Standard


class StaffNeed(msgspec.Struct, frozen=True, kw_only=True):
    """The staff of one part: the size of each team, one a room or panel, and who they must be."""

    kind: PartKind
    role: Role
    teams: tuple[int, ...]
    clause: str = "1.9.3"

    @property
    def total(self) -> int:
        """How many people in all."""
        return sum(self.teams)


def needed_staff(
    standard: Standard, level: str, candidates: int, pack: SchedulingPack | None = None
) -> tuple[StaffNeed, ...]:
    """The staff of each part that a level sits, with as few people as the standard allows."""
    rules = pack or SchedulingPack()
    return tuple(need_for_part(part, level, candidates, rules) for part in parts_of(standard, level) if part.staff)


def parts_of(standard: Standard, level: str) -> tuple[Part, ...]:
    """The parts that a level sits with its own minutes, in the order of the standard."""
    known = standard.level(level)
    if known is None:
        return ()
    names = (known.name, known.printed_name)
    sat = (part for part in standard.assessment.parts if any(name in part.levels for name in names))
    return tuple(part.at(known.name) for part in sat)


def need_for_part(part: Part, level: str, candidates: int, pack: SchedulingPack) -> StaffNeed:
    """The staff of one part when rooms are as many as it takes."""
    role = role_for(part, level, pack)
    if part.staff is None or candidates <= 0:
        return StaffNeed(kind=part.kind, role=role, teams=())
    if part.staff.per == "panel":
        return StaffNeed(kind=part.kind, role=role, teams=size_panels(part.staff, candidates))
    rooms = -(-candidates // pack.theory_room_seats)
    share, more = divmod(candidates, rooms)
    sizes = (share + 1 if room < more else share for room in range(rooms))
    return StaffNeed(kind=part.kind, role=role, teams=tuple(size_team(part.staff, size) for size in sizes))


def role_for(part: Part, level: str, pack: SchedulingPack) -> Role:
    """Who watches or judges a part."""
    if part.kind == "theory":
        return "invigilator"
    if part.kind == "review":
        return "reviewer"
    return "senior_assessor" if level.split("/")[0] in pack.senior_levels else "assessor"


def size_team(staff: Staffing, candidates: int) -> int:
    """People in one room: the minimum, or more by the ratio; odd where the standard wants that."""
    size = max(staff.at_least, 1, least_by_ratio(staff, candidates))
    return size + 1 if staff.odd and size % 2 == 0 else size


def least_by_ratio(staff: Staffing, candidates: int) -> int:
    """The fewest people that keep a ratio such as 1:15; 0 where there is none."""
    if staff.ratio is None:
        return 0
    people, served = (int(number) for number in staff.ratio.split(":"))
    return -(-candidates * people // served)


def size_panels(staff: Staffing, candidates: int, most: int | None = None) -> tuple[int, ...]:
    """Sizes of panels with the fewest people, then the most panels, of which there are at most ``most``.

    30 candidates at 1:5 in odd panels of at least three are two panels of three; in one room only, one panel of seven.
    """
    least = max(staff.at_least, 1)
    least += 1 if staff.odd and least % 2 == 0 else 0
    wanted = least_by_ratio(staff, candidates)
    limit = max(1, -(-wanted // least))
    choices = [panel_total(wanted, least, count, odd=staff.odd) for count in range(1, min(limit, most or limit) + 1)]
    total = min(choices)
    count = max(count for count, people in enumerate(choices, 1) if people == total)
    step = 2 if staff.odd else 1
    extra, more = divmod((total - least * count) // step, count)
    return tuple(least + step * (extra + (1 if panel < more else 0)) for panel in range(count))


def panel_total(wanted: int, least: int, count: int, *, odd: bool) -> int:
    """The fewest people in ``count`` panels; the sum of so many odd sizes is odd only if ``count`` is."""
    total = max(wanted, least * count)
    return total + 1 if odd and (total - count) % 2 else total
