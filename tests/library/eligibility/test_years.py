"""liangcai.eligibility.years: full years by the calendar, overlaps once, gaps not at all."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liangcai.eligibility.years import Period, add_years, complete_years, count_days, merge_periods, through

D = datetime.date
DAYS = st.dates(D(1980, 1, 1), D(2060, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> tuple[Period, ...]:
    """Up to six periods, open-ended or not."""
    return tuple(
        through(start, draw(st.none() | st.dates(start, D(2070, 1, 1)))) for start in draw(st.lists(DAYS, max_size=6))
    )


def test_an_unbroken_year_is_complete_on_the_corresponding_day() -> None:
    work = (through(D(2020, 3, 1), None),)
    assert complete_years(work, 2) == D(2022, 3, 1)
    assert complete_years((through(D(2020, 3, 1), D(2022, 2, 28)),), 2) == D(2022, 3, 1)
    assert complete_years((through(D(2020, 3, 1), D(2022, 2, 27)),), 2) is None


def test_a_year_from_29_february_ends_on_the_last_day_of_february() -> None:
    assert add_years(D(2020, 2, 29), 1) == D(2021, 2, 28)
    assert complete_years((through(D(2020, 2, 29), None),), 1) == D(2021, 2, 28)
    assert complete_years((through(D(2020, 2, 29), None),), 4) == D(2024, 2, 29)


def test_overlapping_work_counts_once_and_a_gap_does_not_count() -> None:
    twice = (through(D(2020, 1, 1), D(2020, 12, 31)), through(D(2020, 6, 1), D(2021, 6, 30)))
    assert complete_years(twice, 1) == D(2021, 1, 1)
    assert complete_years(twice, 2) is None
    gap = (through(D(2021, 1, 1), D(2021, 6, 30)), through(D(2022, 1, 1), None))
    assert complete_years(gap, 1) == D(2022, 7, 4)
    assert count_days(gap, D(2022, 1, 11)) == 181 + 10


def test_years_after_a_day_begin_on_that_day() -> None:
    work = (through(D(2015, 1, 1), None),)
    assert complete_years(work, 3, D(2020, 5, 20)) == D(2023, 5, 20)
    assert complete_years(work, 3, D(2010, 1, 1)) == D(2018, 1, 1)


def test_years_beyond_the_calendar_are_never_complete() -> None:
    assert complete_years((through(D(9998, 1, 1), None),), 4) is None
    assert complete_years((Period(D(9994, 1, 1), D(9994, 6, 1)), Period(D(9996, 1, 1))), 5) is None


@given(periods(), st.none() | DAYS)
def test_merged_periods_are_apart_and_cover_the_same_days(work: tuple[Period, ...], since: D | None) -> None:
    merged = merge_periods(work, since)
    for left, right in pairwise(merged):
        assert left.stop is not None
        assert left.stop < right.start
    for probe in (D(1990, 1, 1), D(2005, 6, 15), D(2020, 2, 29), D(2059, 12, 31)):
        inside = any(one.start <= probe and (one.stop is None or probe < one.stop) for one in work)
        assert any(one.start <= probe and (one.stop is None or probe < one.stop) for one in merged) == (
            inside and (since is None or probe >= since)
        )


@given(periods(), periods(), st.integers(1, 12), st.none() | DAYS)
def test_more_work_never_makes_the_years_complete_later(
    work: tuple[Period, ...], more: tuple[Period, ...], years: int, since: D | None
) -> None:
    before, after = complete_years(work, years, since), complete_years(work + more, years, since)
    assert before is None or (after is not None and after <= before)


@given(DAYS, st.integers(1, 30))
def test_unbroken_work_is_complete_exactly_that_many_years_later(start: D, years: int) -> None:
    assert complete_years((Period(start),), years) == add_years(start, years)


@given(periods(), st.integers(1, 12))
def test_on_the_day_of_completion_the_days_are_there_and_the_day_before_they_are_not(
    work: tuple[Period, ...], years: int
) -> None:
    day = complete_years(work, years)
    if day is None:
        return
    first = min(one.start for one in merge_periods(work))
    needed = (add_years(first, years) - first).days
    assert count_days(work, day) == needed
    assert count_days(work, day - datetime.timedelta(days=1)) == needed - 1
