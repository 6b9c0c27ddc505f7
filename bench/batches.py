"""Made-up batches of any size: sites with rooms and staff, candidates of two occupations and several levels.

In: sizes, a seed. Out: what ``schedule_batch`` is given. Follows: the ratios of the two bundled standards; no name
means anybody.
"""

import datetime
import random

import msgspec

import liangcai_reference
from liangcai.scheduling.exams import Exam, describe_exam
from liangcai.scheduling.model import (
    Candidate,
    Qualification,
    Resources,
    Room,
    Site,
    StaffMember,
    Station,
    Tie,
)
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.timetable import list_slots
from liangcai.standard.read import read_standard
from liangcai_web.services.packs import scheduling_pack

ZONE = datetime.timezone(datetime.timedelta(hours=8))
FIRST_DAY = datetime.date(2026, 3, 7)


class BatchProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a batch is laid out from."""

    exams: tuple[Exam, ...]
    candidates: tuple[Candidate, ...]
    resources: Resources
    pack: SchedulingPack


def make_batch(candidates: int, sites: int, days: int, *, rooms: int, seed: int = 1) -> BatchProblem:
    """So many candidates at so many sites, each with so many rooms, half of them with stations."""
    rng, pack, exams = random.Random(seed), scheduling_pack(), bundled_exams()  # noqa: S311
    share = -(-candidates // sites)
    names = [f"S{number:04}" for number in range(sites)]
    slots = list_slots([FIRST_DAY + datetime.timedelta(days=day) for day in range(days)], ZONE, pack)
    people = tuple(make_candidate(number, names[number // share], exams, rng) for number in range(candidates))
    return BatchProblem(
        exams=exams,
        candidates=people,
        resources=Resources(
            sites=tuple(Site(id=name) for name in names),
            rooms=tuple(room for name in names for room in make_rooms(name, rooms, rng)),
            staff=tuple(
                person
                for number, name in enumerate(names)
                for person in make_staff(name, rooms, exams, people[number * share : (number + 1) * share], rng)
            ),
            slots=slots,
        ),
        pack=pack,
    )


def bundled_exams() -> tuple[Exam, ...]:
    """Every level of the two bundled standards; skill is done at stations of a kind."""
    found = []
    for occupation in liangcai_reference.list_occupations():
        standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
        assert standard is not None
        for level in standard.levels:
            exam = describe_exam(standard, level.name, scheduling_pack(), {"skill": "工位"}).value
            assert exam is not None
            found.append(exam)
    return tuple(found)


def make_candidate(number: int, site: str, exams: tuple[Exam, ...], rng: random.Random) -> Candidate:
    """Somebody of one of a dozen schools near a site; few need more time or a seat without steps."""
    return Candidate(
        id=f"C{number:07}",
        exam=rng.choices(exams, [2 if len(exam.parts) < 3 else 1 for exam in exams])[0].id,
        site=site,
        organisation=f"{site}-{rng.randrange(12)}" if rng.random() < 0.9 else "",
        classes=(f"{site}-班{rng.randrange(30)}",),
        parts=rng.choices(((), ("theory",), ("skill",)), (90, 5, 5))[0],
        accessible=rng.random() < 0.005,
        extra_time=25 if rng.random() < 0.01 else 0,
    )


def make_rooms(site: str, count: int, rng: random.Random) -> list[Room]:
    """Theory rooms of 24 to 40 desks, rooms with stations, and some for the board."""
    boards = max(2, count // 8)
    skill = max(2, count // 2)
    made = [
        Room(
            id=f"{site}-T{n:02}",
            site=site,
            kind="theory",
            seats=rng.choice((24, 30, 30, 40)),
            columns=rng.choice((5, 6)),
            accessible=2,
        )
        for n in range(max(2, count - boards - skill))
    ]
    made += [
        Room(
            id=f"{site}-S{n:02}",
            site=site,
            kind="skill",
            seats=12,
            accessible=1,
            stations=(Station(kind="工位", count=rng.choice((6, 8, 10))),),
        )
        for n in range(skill)
    ]
    return made + [Room(id=f"{site}-R{n:02}", site=site, kind="review", seats=1, accessible=1) for n in range(boards)]


def make_staff(
    site: str, rooms: int, exams: tuple[Exam, ...], near: tuple[Candidate, ...], rng: random.Random
) -> list[StaffMember]:
    """Invigilators, assessors of each occupation, seniors, a board; some have kin, pupils or colleagues there."""
    wanted: list[tuple[str, tuple[Qualification, ...], int]] = [
        ("I", (Qualification(role="invigilator"),), rooms * 3 // 2 + 6)
    ]
    for occupation in sorted({exam.occupation for exam in exams}):
        assessor = Qualification(role="assessor", occupation=occupation)
        senior = Qualification(role="senior_assessor", occupation=occupation)
        reviewer = Qualification(role="reviewer", occupation=occupation)
        wanted += [
            (f"A{occupation}", (assessor,), rooms * 2 + 4),
            (f"H{occupation}", (senior, reviewer), rooms + 9),
        ]
    return [
        StaffMember(
            id=f"{site}-{letter}-{number:03}",
            site=site,
            qualifications=qualifications,
            organisation=f"{site}-{rng.randrange(12)}" if rng.random() < 0.05 else f"{site}-考点",
            ties=(Tie(kind="kin", candidate=rng.choice(near).id),) if near and rng.random() < 0.05 else (),
            trained=(f"{site}-班{rng.randrange(30)}",) if letter[0] == "A" and rng.random() < 0.05 else (),
            batches_in_a_row=rng.choices((0, 1, 2, 3), (70, 20, 8, 2))[0],
        )
        for letter, qualifications, count in wanted
        for number in range(count)
    ]
