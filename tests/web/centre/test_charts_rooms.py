"""Pictures of rooms and staff: by day and hour, nights left out; hours on duty of each person (1.9.3, 1.9.4)."""

import datetime

import pytest

from liangcai.scheduling.exams import ExamPart
from liangcai.scheduling.model import Role, Room, Seat, Session, Slot
from liangcai.scheduling.plan import Use
from liangcai.standard.model import PartKind, Staffing
from liangcai_web.centre.charts_rooms import HEAD, ROW, SIDE, WIDTH, draw_loads, draw_timetable

START = datetime.datetime(2026, 3, 7, 8, 30, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def make_use(room: str, kind: PartKind, minutes: int, staff: tuple[str, ...], hours: tuple[float, ...]) -> Use:
    role: Role = "invigilator" if kind == "theory" else "assessor"
    seats = tuple(
        Seat(candidate=f"{room}{number}", row=1, column=number, form=None, start=START + hour * HOUR)
        for number, hour in enumerate(hours, 1)
    )
    staffing = Staffing(ratio=None, per="room", at_least=1)
    return Use(
        session=Session(site="", room=room, slot="", kind=kind, exams=(), role=role, staff=staff, seats=seats),
        part=ExamPart(kind=kind, name=kind, minutes=minutes, staff=staffing, role=role),
        room=Room(id=room, kind=kind, seats=9),
        slot=Slot(id="", start=START, end=START + 26 * HOUR),
        start=START,
        end=START + 26 * HOUR,
    )


def make_uses() -> tuple[Use, ...]:
    return (
        make_use("T01", "theory", 90, ("甲", "乙"), (0, 0, 0)),
        make_use("S01", "skill", 60, ("乙", "丙"), (2, 3, 24, 25)),
    )


def test_rooms_are_drawn_by_day_and_hour_without_the_night() -> None:
    chart = draw_timetable(make_uses())
    assert [room for room, _ in chart.rows] == ["T01", "S01"]
    assert [(use.room, use.count) for use in chart.uses] == [("T01", 3), ("S01", 2), ("S01", 2)]
    assert [tick.day for tick in chart.ticks if tick.day] == ["03-07", "03-08"]
    assert max(use.x + use.width for use in chart.uses) <= WIDTH
    assert min(use.x for use in chart.uses) >= SIDE
    assert chart.height >= HEAD + 2 * ROW
    first, second, third = (use.x for use in chart.uses)
    assert first < second < third < second + 24 * chart.uses[1].width


def test_everybody_on_duty_has_a_bar_as_long_as_their_hours() -> None:
    loads = {one.name: one for one in draw_loads(make_uses(), {}).rows}
    assert {name: one.hours for name, one in loads.items()} == {"甲": 1.5, "乙": 5.5, "丙": 4.0}
    assert loads["乙"].rooms == ("T01", "S01")
    assert loads["甲"].width / loads["乙"].width == pytest.approx(1.5 / 5.5, abs=0.01)


def test_a_plan_without_anybody_is_an_empty_drawing() -> None:
    assert draw_timetable(()).uses == ()
    assert draw_loads((), {}).rows == ()


def test_people_are_drawn_by_their_names() -> None:
    assert {one.name for one in draw_loads(make_uses(), {"甲": "张三"}).rows} == {"张三", "乙", "丙"}
