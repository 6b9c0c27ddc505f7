"""Bars against a limit stay inside their drawing."""

from hypothesis import given
from hypothesis import strategies as st

from liangcai.findings import Message
from liangcai_web.pages.charts import WIDTH, Value, draw_bars

TITLE = Message("成绩", "Marks")
FINITE = st.floats(-1e6, 1e6)


@given(values=st.lists(FINITE, max_size=12), full=st.floats(0.0, 1e6), limit=st.none() | FINITE)
def test_nothing_is_drawn_outside(values, full, limit):
    chart = draw_bars([Value(label=TITLE, value=value) for value in values], full=full, limit=limit, title=TITLE)
    assert all(0 <= bar.width <= WIDTH and bar.y >= 0 and bar.y + bar.height <= chart.height for bar in chart.bars)
    assert chart.limit_x is None or 0 <= chart.limit_x <= WIDTH


def test_a_mark_at_the_limit_is_not_below_it():
    marks = [Value(label=TITLE, value=mark) for mark in (59.5, 60, 100)]
    chart = draw_bars(marks, full=100, limit=60, title=TITLE)
    assert [bar.below for bar in chart.bars] == [True, False, False]
    assert [bar.said for bar in chart.bars] == ["59.5", "60", "100"]
