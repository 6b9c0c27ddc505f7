"""An attempt is the same whatever the order in which its events arrive, and late answers are kept but do not count."""

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from liangcai.delivery.attempt import AttemptEvent, deadline, fold_attempt

START = dt.datetime(2026, 5, 10, 1, 0, tzinfo=dt.UTC)


def event(kind, second, client_id, **fields):
    return AttemptEvent(kind=kind, client_id=client_id, at=START + dt.timedelta(seconds=second), **fields)


def answered(second, client_id, item="q1", sequence=1, response="A"):
    return event("answered", second, client_id, item=item, sequence=sequence, response=response)


OPENED = event("opened", 0, "o")


def test_the_highest_sequence_wins_though_it_arrives_first():
    state = fold_attempt([OPENED, answered(30, "b", sequence=2, response="B"), answered(40, "a", sequence=1)], 90)
    assert state.answer("q1") is not None
    assert state.answers[0].response == "B"


def test_of_two_with_one_sequence_the_later_stored_wins():
    state = fold_attempt([answered(50, "z", response="C"), answered(40, "y", response="B"), OPENED], 90)
    assert state.answers[0].response == "C"


def test_a_resend_changes_nothing_even_when_it_comes_after_the_end():
    first, again = answered(30, "a"), answered(5401, "a")
    assert fold_attempt([OPENED, again, first], 90) == fold_attempt([OPENED, first], 90)


def test_an_answer_at_the_deadline_counts_and_one_after_it_is_late():
    state = fold_attempt([OPENED, answered(5400, "a", "q1"), answered(5401, "b", "q2")], 90)
    assert [answer.item for answer in state.answers] == ["q1"]
    assert [late.item for late in state.late] == ["q2"]
    assert not state.over


def test_time_given_back_moves_the_deadline():
    grant = event("granted", 100, "g", seconds=60)
    state = fold_attempt([OPENED, grant, grant, answered(5455, "b", "q2")], 90)
    assert (state.granted_seconds, state.late) == (60, ())
    assert state.ends == deadline(START, 90, [60]) == START + dt.timedelta(minutes=91)


def test_what_comes_after_handing_in_or_closing_is_late():
    for kind in ("handed_in", "closed"):
        state = fold_attempt([OPENED, answered(10, "a"), event(kind, 20, "h"), answered(21, "b", sequence=2)], 90)
        assert state.over
        assert state.answers[0].sequence == 1
        assert [late.client_id for late in state.late] == ["b"]


def test_a_blank_answer_takes_the_earlier_one_back():
    state = fold_attempt([OPENED, answered(10, "a"), answered(20, "b", sequence=2, response="")], 90)
    assert state.answers[0].response == ""


def test_nothing_happened_yet():
    state = fold_attempt([], 90)
    assert (state.started, state.ends, state.answers, state.over) == (None, None, (), False)


def test_without_minutes_only_handing_in_ends_it():
    assert fold_attempt([OPENED, answered(10**6, "a")]).late == ()


EVENTS = st.builds(
    event,
    st.sampled_from(["opened", "answered", "answered", "answered", "granted", "handed_in", "closed"]),
    st.integers(0, 200),
    st.sampled_from([f"c{n}" for n in range(12)]),
    item=st.sampled_from(["q1", "q2", "q3"]),
    sequence=st.integers(1, 5),
    response=st.sampled_from(["", "A", "AB"]),
    seconds=st.integers(0, 90),
)


@given(st.lists(EVENTS, max_size=25), st.randoms(use_true_random=False), st.sampled_from([None, 1, 2]))
def test_the_fold_depends_neither_on_arrival_nor_on_resends(events, rng: random.Random, minutes):
    mixed = events + rng.sample(events, k=len(events) // 2)
    rng.shuffle(mixed)
    assert fold_attempt(mixed, minutes) == fold_attempt(events, minutes)


@given(st.lists(EVENTS, max_size=25))
def test_every_answer_stored_either_counts_or_is_late_or_has_been_replaced(events):
    state = fold_attempt(events, 1)
    items = {event.item for event in events if event.kind == "answered"}
    seen = {answer.item for answer in state.answers} | {late.item for late in state.late}
    resent = {event.client_id for event in events}
    assert seen <= items
    if len(resent) == len(events):
        assert seen == items
