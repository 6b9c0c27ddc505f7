"""A plan: its sessions have names of their own, which stay when it is mended; times come from the seats."""

import datetime

import msgspec
from tests.data.small_batches import DAY, EXAMS

from liangcai.scheduling.model import Resources, Room, Seat, Session, Slot, Timetable
from liangcai.scheduling.plan import Plan, list_uses, name_sessions

LATER = DAY + datetime.timedelta(hours=5)
SLOTS = (
    Slot(id="上午", start=DAY, end=DAY + datetime.timedelta(hours=3)),
    Slot(id="下午", start=LATER, end=LATER + datetime.timedelta(hours=4)),
)


def make_session(site: str, room: str, slot: str, kind: str = "theory", minutes: int | None = None) -> Session:
    start = next(one.start for one in SLOTS if one.id == slot)
    seat = Seat(candidate=f"{site}{room}{slot}", row=1, column=1, form="A", start=start, minutes=minutes)
    return Session(
        site=site, room=room, slot=slot, kind=kind, exams=("甲",), role="invigilator", staff=("监考0",), seats=(seat,)
    )


def house(*rooms: tuple[str, str]) -> Resources:
    return Resources(rooms=tuple(Room(id=room, kind="theory", seats=4, site=site) for site, room in rooms), slots=SLOTS)


def names(timetable: Timetable) -> dict[tuple[str, str, str], str]:
    return {(one.site, one.room, one.slot): one.name for one in timetable.sessions}


def test_a_room_used_once_is_called_by_its_name_alone() -> None:
    made = name_sessions(Timetable(sessions=(make_session("东", "T1", "上午"),)), house(("东", "T1")))
    assert names(made) == {("东", "T1", "上午"): "T1"}
    assert made.sessions[0].number == 1


def test_rooms_of_the_same_name_and_sessions_of_the_same_room_can_be_told_apart() -> None:
    sessions = (make_session("东", "T1", "上午"), make_session("东", "T1", "下午"), make_session("西", "T1", "上午"))
    made = name_sessions(Timetable(sessions=sessions), house(("东", "T1"), ("西", "T1")))
    assert names(made) == {
        ("东", "T1", "上午"): "东·T1·0307-0830",
        ("东", "T1", "下午"): "东·T1·0307-1330",
        ("西", "T1", "上午"): "西·T1",
    }
    assert sorted(one.number for one in made.sessions) == [1, 2, 3]


def test_what_was_named_keeps_its_name_and_number_when_a_session_comes_in_before_it() -> None:
    first = name_sessions(Timetable(sessions=(make_session("东", "T1", "下午"),)), house(("东", "T1")))
    both = Timetable(sessions=(make_session("东", "T1", "上午"), make_session("东", "T1", "下午")))
    made = name_sessions(both, house(("东", "T1")), first)
    assert names(made) == {("东", "T1", "上午"): "T1·0307-0830", ("东", "T1", "下午"): "T1"}
    assert {one.name: one.number for one in made.sessions} == {"T1": 1, "T1·0307-0830": 2}


def test_a_session_ends_when_its_last_candidate_does_with_extra_time() -> None:
    table = Timetable(sessions=(make_session("东", "T1", "上午", minutes=113),))
    plan = Plan(exams=EXAMS, resources=house(("东", "T1")), timetable=table)
    (use,) = list_uses(plan, "theory")
    assert (use.start, use.end) == (DAY, DAY + datetime.timedelta(minutes=113))
    assert list_uses(plan, "skill") == ()


def test_a_plan_comes_back_the_same_from_what_is_kept() -> None:
    table = name_sessions(Timetable(sessions=(make_session("东", "T1", "上午"),)), house(("东", "T1")))
    plan = Plan(exams=EXAMS, resources=house(("东", "T1")), timetable=table)
    assert msgspec.json.decode(msgspec.json.encode(plan), type=Plan) == plan
