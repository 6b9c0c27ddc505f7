"""Pictures of rooms and staff: by day and hour, nights left out; hours on duty of each person (1.9.3, 1.9.4)."""

import datetime

import pytest

from liangcai.scheduling.model import PartPlan, Plan, RoomPlan, Seat
from liangcai_web.centre.charts_rooms import HEAD, ROW, SIDE, WIDTH, draw_loads, draw_timetable

START = datetime.datetime(2026, 3, 7, 8, 30, tzinfo=datetime.UTC)


def make_room(name: str, staff: tuple[str, ...], hours: tuple[float, ...]) -> RoomPlan:
    seats = tuple(
        Seat(candidate=f"{name}{number}", row=1, column=number, form=None, start=START + datetime.timedelta(hours=hour))
        for number, hour in enumerate(hours, 1)
    )
    return RoomPlan(room=name, role="assessor", staff=staff, seats=seats)


def make_plan() -> Plan:
    theory = make_room("T01", ("甲", "乙"), (0, 0, 0))
    skill = make_room("S01", ("乙", "丙"), (2, 3, 24, 25))
    end = START + datetime.timedelta(hours=26)
    return Plan(
        level="四级",
        parts=(
            PartPlan(name="理论", kind="theory", start=START, end=end, minutes=90, rooms=(theory,)),
            PartPlan(name="技能", kind="skill", start=START, end=end, minutes=60, rooms=(skill,)),
        ),
    )


def test_rooms_are_drawn_by_day_and_hour_without_the_night() -> None:
    chart = draw_timetable(make_plan())
    assert [room for room, _ in chart.rows] == ["T01", "S01"]
    assert [(use.room, use.count) for use in chart.uses] == [("T01", 3), ("S01", 2), ("S01", 2)]
    assert [tick.day for tick in chart.ticks if tick.day] == ["03-07", "03-08"]
    assert max(use.x + use.width for use in chart.uses) <= WIDTH
    assert min(use.x for use in chart.uses) >= SIDE
    assert chart.height >= HEAD + 2 * ROW
    first, second, third = (use.x for use in chart.uses)
    assert first < second < third < second + 24 * chart.uses[1].width


def test_everybody_on_duty_has_a_bar_as_long_as_their_hours() -> None:
    loads = {one.name: one for one in draw_loads(make_plan()).rows}
    assert {name: one.hours for name, one in loads.items()} == {"甲": 1.5, "乙": 5.5, "丙": 4.0}
    assert loads["乙"].rooms == ("T01", "S01")
    assert loads["甲"].width / loads["乙"].width == pytest.approx(1.5 / 5.5, abs=0.01)


def test_a_plan_without_anybody_is_an_empty_drawing() -> None:
    empty = Plan(level="四级", parts=())
    assert draw_timetable(empty).uses == ()
    assert draw_loads(empty).rows == ()
