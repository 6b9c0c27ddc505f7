"""A whole batch laid out: many sites, days, occupations and levels.

In: examinations, candidates, resources, a pack, a seeded Random. Out: ``Timetable``, or what lacks, site by site.
Follows: clauses 1.9.3 (ratios, odd panels), 1.9.4 (minutes), 1.9.5 (places). Sites share nothing, so each is laid out
by itself.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from liangcai.findings import Finding, Result
from liangcai.scheduling.exams import Exam
from liangcai.scheduling.lacks import find_shortage
from liangcai.scheduling.model import Candidate, Resources, Room, Session, StaffMember, Timetable
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.report import report_shortage
from liangcai.scheduling.sessions import write_sessions
from liangcai.scheduling.shortage import nobody
from liangcai.scheduling.solve import SiteSolver
from liangcai.scheduling.task import Task

Sited = TypeVar("Sited", Room, StaffMember, Candidate)


def schedule_batch(
    exams: Sequence[Exam],
    candidates: Sequence[Candidate],
    resources: Resources,
    pack: SchedulingPack,
    *,
    draw: random.Random,
) -> Result[Timetable | None]:
    """Lay out every site; the same ``draw`` gives the same timetable.

    The value is None if anything lacks; the findings then name the smallest set of missing rooms and people, site by
    site, with their hours.
    """
    known = {exam.id: exam for exam in exams}
    findings = check_batch(known, candidates, resources)
    if findings:
        return Result(None, findings)
    sessions: list[Session] = []
    for task in split_sites(known, candidates, resources, pack):
        solve = SiteSolver(draw.getrandbits(64))
        roster = solve(task).roster
        if roster is None:
            findings += report_shortage(task, find_shortage(task, solve))
        elif not findings:
            sessions.extend(write_sessions(task, roster))
    return Result(None if findings else Timetable(sessions=tuple(sessions)), findings)


def check_batch(
    exams: Mapping[str, Exam], candidates: Sequence[Candidate], resources: Resources
) -> tuple[Finding, ...]:
    """What can't be scheduled at all."""
    if not candidates:
        return (nobody("没有考生，无从编排。", "There are no candidates to schedule."),)
    if len({one.id for one in candidates}) < len(candidates):
        return (nobody("有考生重复出现。", "A candidate appears twice."),)
    unknown = sorted({one.exam for one in candidates} - set(exams))
    if unknown:
        return (nobody(f"没有说明考试“{unknown[0]}”。", f"The examination “{unknown[0]}” is not described."),)
    idle = next((one for one in candidates if one.parts and not sits_any(one, exams[one.exam])), None)
    if idle is not None:
        return (nobody(f"考生 {idle.id} 没有要考的部分。", f"There is no part that candidate {idle.id} sits."),)
    if any(first.meets(second) for first, second in pairwise(sorted(resources.slots, key=lambda slot: slot.start))):
        return (nobody("有场次时间重叠。", "Two slots overlap."),)
    return ()


def sits_any(candidate: Candidate, exam: Exam) -> bool:
    """Whether the examination has any part that somebody is to sit."""
    return any(part.kind in candidate.parts for part in exam.parts)


def split_sites(
    exams: Mapping[str, Exam], candidates: Sequence[Candidate], resources: Resources, pack: SchedulingPack
) -> Iterator[Task]:
    """What each site has to do, in order of the sites' names."""
    rooms, staff, people = by_site(resources.rooms), by_site(resources.staff), by_site(candidates)
    for site in sorted(people):
        own = Resources(rooms=tuple(rooms.get(site, ())), staff=tuple(staff.get(site, ())), slots=resources.slots)
        yield Task(site, people[site], exams, own, pack)


def by_site(things: Sequence[Sited]) -> dict[str, list[Sited]]:
    """Things by the site that they belong to."""
    found: dict[str, list[Sited]] = {}
    for one in things:
        found.setdefault(one.site, []).append(one)
    return found
