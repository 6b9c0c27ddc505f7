"""Time that stood still is given back to the microsecond; a closing by the clock holds only behind the deadline."""

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from liangcai.delivery.attempt import AttemptEvent, fold_attempt
from liangcai.delivery.pauses import Pause, merge_pauses

START = dt.datetime(2026, 5, 10, 1, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def at(second):
    return START + dt.timedelta(seconds=second)


def event(kind, second, client_id, **fields):
    return AttemptEvent(kind=kind, client_id=client_id, at=at(second), **fields)


def paused(second, name="p"):
    return event("paused", second, f"pause:{name}", pause=name)


def resumed(second, name="p"):
    return event("resumed", second, f"resume:{name}", pause=name)


OPENED = event("opened", 0, "o")


def test_a_pause_moves_the_deadline_by_its_own_length():
    state = fold_attempt([OPENED, paused(10.25), resumed(130.75)], 10)
    assert state.ends == at(600 + 120.5)
    assert (state.lost, state.paused) == (dt.timedelta(seconds=120.5), None)


def test_while_paused_there_is_no_deadline_and_what_was_left_stays():
    state = fold_attempt([OPENED, paused(400)], 10)
    assert (state.ends, state.paused, state.left) == (None, at(400), dt.timedelta(seconds=200))
    assert not state.over


def test_answers_during_a_pause_count():
    given_then = event("answered", 9_000, "a", item="q1", sequence=1, response="A")
    for more in ([], [resumed(10_000)]):
        state = fold_attempt([OPENED, paused(400), given_then, *more], 10)
        assert [answer.response for answer in state.answers] == ["A"]


def test_a_pause_after_the_time_was_over_gives_nothing_back():
    state = fold_attempt([OPENED, paused(601), resumed(700)], 10)
    assert (state.ends, state.lost) == (at(600), dt.timedelta(0))
    assert fold_attempt([OPENED, paused(601)], 10).paused is None


def test_time_granted_comes_before_a_pause_is_judged():
    state = fold_attempt([OPENED, event("granted", 2, "g", seconds=60), paused(630), resumed(640)], 10)
    assert state.ends == at(670)


def test_pauses_of_seat_and_room_that_overlap_count_once():
    story = [OPENED, paused(100, "seat"), paused(150, "room"), resumed(200, "room"), resumed(300, "seat")]
    assert fold_attempt(story, 10).ends == at(800)
    assert fold_attempt(story[:4], 10).paused == at(100)


def test_a_pause_before_the_start_costs_and_gives_nothing():
    state = fold_attempt([paused(-60), resumed(-30), OPENED], 10)
    assert state.ends == at(600)
    assert fold_attempt([paused(-60)], 10).paused == at(-60)


def test_what_ended_is_not_paused_any_more():
    state = fold_attempt([OPENED, paused(10), event("closed", 20, "c", by="staff")], 10)
    assert (state.closed, state.paused, state.left) == (at(20), None, None)


def test_time_granted_after_a_closing_by_the_clock_takes_the_closing_back():
    story = [OPENED, event("closed", 605, "c1", by="clock"), event("granted", 700, "g", seconds=300)]
    again = event("answered", 800, "a", item="q1", sequence=1, response="B")
    state = fold_attempt([*story, again], 10)
    assert not state.over
    assert (state.ends, state.answers[0].response) == (at(900), "B")
    assert fold_attempt([*story, event("closed", 901, "c2", by="clock")], 10).closed == at(901)


def test_nothing_takes_back_a_closing_by_staff_or_a_handing_in():
    grant = event("granted", 700, "g", seconds=300)
    assert fold_attempt([OPENED, event("closed", 605, "c", by="staff"), grant], 10).closed == at(605)
    assert fold_attempt([OPENED, event("handed_in", 500, "h"), grant], 10).over


SPANS = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 300)), max_size=6)


@given(SPANS)
def test_what_is_lost_is_the_time_that_some_pause_covered(spans):
    """Second by second: the clock runs where no pause holds, until ten minutes have run."""
    events = [OPENED]
    for number, (start, length) in enumerate(spans):
        events += [paused(start, str(number)), resumed(start + length, str(number))]
    ran, second = 0, 0
    while ran < 600:
        ran += not any(start <= second < start + length for start, length in spans)
        second += 1
    ends = fold_attempt(events, 10).ends
    # A pause that begins in the very moment of the end belongs to it.
    while any(start <= second < start + length for start, length in spans):
        second += 1
    assert ends == at(second)


@given(SPANS)
def test_merged_pauses_stand_apart_and_cover_the_same_time(spans):
    pauses = [Pause(start=at(start), end=at(start + length)) for start, length in spans]
    merged = merge_pauses(pauses)
    assert all(one.end < two.start for one, two in itertools.pairwise(merged))
    for second in range(0, 1300, 7):
        moment = at(second + 0.5)
        assert any(one.start <= moment < one.end for one in merged) == any(
            one.start <= moment < one.end for one in pauses
        )
