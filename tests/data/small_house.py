"""A small house to schedule batches in: three rooms, a crew, slots; its plans are verified by a second program."""

import random

from bench.timetable_verifier import verify_timetable
from msgspec.structs import replace

from liangcai.findings import Result
from liangcai.scheduling.batch import schedule_batch, split_sites
from liangcai.scheduling.lacks import Shortage, find_shortage
from liangcai.scheduling.model import Candidate, Resources, Room, StaffMember, Timetable, qualify
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.solve import SiteSolver
from liangcai.scheduling.task import Task
from tests.data.small_batches import EXAMS, make_slots

PACK = SchedulingPack(most_in_a_row=3)


def schedule(candidates: tuple[Candidate, ...], resources: Resources) -> Result[Timetable | None]:
    return schedule_batch(EXAMS, candidates, resources, PACK, draw=random.Random(1))  # noqa: S311 - no secret


def make_people(number: int, exam: str = "甲", **more: object) -> tuple[Candidate, ...]:
    return tuple(Candidate(id=f"{exam}{n:02d}", exam=exam, **more) for n in range(number))  # type: ignore[arg-type]


def make_crew(invigilators: int = 4, assessors: int = 3, reviewers: int = 3) -> tuple[StaffMember, ...]:
    return (
        *(StaffMember(id=f"监考{n}", qualifications=qualify("invigilator")) for n in range(invigilators)),
        *(StaffMember(id=f"考评{n}", qualifications=qualify("assessor")) for n in range(assessors)),
        *(StaffMember(id=f"评审{n}", qualifications=qualify("reviewer")) for n in range(reviewers)),
    )


def make_house(**more: object) -> Resources:
    rooms = (
        Room(id="理论", kind="theory", seats=8, columns=4, accessible=1),
        Room(id="技能", kind="skill", seats=3, accessible=1),
        Room(id="评审", kind="review", seats=1),
    )
    return replace(Resources(rooms=rooms, staff=make_crew(), slots=make_slots(4)), **more)


def faults_of(candidates: tuple[Candidate, ...], resources: Resources, timetable: Timetable) -> list[str]:
    return verify_timetable(EXAMS, candidates, resources, PACK, timetable).faults


def plan_of(candidates: tuple[Candidate, ...], resources: Resources) -> Timetable:
    result = schedule(candidates, resources)
    assert result.value is not None, result.findings
    assert faults_of(candidates, resources, result.value) == []
    return result.value


def task_of(candidates: tuple[Candidate, ...], resources: Resources) -> Task:
    return next(iter(split_sites({exam.id: exam for exam in EXAMS}, candidates, resources, PACK)))


def lack_of(candidates: tuple[Candidate, ...], resources: Resources) -> Shortage:
    return find_shortage(task_of(candidates, resources), SiteSolver(1))
