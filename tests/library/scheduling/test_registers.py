"""Lists of rooms and of staff: every row is taken or reported, and what is written out is read back the same."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from liangcai.scheduling.model import Period, Station
from liangcai.scheduling.registry.places import ROOM_HEADS, read_rooms
from liangcai.scheduling.registry.read import read_register
from liangcai.scheduling.registry.staff import STAFF_HEADS, read_people
from liangcai.scheduling.registry.words import (
    UnreadableError,
    read_periods,
    read_stations,
    write_periods,
    write_stations,
)
from liangcai.scheduling.registry.write import write_register

ZONE = ZoneInfo("Asia/Shanghai")
ROOM = {"site": "东校区", "room": "T01", "kind": "理论", "seats": "30", "accessible": "4", "columns": "6"}
PERSON = {"number": "A1", "name": "张三", "role": "考评员", "occupation": "4-14-01-04", "valid_until": "2027-05-01"}


def read_back(heads, rows):
    data = write_register("表", heads, rows)
    read = read_register(data, "list.xlsx", heads)
    assert read.value is not None
    assert not read.findings
    return read.value.rows


def faults(heads, read, row):
    rows = read_register(write_register("表", heads, [row]), "list.xlsx", heads)
    found = [*rows.findings, *(read(rows.value.rows, ZONE).findings if rows.value else ())]
    return [finding.rule for finding in found]


def test_a_room_is_read_with_stations_and_the_days_on_which_it_is_closed():
    row = ROOM | {"stations": "机位=28；打印机×2", "closed": "2026-12-12 08:30-11:30；2026-12-13 至 2026-12-14"}
    (listed,) = read_rooms(read_back(ROOM_HEADS, [row]), ZONE).value
    room = listed.room
    assert (room.site, room.id, room.kind, room.seats, room.columns, room.accessible) == (
        "东校区",
        "T01",
        "theory",
        30,
        6,
        4,
    )
    assert room.stations == (Station(kind="机位", count=28), Station(kind="打印机", count=2))
    first, second = room.closed
    assert first.end - first.start == datetime.timedelta(hours=3)
    assert second.end == datetime.datetime(2026, 12, 15, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"kind": "面试"}, "register.kind"),
        ({"seats": "0"}, "register.seats"),
        ({"seats": "三十"}, "register.seats"),
        ({"accessible": "31"}, "register.accessible"),
        ({"room": "T/01"}, "register.room"),
        ({"stations": "机位"}, "register.stations"),
        ({"closed": "2026-02-30"}, "register.stations"),
        ({"seats": ""}, "register.file"),
    ],
)
def test_what_is_wrong_with_a_room_is_named(change, rule):
    assert faults(ROOM_HEADS, read_rooms, ROOM) == []
    assert rule in faults(ROOM_HEADS, read_rooms, ROOM | change)


def test_a_room_that_stands_twice_is_reported_with_both_rows():
    read = read_rooms(read_back(ROOM_HEADS, [ROOM, ROOM]), ZONE)
    assert "2" in read.findings[0].message.zh
    assert read.findings[0].place.endswith("3")


def test_the_rows_of_one_person_become_one_person_with_several_qualifications():
    rows = [PERSON, PERSON | {"role": "监考人员", "occupation": "", "valid_until": ""}]
    (person,) = read_people(read_back(STAFF_HEADS, rows), ZONE).value
    assert [(one.paper.role, one.paper.occupation) for one in person.papers] == [
        ("assessor", "4-14-01-04"),
        ("invigilator", ""),
    ]
    assert person.papers[0].paper.valid_until == datetime.date(2027, 5, 1)


@pytest.mark.parametrize(
    ("second", "rule"),
    [({"name": "李四", "role": "监考"}, "register.name"), ({}, "register.role"), ({"role": "裁判"}, "register.role")],
)
def test_rows_that_contradict_each_other_are_reported(second, rule):
    read = read_people(read_back(STAFF_HEADS, [PERSON, PERSON | second]), ZONE)
    assert [finding.rule for finding in read.findings] == [rule]


@pytest.mark.parametrize("change", [{"valid_until": "2027-02-30"}, {"valid_from": "2028-01-01"}, {"away": "明天"}])
def test_days_that_cannot_be_are_reported(change):
    assert faults(STAFF_HEADS, read_people, PERSON) == []
    assert faults(STAFF_HEADS, read_people, PERSON | change)


def test_a_table_in_text_is_read_and_a_file_without_the_header_is_refused():
    assert read_register("考点,考场,用途,座位数\n东,T1,理论,30\n".encode(), "a.csv", ROOM_HEADS).value is not None
    refused = read_register("姓名\n张三\n".encode(), "a.csv", ROOM_HEADS)
    assert refused.value is None
    assert "考点" in refused.findings[-1].message.zh
    assert read_register(b"\x00\x01", "a.bin", ROOM_HEADS).value is None


@pytest.mark.parametrize(
    "text",
    ["2026-12-12 08:30-11:30", "2026-12-12", "2026-12-12 至 2026-12-15", "2026-12-12 20:00 至 2026-12-13 06:00"],
)
def test_periods_come_back_as_they_were_typed(text):
    assert write_periods(read_periods(text, ZONE), ZONE) == text


@pytest.mark.parametrize("text", ["2026-12-12 11:30-08:30", "12-12", "2026-12-12 08:30", "2026-12-12 至", "2026-13-01"])
def test_words_that_are_no_period_are_refused(text):
    with pytest.raises(UnreadableError):
        read_periods(text, ZONE)


def test_stations_come_back_as_they_were_typed():
    assert write_stations(read_stations("心电图机=4\n急救模型 × 2")) == "心电图机=4\n急救模型=2"
    with pytest.raises(UnreadableError):
        read_stations("机位=1;机位=2")


def test_a_period_touches_but_does_not_meet_the_next():
    first, second = read_periods("2026-12-12 08:30-11:30\n2026-12-12 11:30-12:00", ZONE)
    assert isinstance(first, Period)
    assert not first.meets(second)
