"""liangcai.training.ledger: hours count once, where they can be true, for the unit that they were given to."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.entry import make_standard

import liangcai_reference
from liangcai.training.ledger import keep_ledger
from liangcai.training.model import Attended, Session, TrainingClass
from liangcai.training.pack import read_pack
from liangcai.training.programme import derive_programme

ZONE = ZoneInfo("Asia/Shanghai")
PACK = read_pack(liangcai_reference.read_text("rulepacks/training.toml")).value
# 100 hours: function 1 has 18 of theory and 52 of practice, function 2 has 20 and 10.
PROGRAMME = derive_programme(make_standard("取得技术员职称", hours=100), "四级").value
FIRST = datetime.date(2026, 3, 2)
CLASS = TrainingClass(
    id="a", level="四级", direction=None, first_day=FIRST, last_day=FIRST + datetime.timedelta(days=60)
)


def session(number, day=0, hour=8, minutes=180, hours=4, unit="1", kind="practice", of="a"):
    start = datetime.datetime.combine(FIRST, datetime.time(hour), ZONE) + datetime.timedelta(days=day)
    end = start + datetime.timedelta(minutes=minutes)
    return Session(id=f"{of}{number}", of=of, number=number, unit=unit, kind=kind, start=start, end=end, hours=hours)


def attended(*sessions, hours=None):
    return tuple(Attended(session=one, hours=one.hours if hours is None else hours) for one in sessions)


def keep(entries, elsewhere=()):
    found = keep_ledger(PROGRAMME, CLASS, entries, PACK, elsewhere)
    return found.value, [finding.rule for finding in found.findings]


def whole():
    """Every hour of the programme, eight a day at most."""
    sessions, number = [], 0
    for unit, kind, hours in (("1", "theory", 18), ("1", "practice", 52), ("2", "theory", 20), ("2", "practice", 10)):
        while hours:
            given = min(4, hours)
            sessions.append(
                session(number, number // 2, 8 if number % 2 == 0 else 13, hours=given, unit=unit, kind=kind)
            )
            number, hours = number + 1, hours - given
    return sessions


def test_the_whole_programme_is_complete_and_one_hour_less_is_not():
    sessions = whole()
    ledger, rules = keep(attended(*sessions))
    assert (ledger.counted, ledger.missing, ledger.complete, rules) == (100, 0, True, [])
    short = (*attended(*sessions[:-1]), Attended(session=sessions[-1], hours=sessions[-1].hours - 1))
    ledger, rules = keep(short)
    assert (ledger.counted, ledger.missing, ledger.complete, rules) == (99, 1, False, [])


def test_what_is_missing_is_told_by_unit_theory_and_practice():
    ledger, _ = keep(attended(session(1), session(2, hour=13, unit="2", kind="theory", hours=3)))
    assert [(part.unit, part.kind, part.counted, part.missing) for part in ledger.parts] == [
        ("1", "theory", 0, 18),
        ("1", "practice", 4, 48),
        ("2", "theory", 3, 17),
        ("2", "practice", 0, 10),
    ]
    assert ledger.missing == 93


@pytest.mark.parametrize(
    ("one", "rule"),
    [
        (session(1, unit="9"), "training.unit"),
        (session(1, day=-1), "training.term"),
        (session(1, day=61), "training.term"),
        (session(1, minutes=179, hours=4), "training.length"),
        (session(1, hours=0), None),
        (session(1, hour=22, minutes=300), "training.term"),
    ],
)
def test_a_session_that_cannot_be_counts_for_nothing(one, rule):
    if rule == "training.term" and one.start.hour == 22:
        rule = "training.day"
    ledger, rules = keep(attended(one))
    assert ledger.counted == 0
    assert rules == ([rule] if rule else [])


def test_the_edges_of_the_term_and_of_the_hour_count():
    ledger, rules = keep(attended(session(1), session(2, day=60), session(3, day=1, minutes=45, hours=1)))
    assert (ledger.counted, rules) == (9, [])


def test_more_hours_than_the_session_has_are_refused():
    ledger, rules = keep(attended(session(1), hours=5))
    assert (ledger.counted, ledger.refused, rules) == (0, 5, ["training.hours"])


def test_nobody_is_in_two_sessions_at_once_here_or_in_another_class():
    here, there = session(1), session(1, hour=10, of="b")
    ledger, rules = keep(attended(here), attended(there))
    assert (ledger.counted, rules) == (0, ["training.twice"])
    ledger, rules = keep(attended(here, session(2, hour=10)))
    assert (ledger.counted, rules) == (0, ["training.twice"] * 2)
    touching = session(1, hour=11, of="b")
    assert keep(attended(here), attended(touching))[1] == []


def test_who_was_absent_elsewhere_was_not_in_two_places():
    ledger, rules = keep(attended(session(1)), attended(session(1, hour=10, of="b"), hours=0))
    assert (ledger.counted, rules) == (4, [])


def test_a_day_holds_eight_hours_wherever_they_were():
    day = [session(1), session(2, hour=13), session(3, hour=18, minutes=90, hours=2)]
    ledger, rules = keep(attended(*day))
    assert (ledger.counted, ledger.refused, rules) == (8, 2, ["training.day"])
    ledger, rules = keep(attended(day[0]), attended(session(9, hour=13, minutes=270, hours=6, of="b")))
    assert (ledger.counted, rules) == (2, ["training.day"])


def test_hours_past_the_programme_are_told_and_a_unit_may_not_be_left_out():
    sessions = [session(n, n // 2, 8 if n % 2 == 0 else 13) for n in range(25)]
    ledger, rules = keep(attended(*sessions))
    assert (ledger.counted, ledger.missing, ledger.complete) == (100, 0, False)
    assert [(one.unit, one.wanted) for one in ledger.short] == [("2", 24)]
    assert rules == ["training.over"]


@given(st.lists(st.tuples(st.integers(0, 70), st.integers(6, 20), st.integers(0, 6), st.integers(-1, 7)), max_size=12))
def test_no_hour_is_made_and_none_counts_beyond_a_day(rows):
    entries = tuple(
        Attended(session=session(n, day, hour, 180, planned), hours=hours)
        for n, (day, hour, planned, hours) in enumerate(rows)
    )
    ledger = keep_ledger(PROGRAMME, CLASS, entries, PACK).value
    assert 0 <= ledger.counted <= sum(max(0, one.hours) for one in entries)
    assert ledger.counted <= 8 * len({one.session.start.date() for one in entries})
    assert ledger.counted + ledger.refused == sum(one.hours for one in entries)


def test_a_pack_that_cannot_be_read_is_a_finding():
    for text in ("", "[training]\nid = 3", "[[", 'x = "y"'):
        assert read_pack(text).value is None
