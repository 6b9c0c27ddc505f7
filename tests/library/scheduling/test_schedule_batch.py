"""liangcai.scheduling.batch: whole batches by 1.9.3 to 1.9.5, checked by a second program."""

import datetime
import random

import msgspec
import pytest
from bench.batches import BatchProblem, make_batch
from bench.timetable_verifier import verify_timetable
from tests.data.effort import many
from tests.data.programme import Programme
from tests.data.small_batches import DAY, EXAMS, REVIEW, SKILL, THEORY, draw_batch, make_slots

from liangcai.findings import Result
from liangcai.scheduling.batch import schedule_batch, split_sites
from liangcai.scheduling.exact import ExactTask, solve_exactly
from liangcai.scheduling.exams import Exam
from liangcai.scheduling.lacks import Shortage, find_shortage
from liangcai.scheduling.model import (
    Candidate,
    Period,
    Qualification,
    Resources,
    Room,
    StaffMember,
    Station,
    Tie,
    Timetable,
    qualify,
)
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.solve import SiteSolver
from liangcai.scheduling.task import Task

PACK = SchedulingPack(most_in_a_row=3)
replace = msgspec.structs.replace


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


def compare_with_programme(seed: int) -> bool:
    """Hold a small batch, or count what it lacks, beside an integer programme; whether our answer was proven."""
    candidates, resources = draw_batch(seed)
    planned = schedule(candidates, resources)
    sat = {one.exam for one in candidates}
    programme = Programme(tuple(exam for exam in EXAMS if exam.id in sat), candidates, resources, PACK)
    if planned.value is not None:
        assert faults_of(candidates, resources, planned.value) == []
        assert programme.least(0) == 0
        return True
    shortage = lack_of(candidates, resources)
    ours = None if shortage.late else sum(len(one.slots) for one in shortage.missing)
    assert programme.least(min(ours or 6, 8)) == ours
    return shortage.proven


@pytest.mark.parametrize("seed", range(100, 112))
def test_small_batches_are_held_or_lack_what_an_integer_programme_says(seed: int) -> None:
    compare_with_programme(seed)


@pytest.mark.slow
def test_more_small_batches_agree_with_the_integer_programme() -> None:
    proven = [compare_with_programme(seed) for seed in range(300, 300 + many(120))]
    assert sum(proven) >= 0.9 * len(proven), "nearly all are proven, not only right"


@pytest.mark.parametrize("seed", range(40))
def test_every_small_plan_passes_the_verifier_by_either_way_of_solving(seed: int) -> None:
    candidates, resources = draw_batch(seed)
    made = schedule(candidates, resources).value
    exact = solve_exactly(task_of(candidates, resources).recast(ExactTask), looks=5_000)
    if made is not None:
        assert faults_of(candidates, resources, made) == []
    if exact.proven:
        assert (exact.roster is not None) == (made is not None)


@pytest.fixture(scope="module")
def thousand() -> tuple[BatchProblem, Timetable]:
    problem = make_batch(1000, 2, 3, rooms=24)
    made = schedule_batch(problem.exams, problem.candidates, problem.resources, problem.pack, draw=random.Random(1))  # noqa: S311
    assert made.value is not None, made.findings
    return problem, made.value


def look_at(problem: BatchProblem, timetable: Timetable) -> list[str]:
    return verify_timetable(problem.exams, problem.candidates, problem.resources, problem.pack, timetable).faults


def test_a_thousand_at_two_sites_pass_the_verifier_and_no_neighbours_share_a_school(
    thousand: tuple[BatchProblem, Timetable],
) -> None:
    problem, timetable = thousand
    verdict = verify_timetable(problem.exams, problem.candidates, problem.resources, problem.pack, timetable)
    assert verdict.faults == []
    assert verdict.seats > 1800
    assert verdict.pairs == 0


@pytest.mark.parametrize(
    ("harm", "word"),
    [
        ("drop a session", "sits"),
        ("drop an assessor", "even panel"),
        ("two in a place", "two people"),
        ("same person twice", "duties in"),
        ("stranger", "not of this site"),
        ("one form", "have form"),
        ("another room", "another kind"),
        ("other slot", "within the slot"),
    ],
)
def test_the_verifier_finds_what_is_spoilt(thousand: tuple[BatchProblem, Timetable], harm: str, word: str) -> None:
    problem, timetable = thousand
    sessions = list(timetable.sessions)
    theory = next(n for n, one in enumerate(sessions) if one.kind == "theory" and len(one.seats) > 6)
    panel = next(n for n, one in enumerate(sessions) if one.kind == "skill" and len(one.seats) > 4)
    twin = next(n for n, one in enumerate(sessions) if one.slot == sessions[panel].slot and n != panel)
    spoilt = {
        "drop a session": (theory, {"seats": sessions[theory].seats[:1]}),
        "drop an assessor": (panel, {"staff": sessions[panel].staff[1:]}),
        "two in a place": (panel, {"seats": tuple(replace(one, row=1, column=1) for one in sessions[panel].seats)}),
        "same person twice": (twin, {"staff": sessions[panel].staff}),
        "stranger": (theory, {"staff": ("nobody", *sessions[theory].staff)}),
        "one form": (theory, {"seats": tuple(replace(one, form="A") for one in sessions[theory].seats)}),
        "another room": (theory, {"room": sessions[panel].room}),
        "other slot": (theory, {"slot": problem.resources.slots[-1].id}),
    }
    number, changes = spoilt[harm]
    sessions[number] = replace(sessions[number], **changes)
    assert any(word in fault for fault in look_at(problem, Timetable(sessions=tuple(sessions))))


def test_the_same_seed_gives_the_same_timetable() -> None:
    one, two = (schedule(make_people(9), make_house()) for _ in range(2))
    assert one == two


def test_people_stand_aside_for_kin_pupils_colleagues_and_those_whom_they_trained() -> None:
    candidates = (
        Candidate(id="亲", exam="甲"),
        Candidate(id="同事", exam="甲", organisation="甲校"),
        Candidate(id="学员", exam="甲", classes=("一班",)),
    )
    near = (
        StaffMember(id="近1", qualifications=qualify("assessor"), ties=(Tie(kind="kin", candidate="亲"),)),
        StaffMember(id="近2", qualifications=qualify("assessor"), organisation="甲校"),
        StaffMember(id="近3", qualifications=qualify("assessor"), trained=("一班",)),
    )
    house = make_house(staff=(*make_crew(assessors=0), *near))
    plan_of(candidates, house)
    plan_of(candidates, replace(house, staff=house.staff[:-1]))
    alone = replace(house, staff=house.staff[:-2])
    assert [(one.rule, one.place) for one in schedule(candidates, alone).findings] == [("sitting-assessor", "")]


def test_whoever_is_away_or_should_pause_or_whose_papers_ended_is_not_called() -> None:
    slots = make_slots(1)
    gone = Period(start=slots[0].start, end=slots[0].end)
    paper = Qualification(role="invigilator", valid_until=DAY.date() - datetime.timedelta(days=1))
    staff = (
        *make_crew(2),
        StaffMember(id="a", qualifications=qualify("invigilator"), away=(gone,)),
        StaffMember(id="b", qualifications=(paper,)),
        StaffMember(id="c", qualifications=qualify("invigilator"), batches_in_a_row=3),
    )
    candidates = make_people(5, parts=("theory",))
    result = schedule(candidates, make_house(staff=staff, slots=slots))
    assert [one.rule for one in result.findings] == ["sitting-invigilator"]
    assert "1 名监考人员" in result.findings[0].message.zh
    assert "3.3 小时" in result.findings[0].message.zh


def test_a_panel_of_one_examination_is_qualified_for_it_and_its_level() -> None:
    low = Qualification(role="assessor", occupation="1-01-01-01", level="四级")
    staff = (*make_crew(assessors=0), StaffMember(id="低", qualifications=(low,)))
    plan_of(make_people(2), make_house(staff=staff))
    lacking = lack_of(make_people(2, "丙"), make_house(staff=staff))
    assert [(one.want.role, one.want.occupation, len(one.slots)) for one in lacking.missing] == [
        ("assessor", "1-01-01-01", 1)
    ]


def test_stations_of_a_kind_limit_how_many_work_at_once() -> None:
    few = Room(id="技能", kind="skill", seats=9, stations=(Station(kind="工位", count=1), Station(kind="灶", count=8)))
    house = make_house(rooms=(*make_house().rooms[:1], few), slots=make_slots(3))
    plan = plan_of(make_people(4), house)
    starts = [seat.start for session in plan.sessions if session.kind == "skill" for seat in session.seats]
    assert len(set(starts)) == 4
    lacking = lack_of(make_people(5), house)
    assert [(one.want.kind, one.want.role) for one in lacking.missing] == [("skill", None)]
    assert lacking.proven


def test_extra_time_and_steps_are_minded() -> None:
    candidates = (*make_people(4), *make_people(1, "乙", accessible=True, extra_time=50))
    house = make_house()
    plan = plan_of(candidates, house)
    own = [seat for session in plan.sessions for seat in session.seats if seat.candidate == "乙00"]
    assert {(seat.row, seat.column) for seat in own} == {(1, 1)}
    assert [seat.minutes for seat in own] == [135, 90]
    assert all(seat.minutes is None for s in plan.sessions for seat in s.seats if seat.candidate != "乙00")


def test_a_part_for_which_no_session_is_left_is_said_with_its_clause() -> None:
    for house in (make_house(slots=make_slots(1)), make_house(slots=())):
        found = schedule(make_people(2), house).findings
        assert [(one.rule, one.clause) for one in found] == [("sitting-slots", "1.9.4")]
    long = make_people(1, extra_time=200)
    assert [one.rule for one in schedule(long, make_house()).findings] == ["sitting-slots"]


def test_a_passed_part_is_not_sat_again_and_parts_follow_one_another() -> None:
    candidates = (*make_people(2), *make_people(2, "乙", parts=("skill",)), *make_people(1, "丙"))
    plan = plan_of(candidates, make_house())
    kinds = [session.kind for session in plan.sessions for seat in session.seats if seat.candidate.startswith("乙")]
    assert kinds == ["skill", "skill"]


def test_several_sites_lack_their_own_things() -> None:
    one, two = make_house(), make_house()
    rooms = tuple(replace(room, site="东") for room in one.rooms) + tuple(
        replace(room, site="西") for room in two.rooms if room.kind != "skill"
    )
    staff = tuple(replace(person, site=site, id=site + person.id) for site in "东西" for person in one.staff)
    people = tuple(replace(person, site=site, id=site + person.id) for site in "东西" for person in make_people(4))
    found = schedule(people, replace(one, rooms=rooms, staff=staff)).findings
    assert [(each.rule, each.place, each.clause) for each in found] == [("sitting-rooms", "西", "1.9.5")]
    assert found[0].message.zh.startswith("西 技能考核还缺 1 个考场")
    assert "再少不可" in found[0].message.zh


def test_nothing_to_schedule_is_a_finding() -> None:
    twice = (*make_people(1), *make_people(1))
    unknown = (Candidate(id="x", exam="丁"),)
    idle = make_people(1, parts=("review",))
    clash = make_house(slots=(*make_slots(1), replace(make_slots(1)[0], id="重")))
    for candidates, house in (
        ((), make_house()),
        (twice, make_house()),
        (unknown, make_house()),
        (make_people(1), clash),
        (idle, make_house()),
    ):
        assert [one.rule for one in schedule(candidates, house).findings] == ["sitting-candidates"]


def test_theory_rooms_are_shared_by_examinations_alike_and_not_by_others() -> None:
    plan = plan_of((*make_people(2), *make_people(2, "乙")), make_house())
    assert [one.exams for one in plan.sessions if one.kind == "theory"] == [("乙", "甲")]
    long = Exam(id="乙", occupation="2-02-02-02", level="四级", parts=(replace(THEORY, minutes=100), SKILL))
    made = schedule_batch(
        (EXAMS[0], long),
        (*make_people(2), *make_people(2, "乙")),
        make_house(),
        PACK,
        draw=random.Random(1),  # noqa: S311
    )
    assert made.value is not None
    assert all(len(one.exams) == 1 for one in made.value.sessions)
    assert REVIEW.minutes == 15
