"""Weights as areas: blocks fill the rectangle, do not overlap, and are as large as their shares."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcai_web.public.treemap import lay_out

SHARES = st.lists(st.integers(0, 100), max_size=15)


@given(shares=SHARES, width=st.integers(50, 2000), height=st.integers(50, 2000))
def test_each_block_has_its_share_and_stays_inside(shares, width, height):
    blocks = lay_out(shares, width, height)
    assert sorted(block.index for block in blocks) == [index for index, share in enumerate(shares) if share]
    for block in blocks:
        assert block.share == shares[block.index]
        area = block.share / sum(shares) * width * height
        assert block.width * block.height == pytest.approx(area, rel=1e-6)
        assert block.x >= -1e-6
        assert block.y >= -1e-6
        assert block.x + block.width <= width + 1e-6
        assert block.y + block.height <= height + 1e-6


@given(shares=SHARES)
def test_blocks_do_not_overlap(shares):
    for one, other in combinations(lay_out(shares, 360, 216), 2):
        wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
        high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
        assert wide < 1e-6 or high < 1e-6


def test_nothing_makes_no_blocks():
    assert lay_out([], 100, 100) == ()
    assert lay_out([0, 0], 100, 100) == ()
