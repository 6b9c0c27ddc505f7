"""What a batch needs in rooms and people, and what the office has at hand.

In: a batch, rooms as lines, accounts with duties. Out: resources, the plan, or the smallest set that lacks. Follows:
clauses 1.9.3 to 1.9.5; everybody in a plan has an account of their own, so that each signs under their own name.
"""

from datetime import datetime
from typing import get_args

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.scheduling.model import Plan, Resources, Role, Room, StaffMember, qualify
from liangcai.scheduling.staffing import StaffNeed, needed_staff, parts_of
from liangcai.standard.model import PartKind
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.services.applications_office import list_admitted
from liangcai_web.services.batches import batch_standard
from liangcai_web.services.packs import scheduling_pack
from liangcai_web.services.seating import load_plan, plan_seats
from liangcai_web.services.turns import take_turn

DUTIES: dict[str, tuple[Role, ...]] = {
    "invigilator": ("invigilator",),
    "assessor": ("assessor", "senior_assessor", "reviewer"),
}
MOST_SEATS, MOST_COLUMNS = 10_000, 40
LETTERS: dict[PartKind, str] = {"theory": "T", "skill": "S", "review": "R"}


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """An account that may take one of some duties in a sitting."""

    username: str
    name: str
    duties: tuple[Role, ...]


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """What a part asks for: its name and line in the standard, its staff."""

    part: str
    line: int
    staff: StaffNeed


def list_needs(batch: Batch, candidates: int) -> tuple[Need, ...]:
    """The staff of each part that the level sits, for so many candidates."""
    standard = batch_standard(batch)
    needs = {need.kind: need for need in needed_staff(standard, batch.level, candidates, scheduling_pack())}
    parts = parts_of(standard, batch.level)
    return tuple(Need(part=part.name, line=part.line, staff=needs[part.kind]) for part in parts if part.kind in needs)


def list_colleagues(organisation: Organisation) -> tuple[Colleague, ...]:
    """The accounts that can have a duty in a sitting, invigilators first, then by name."""
    rows = Membership.objects.filter(organisation=organisation, role__in=DUTIES, user__is_active=True)
    found: dict[str, Colleague] = {}
    for row in rows.select_related("user").order_by("-role", "user__username"):
        user = row.user
        known = found.get(user.get_username())
        duties = (known.duties if known else ()) + DUTIES[row.role]
        found[user.get_username()] = Colleague(username=user.get_username(), name=user.get_full_name(), duties=duties)
    return tuple(found.values())


def propose_rooms(needs: tuple[Need, ...], candidates: int) -> str:
    """Rooms that would do, one a line: kind, name, seats."""
    lines = []
    for need in needs:
        count = len(need.staff.teams)
        seats = scheduling_pack().theory_room_seats if need.staff.kind == "theory" else max(candidates, 1)
        letter = LETTERS[need.staff.kind]
        lines += [f"{need.part} {letter}{number:02d} {seats}" for number in range(1, count + 1)]
    return "\n".join(lines)


def read_rooms(text: str, needs: tuple[Need, ...]) -> Result[tuple[Room, ...]]:
    """Rooms from lines of part, name, seats and desks in a row; each line that can't be read is a finding."""
    kinds = {need.part: need.staff.kind for need in needs}
    rooms: list[Room] = []
    findings: list[Finding] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words:
            continue
        kind = kinds.get(words[0])
        numbers = [int(word) for word in words[2:] if word.isascii() and word.isdigit() and len(word) < 6]
        whole = len(words) in (3, 4) and len(numbers) == len(words) - 2 and min(numbers) > 0
        if kind is None or not whole or len(words[1]) > 40:
            findings.append(unreadable(number, line, tuple(kinds)))
        elif any(room.id == words[1] and room.kind == kind for room in rooms):
            findings.append(wrong_room(number, f"考场 {words[1]} 重复。", f"Room {words[1]} stands there twice."))
        else:
            columns = min(numbers[1], MOST_COLUMNS) if len(numbers) > 1 else None
            rooms.append(Room(id=words[1], kind=kind, seats=min(numbers[0], MOST_SEATS), columns=columns))
    return Result(tuple(rooms), tuple(findings))


def unreadable(number: int, line: str, parts: tuple[str, ...]) -> Finding:
    """A line that is not a room."""
    names = "、".join(parts)
    return wrong_room(
        number,
        f"“{line.strip()[:40]}”须写成“考核部分 考场 座位数”，后面可加每排座位数；考核部分为：{names}。",
        f"“{line.strip()[:40]}” must read “part room seats”, perhaps with the desks in a row; the parts are: {names}.",
    )


def wrong_room(number: int, zh: str, en: str) -> Finding:
    """Something wrong in a line of the rooms."""
    message = Message(f"第 {number} 行：{zh}", f"Line {number}: {en}")
    return Finding(rule="rooms.rooms", severity=Severity.ERROR, message=message, clause="1.9.5")


def make_plan(
    batch: Batch,
    rooms: tuple[Room, ...],
    duties: dict[str, str],
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
) -> Result[Plan | None]:
    """Plan once; ``duties`` maps user names to roles, those without one stay at home."""
    staff = tuple(
        StaffMember(id=one.username, qualifications=qualify(role))
        for one in list_colleagues(batch.organisation)
        if (role := find_role(duties.get(one.username, ""))) in one.duties and role
    )
    batch.starts_at = timezone.localtime(batch.starts_at)
    with take_turn(batch.organisation):
        if load_plan(batch) is not None:
            message = Message("这个批次已经编排，准考证已发。", "This batch has its plan and its tickets already.")
            return Result(None, (Finding(rule="rooms.again", severity=Severity.ERROR, message=message),))
        return plan_seats(batch, list_admitted(batch), Resources(rooms=rooms, staff=staff), now=now, actor=actor)


def find_role(name: str) -> Role | None:
    """The role of that name, or None."""
    return next((role for role in get_args(Role) if role == name), None)


def list_seated(batch: Batch) -> tuple[Candidate, ...]:
    """The candidates of a batch with their names, by ticket number."""
    return tuple(batch.candidates.select_related("person").order_by("serial"))
