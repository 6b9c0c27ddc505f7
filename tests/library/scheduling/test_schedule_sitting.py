"""liangcai.scheduling: rooms, seats, invigilators and panels by the ratios of 1.9.3, or what is missing for them."""

import datetime
import random
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples
from tests.data.entry import REVIEW, SKILL, THEORY, make_standard

import liangcai_reference
from liangcai.findings import Result
from liangcai.scheduling.matching import match_people
from liangcai.scheduling.model import Candidate, PartPlan, Plan, Resources, Room, StaffMember, Tie, qualify
from liangcai.scheduling.pack import read_pack
from liangcai.scheduling.schedule import schedule_sitting
from liangcai.scheduling.staffing import least_by_ratio, needed_staff, size_panels
from liangcai.standard.model import LevelMinutes, Staffing, Standard
from liangcai.standard.read import read_standard

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
START = datetime.datetime(2024, 9, 2, 9, 0, tzinfo=SHANGHAI)
PACK = read_pack(liangcai_reference.read_text("rulepacks/scheduling.toml")).value
ONE_TO_FIVE = Staffing(ratio="1:5", per="panel", at_least=3, odd=True)


def make_candidates(number: int) -> tuple[Candidate, ...]:
    return tuple(Candidate(id=f"考生{n:02d}") for n in range(1, number + 1))


def make_staff(
    invigilators: int = 0, assessors: int = 0, seniors: int = 0, reviewers: int = 0
) -> tuple[StaffMember, ...]:
    return (
        *(StaffMember(id=f"监考{n:02d}", qualifications=qualify("invigilator")) for n in range(invigilators)),
        *(StaffMember(id=f"考评{n:02d}", qualifications=qualify("assessor")) for n in range(assessors)),
        *(StaffMember(id=f"高评{n:02d}", qualifications=qualify("senior_assessor")) for n in range(seniors)),
        *(StaffMember(id=f"评审{n:02d}", qualifications=qualify("reviewer")) for n in range(reviewers)),
    )


def make_rooms(theory: tuple[int, ...] = (30,), skill: tuple[int, ...] = (15, 15)) -> tuple[Room, ...]:
    return (
        *(Room(id=f"理论{n}", kind="theory", seats=seats) for n, seats in enumerate(theory)),
        *(Room(id=f"技能{n}", kind="skill", seats=seats) for n, seats in enumerate(skill)),
        Room(id="评审0", kind="review", seats=1),
    )


def schedule(
    candidates: tuple[Candidate, ...],
    resources: Resources,
    level: str = "四级",
    standard: Standard | None = None,
    seed: int = 1,
) -> Result[Plan | None]:
    assert PACK is not None
    draw = random.Random(seed)  # noqa: S311 - seats are no secret
    return schedule_sitting(standard or make_standard("x"), level, candidates, resources, PACK, start=START, draw=draw)


def plan_of(result: Result[Plan | None]) -> Plan:
    assert result.value is not None, result.findings
    return result.value


def test_thirty_candidates_take_one_room_and_two_panels_of_three() -> None:
    plan = plan_of(schedule(make_candidates(30), Resources(rooms=make_rooms(), staff=make_staff(2, 6))))
    theory, skill = plan.parts
    assert [(len(room.seats), len(room.staff)) for room in theory.rooms] == [(30, 2)]
    assert [(len(room.seats), len(room.staff)) for room in skill.rooms] == [(15, 3), (15, 3)]
    assert (theory.start, theory.end) == (START, START + datetime.timedelta(minutes=90))
    assert skill.start == START + datetime.timedelta(minutes=120)


def test_one_skill_room_takes_one_panel_of_seven_and_two_turns() -> None:
    rooms = make_rooms(skill=(15,))
    skill = plan_of(schedule(make_candidates(30), Resources(rooms=rooms, staff=make_staff(2, 7)))).parts[1]
    assert [len(room.staff) for room in skill.rooms] == [7]
    assert len({seat.start for seat in skill.rooms[0].seats}) == 2


@pytest.mark.parametrize(
    ("staff", "candidates", "most", "panels"),
    [
        (ONE_TO_FIVE, 30, None, (3, 3)),
        (ONE_TO_FIVE, 30, 1, (7,)),
        (ONE_TO_FIVE, 1, None, (3,)),
        (ONE_TO_FIVE, 15, None, (3,)),
        (ONE_TO_FIVE, 16, None, (5,)),
        (ONE_TO_FIVE, 40, None, (5, 3)),
        (ONE_TO_FIVE, 45, None, (3, 3, 3)),
        (ONE_TO_FIVE, 45, 2, (9,)),
        (Staffing(ratio="1:15", per="panel", at_least=3, odd=True), 60, None, (5,)),
        (Staffing(ratio=None, per="panel", at_least=5, odd=True), 60, None, (5,)),
        (Staffing(ratio=None, per="panel", at_least=4, odd=True), 3, None, (5,)),
        (Staffing(ratio="1:5", per="panel", at_least=2), 30, None, (2, 2, 2)),
    ],
)
def test_panels_are_as_few_people_as_the_ratio_allows(
    staff: Staffing, candidates: int, most: int | None, panels: tuple[int, ...]
) -> None:
    assert size_panels(staff, candidates, most) == panels


@given(st.integers(1, 400), st.none() | st.integers(1, 8))
def test_panels_are_odd_large_enough_and_keep_the_ratio(candidates: int, most: int | None) -> None:
    panels = size_panels(ONE_TO_FIVE, candidates, most)
    assert all(size % 2 == 1 and size >= 3 for size in panels)
    assert sum(panels) * 5 >= candidates
    assert most is None or len(panels) <= most
    assert most is not None or sum(panels) <= max(3, least_by_ratio(ONE_TO_FIVE, candidates) + 1)


def test_the_staff_that_a_level_needs_can_be_asked_for_beforehand() -> None:
    assert PACK is not None
    standard = make_standard("x")
    assert [(one.role, one.teams) for one in needed_staff(standard, "四级", 31, PACK)] == [
        ("invigilator", (2, 2)),
        ("assessor", (7,)),
    ]
    assert [(one.role, one.total) for one in needed_staff(standard, "二级", 10, PACK)] == [
        ("invigilator", 2),
        ("senior_assessor", 3),
        ("reviewer", 5),
    ]
    assert needed_staff(standard, "五级", 10, PACK) == ()


def test_neighbours_in_a_theory_room_have_different_forms() -> None:
    plan = plan_of(schedule(make_candidates(28), Resources(rooms=make_rooms(), staff=make_staff(2, 6))))
    forms = {(seat.row, seat.column): seat.form for seat in plan.parts[0].rooms[0].seats}
    for (row, column), form in forms.items():
        for neighbour in ((row, column + 1), (row + 1, column)):
            assert forms.get(neighbour) != form


def test_the_same_seed_gives_the_same_seats_and_another_gives_others() -> None:
    resources = Resources(rooms=make_rooms(), staff=make_staff(2, 6))
    one, same, other = (schedule(make_candidates(30), resources, seed=seed) for seed in (7, 7, 8))
    assert one == same
    assert one != other


def test_what_is_missing_is_counted_for_every_part() -> None:
    result = schedule(make_candidates(65), Resources(rooms=make_rooms((30, 20)), staff=make_staff(3, 4)))
    assert result.value is None
    assert [(one.rule, one.clause, one.line) for one in result.findings] == [
        ("sitting-seats", "1.9.5", 80),
        ("sitting-invigilator", "1.9.3", 80),
        ("sitting-assessor", "1.9.3", 81),
    ]
    assert [one.message.zh.split("还缺 ")[1][0:2].strip() for one in result.findings] == ["15", "3", "9"]


def test_no_room_for_a_panel_is_said_together_with_the_people_it_lacks() -> None:
    result = schedule(make_candidates(5), Resources(rooms=make_rooms(skill=()), staff=make_staff(2, 1)))
    assert [one.rule for one in result.findings] == ["sitting-rooms", "sitting-assessor"]


def test_staff_stand_aside_for_their_organisation_and_their_kin() -> None:
    candidates = (Candidate(id="考生01", organisation="甲校"), Candidate(id="考生02"))
    near = StaffMember(id="近", qualifications=qualify("assessor"), organisation="甲校")
    kin = StaffMember(id="亲", qualifications=qualify("assessor"), ties=(Tie(kind="kin", candidate="考生02"),))
    resources = Resources(rooms=make_rooms(), staff=(*make_staff(2, 2), near, kin))
    result = schedule(candidates, resources)
    assert [one.rule for one in result.findings] == ["sitting-assessor"]
    assert "还缺 1 名" in result.findings[0].message.zh
    enough = msgspec.structs.replace(
        resources, staff=(*resources.staff, StaffMember(id="远", qualifications=qualify("assessor")))
    )
    skill = plan_of(schedule(candidates, enough)).parts[1]
    assert set(skill.rooms[0].staff) == {"考评00", "考评01", "远"}


def test_upper_levels_take_senior_assessors_and_a_board_of_five() -> None:
    resources = Resources(rooms=make_rooms(), staff=make_staff(2, 3, 3, 5))
    parts = plan_of(schedule(make_candidates(4), resources, level="二级")).parts
    assert [part.kind for part in parts] == ["theory", "skill", "review"]
    assert set(parts[1].rooms[0].staff) == {"高评00", "高评01", "高评02"}
    assert len(parts[2].rooms[0].staff) == 5
    starts = [seat.start for seat in parts[2].rooms[0].seats]
    assert starts == sorted(set(starts)), "one candidate after another"


def test_turns_that_would_not_end_today_go_on_the_next_morning() -> None:
    rooms = make_rooms(skill=(1,))
    skill = plan_of(schedule(make_candidates(12), Resources(rooms=rooms, staff=make_staff(2, 3)))).parts[1]
    starts = [seat.start for seat in skill.rooms[0].seats]
    assert {start.date().day for start in starts} == {2, 3}
    assert all(start.time() >= datetime.time(8, 30) for start in starts)
    assert all((start + datetime.timedelta(minutes=60)).time() <= datetime.time(18) for start in starts)


def test_nothing_to_schedule_is_a_finding() -> None:
    resources = Resources(rooms=make_rooms(), staff=make_staff(2, 6))
    twice = (Candidate(id="考生01"), Candidate(id="考生01"))
    for candidates, level in (((), "四级"), (twice, "四级"), (make_candidates(3), "五级")):
        assert [one.rule for one in schedule(candidates, resources, level).findings] == ["sitting-candidates"]
    silent = make_standard("x", parts=(THEORY, msgspec.structs.replace(SKILL, staff=None), REVIEW))
    assert [one.rule for one in schedule(make_candidates(3), resources, standard=silent).findings] == [
        "sitting-unstated"
    ]


def test_a_broken_pack_is_a_finding() -> None:
    assert not read_pack("[scheduling]\ncolumns = 0\n").ok
    assert not read_pack("[scheduling]\nsurprise = 1\n").ok
    assert not read_pack("= nonsense").ok


def busy_times(plan: Plan) -> dict[str, list[tuple[datetime.datetime, datetime.datetime]]]:
    """When each person, candidate or staff, is somewhere."""
    times: dict[str, list[tuple[datetime.datetime, datetime.datetime]]] = {}
    for part in plan.parts:
        for room in part.rooms:
            for seat in room.seats:
                end = seat.start + datetime.timedelta(minutes=part.minutes)
                times.setdefault(seat.candidate, []).append((seat.start, end))
            for person in room.staff:
                times.setdefault(person, []).append((part.start, part.end))
    return times


def assert_lawful(part: PartPlan, number: int) -> None:
    assert len({seat.candidate for room in part.rooms for seat in room.seats}) == number
    for room in part.rooms:
        assert len({(seat.row, seat.column, seat.start) for seat in room.seats}) == len(room.seats)
        assert len(set(room.staff)) == len(room.staff)
        if part.kind == "theory":
            assert len(room.staff) >= max(2, -(-len(room.seats) // 15))
        else:
            assert len(room.staff) % 2 == 1
            assert len(room.staff) * 5 >= len(room.seats)


@settings(max_examples=examples(60))
@given(
    st.integers(1, 90),
    st.lists(st.integers(1, 40), max_size=5).map(tuple),
    st.lists(st.integers(1, 20), max_size=4).map(tuple),
    st.integers(0, 8),
    st.integers(0, 24),
)
def test_a_plan_is_lawful_and_a_refusal_names_what_is_missing(
    number: int, theory: tuple[int, ...], skill: tuple[int, ...], invigilators: int, assessors: int
) -> None:
    both = tuple(
        StaffMember(id=f"兼{n:02d}", qualifications=qualify("invigilator", "assessor")) for n in range(assessors)
    )
    resources = Resources(rooms=make_rooms(theory, skill), staff=(*make_staff(invigilators), *both))
    result = schedule(make_candidates(number), resources)
    if result.value is None:
        assert result.findings
        return
    for part in result.value.parts:
        assert_lawful(part, number)
    for times in busy_times(result.value).values():
        for (_, end), (start, _) in pairwise(sorted(times)):
            assert end <= start


@given(st.lists(st.lists(st.integers(0, 5), max_size=4, unique=True), max_size=6))
def test_matching_gives_nobody_two_duties_and_fills_as_many_as_can_be(duties: list[list[int]]) -> None:
    chosen = match_people(duties)
    people = [person for person in chosen if person is not None]
    assert len(set(people)) == len(people)
    assert all(person in duty for duty, person in zip(duties, chosen, strict=True) if person is not None)

    def most(rest: list[list[int]], used: frozenset[int]) -> int:
        if not rest:
            return 0
        taken = (1 + most(rest[1:], used | {person}) for person in rest[0] if person not in used)
        return max((most(rest[1:], used), *taken))

    assert len(people) == most(duties, frozenset())


@pytest.mark.parametrize("occupation", liangcai_reference.list_occupations())
def test_every_level_of_the_bundled_standards_can_be_scheduled(occupation: str) -> None:
    standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
    assert standard is not None
    resources = Resources(rooms=make_rooms(), staff=make_staff(4, 9, 9, 5))
    for level in standard.levels:
        plan = plan_of(schedule(make_candidates(30), resources, level.name, standard))
        assert plan.parts[0].minutes == 90


def test_a_part_lasts_as_long_as_its_own_level_asks() -> None:
    own = (LevelMinutes(levels=("四级",), minutes=120), LevelMinutes(levels=("三级",), minutes=150))
    standard = make_standard("x")
    theory = msgspec.structs.replace(standard.assessment.parts[0], minutes=own)
    parts = (theory, *standard.assessment.parts[1:])
    assessment = msgspec.structs.replace(standard.assessment, parts=parts)
    standard = msgspec.structs.replace(standard, assessment=assessment)
    resources = Resources(rooms=make_rooms(), staff=make_staff(4, 12))
    plan = schedule(make_candidates(10), resources, "四级", standard).value
    assert plan is not None
    assert plan.parts[0].minutes == 120
