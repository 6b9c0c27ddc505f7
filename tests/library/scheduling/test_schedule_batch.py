"""liangcai.scheduling.batch: what each rule of 1.9.3 to 1.9.5 does to a small batch."""

import datetime
import random

from msgspec.structs import replace
from tests.data.small_batches import DAY, EXAMS, REVIEW, SKILL, THEORY, make_slots
from tests.data.small_house import PACK, lack_of, make_crew, make_house, make_people, plan_of, schedule

from liangcai.scheduling.batch import schedule_batch
from liangcai.scheduling.exams import Exam
from liangcai.scheduling.model import Candidate, Period, Qualification, Room, StaffMember, Station, Tie, qualify


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
