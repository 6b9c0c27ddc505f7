"""The rule pack of scheduling: what practice adds to the ratios of the standard.

In: the text of ``rulepacks/scheduling.toml``. Out: ``SchedulingPack``. Follows: the house rule that practice is data
with source, date and severity.
"""

import datetime
from itertools import pairwise

import msgspec

from liangcai.findings import Finding, Message, Result, Severity


class Hours(msgspec.Struct, frozen=True, array_like=True):
    """A session of a day: from, to."""

    start: datetime.time
    end: datetime.time


class SchedulingPack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Seats of a theory room, desks in a row, parallel forms, pauses in minutes, senior levels, sessions of a day.

    ``sessions`` are the hours of a day in which a batch is held; after ``most_in_a_row`` batches at a site somebody
    pauses (None: never).
    """

    source: str = ""
    date: datetime.date | None = None
    severity: Severity = Severity.WARNING
    theory_room_seats: int = 30
    columns: int = 5
    forms: tuple[str, ...] = ("A", "B")
    break_minutes: int = 30
    turn_minutes: int = 10
    senior_levels: tuple[str, ...] = ()
    sessions: tuple[Hours, ...] = (
        Hours(datetime.time(8, 30), datetime.time(11, 30)),
        Hours(datetime.time(13, 30), datetime.time(17, 30)),
    )
    most_in_a_row: int | None = None

    def problem(self) -> str | None:
        """What makes the numbers unusable, if anything."""
        if self.theory_room_seats < 1 or self.columns < 1 or not self.forms:
            return "theory_room_seats, columns, forms: at least 1"
        if min(self.break_minutes, self.turn_minutes) < 0:
            return "break_minutes >= 0, turn_minutes >= 0"
        moments = [moment for hours in self.sessions for moment in (hours.start, hours.end)]
        if not moments or any(first >= second for first, second in pairwise(moments)):
            return "sessions: each begins after the one before has ended"
        return None


class _File(msgspec.Struct, frozen=True):
    scheduling: SchedulingPack


def read_pack(text: str, name: str = "scheduling.toml") -> Result[SchedulingPack | None]:
    """The pack in the ``[scheduling]`` table of a TOML text; an unreadable one is an error and no value."""
    try:
        pack = msgspec.toml.decode(text, type=_File).scheduling
    except msgspec.DecodeError as error:
        return Result(None, (unusable(str(error), name),))
    problem = pack.problem()
    return Result(None, (unusable(problem, name),)) if problem else Result(pack)


def unusable(problem: str, name: str) -> Finding:
    """The finding that a pack can't be used."""
    return Finding(
        rule="scheduling-pack",
        severity=Severity.ERROR,
        message=Message(f"规则包不能使用：{problem}。", f"The rule pack can't be used: {problem}."),
        document=name,
    )
