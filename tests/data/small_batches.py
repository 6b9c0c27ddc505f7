"""Random small batches of one site, many of which lack something."""

import datetime
import random

from liangcai.scheduling.exams import Exam, ExamPart
from liangcai.scheduling.model import (
    Candidate,
    Period,
    Qualification,
    Resources,
    Room,
    Slot,
    StaffMember,
    Station,
    Tie,
)
from liangcai.standard.model import Staffing

DAY = datetime.datetime(2026, 3, 7, 8, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
THEORY = ExamPart(
    kind="theory",
    name="理论知识考试",
    minutes=90,
    staff=Staffing(ratio="1:2", per="room", at_least=2),
    role="invigilator",
    line=1,
)
SKILL = ExamPart(
    kind="skill",
    name="技能考核",
    minutes=60,
    staff=Staffing(ratio="1:2", per="panel", at_least=1, odd=True),
    role="assessor",
    station="工位",
    line=2,
)
REVIEW = ExamPart(
    kind="review",
    name="综合评审",
    minutes=15,
    staff=Staffing(ratio=None, per="panel", at_least=3, odd=True),
    role="reviewer",
    line=3,
)
EXAMS = (
    Exam(id="甲", occupation="1-01-01-01", level="四级", parts=(THEORY, SKILL), judged_by=("四级", "三级")),
    Exam(id="乙", occupation="2-02-02-02", level="四级", parts=(THEORY, SKILL), judged_by=("四级", "三级")),
    Exam(id="丙", occupation="1-01-01-01", level="三级", parts=(SKILL, REVIEW), judged_by=("三级",)),
)


def make_slots(count: int) -> tuple[Slot, ...]:
    """Mornings and afternoons of two to four hours."""
    starts = [DAY + datetime.timedelta(hours=12 * number) for number in range(count)]
    return tuple(
        Slot(id=f"第{number}场", start=start, end=start + datetime.timedelta(minutes=(120, 200)[number % 2]))
        for number, start in enumerate(starts, 1)
    )


def draw_batch(seed: int) -> tuple[tuple[Candidate, ...], Resources]:
    """A few candidates, rooms and people, with every kind of trouble now and then."""
    rng = random.Random(seed)  # noqa: S311
    slots = make_slots(rng.randint(2, 3))
    exams = rng.sample(EXAMS[:2] if rng.random() < 0.7 else EXAMS[1:], rng.choice((1, 2)))
    candidates = tuple(draw_candidate(rng, number, exams) for number in range(rng.randint(1, 5)))
    rooms = [
        Room(id=f"理{n}", kind="theory", seats=rng.randint(1, 4), accessible=rng.choice((0, 1)))
        for n in range(rng.choice((0, 1, 1, 2)))
    ]
    rooms += [
        Room(id=f"技{n}", kind="skill", seats=2, accessible=rng.choice((0, 1)), stations=draw_stations(rng))
        for n in range(rng.choice((0, 1, 1, 2)))
    ]
    rooms += [Room(id=f"评{n}", kind="review", seats=1, accessible=1) for n in range(rng.choice((0, 1, 1)))]
    staff = tuple(draw_person(rng, number, candidates, slots) for number in range(rng.randint(2, 10)))
    return candidates, Resources(rooms=tuple(rooms), staff=staff, slots=slots)


def draw_candidate(rng: random.Random, number: int, exams: list[Exam]) -> Candidate:
    """Somebody with a school, needs, or a passed part now and then."""
    exam = rng.choice(exams)
    return Candidate(
        id=f"考生{number}",
        exam=exam.id,
        organisation=rng.choice(("", "甲校", "乙校")),
        classes=rng.choice(((), ("一班",))),
        parts=rng.choices(((), ("skill",), (exam.parts[0].kind,)), (4, 2, 1))[0],
        accessible=rng.random() < 0.15,
        extra_time=50 if rng.random() < 0.15 else 0,
    )


def draw_stations(rng: random.Random) -> tuple[Station, ...]:
    """Nothing said, or so many stations of one kind, which may be the wrong one."""
    return rng.choice(
        ((), (Station(kind="工位", count=1),), (Station(kind="工位", count=2),), (Station(kind="灶", count=2),))
    )


def draw_person(
    rng: random.Random, number: int, candidates: tuple[Candidate, ...], slots: tuple[Slot, ...]
) -> StaffMember:
    """Somebody with one or two roles, now and then away or too near to somebody."""
    papers = (
        Qualification(role="invigilator"),
        Qualification(role="assessor", occupation="1-01-01-01", level=rng.choice(("", "三级", "四级"))),
        Qualification(role="assessor", occupation="2-02-02-02"),
        Qualification(role="senior_assessor"),
        Qualification(role="reviewer"),
        Qualification(role="assessor", valid_until=DAY.date() - datetime.timedelta(days=rng.choice((-9, 1)))),
        Qualification(role="invigilator", occupation="1-01-01-01"),
    )
    gone = rng.choice(slots)
    return StaffMember(
        id=f"人员{number}",
        qualifications=tuple(rng.sample(papers, rng.choice((1, 2, 3)))),
        organisation=rng.choice(("", "", "", "甲校")),
        ties=(Tie(kind="kin", candidate=rng.choice(candidates).id),) if rng.random() < 0.2 else (),
        trained=("一班",) if rng.random() < 0.1 else (),
        away=(Period(start=gone.start, end=gone.end),) if rng.random() < 0.2 else (),
    )
