"""Shares and controlled rounding are exact, fair to within one, and the same every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcai.blueprint.apportion import round_controlled, share_largest_remainder

SIZES = st.lists(st.integers(0, 40), min_size=1, max_size=12).filter(any)


@given(st.integers(0, 400), SIZES)
def test_shares_add_up_and_lie_within_one_of_the_exact_share(total, sizes):
    shares = share_largest_remainder(total, sizes)
    assert sum(shares) == total
    assert all(abs(share * sum(sizes) - total * size) < sum(sizes) for share, size in zip(shares, sizes, strict=True))


@given(st.integers(1, 400), SIZES)
def test_a_larger_size_never_gets_less(total, sizes):
    shares = share_largest_remainder(total, sorted(sizes))
    assert list(shares) == sorted(shares) or any(sizes.count(size) > 1 for size in sizes)


def test_ties_go_to_the_earlier():
    assert share_largest_remainder(4, [1, 1, 1]) == (2, 1, 1)


def test_nothing_to_share_over_is_a_broken_program():
    with pytest.raises(ValueError, match="cannot be shared"):
        share_largest_remainder(3, [0, 0])


@st.composite
def margins(draw):
    columns = draw(st.lists(st.integers(0, 60), min_size=1, max_size=4).filter(any))
    rows = share_largest_remainder(sum(columns), draw(SIZES))
    return rows, tuple(columns)


@given(margins())
def test_a_rounded_table_keeps_its_margins_and_every_cell_is_a_floor_or_ceiling(table):
    rows, columns = table
    cells = round_controlled(rows, columns)
    assert tuple(sum(row) for row in cells) == tuple(rows)
    assert tuple(sum(column) for column in zip(*cells, strict=True)) == columns
    total = sum(rows)
    for row, line in zip(rows, cells, strict=True):
        for column, cell in zip(columns, line, strict=True):
            assert row * column // total <= cell <= -(-row * column // total)
    assert round_controlled(rows, columns) == cells


def test_margins_that_differ_are_a_broken_program():
    with pytest.raises(ValueError, match="two sums"):
        round_controlled([1, 2], [4])
