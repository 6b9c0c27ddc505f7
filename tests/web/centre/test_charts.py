"""Pictures are numbers first: bars keep their scale, marks fall into the right step."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from liangcai.assembly.model import ConformityRow, FormConformity
from liangcai.blueprint.model import AreaPlan
from liangcai_web.centre.charts import WIDTH, draw_histogram, draw_paired


def area(name, questions):
    return AreaPlan(area=name, percent=questions, points=Decimal(questions), questions=questions, clause="4.1", line=1)


def account(form, **got):
    rows = tuple(ConformityRow(scope="area", key=key, wanted=0, got=count) for key, count in got.items())
    return FormConformity(
        form_id=form,
        form_sha256="0" * 64,
        rows=rows,
        points=Decimal(1),
        points_wanted=Decimal(1),
        repeated=0,
        misplaced=0,
        requirements=1,
        difficulty=0.5,
    )


def test_a_paper_that_has_fewer_questions_than_wanted_is_marked():
    chart = draw_paired([area("甲", 10), area("乙", 5)], [account("A", 甲=10, 乙=4)])
    assert [row.met for row in chart.rows] == [True, False]
    assert [bar.short for bar in chart.rows[1].bars] == [False, True]
    assert chart.rows[0].bars[0].width > chart.rows[1].bars[0].width


def test_an_area_that_a_paper_does_not_have_counts_nothing():
    assert draw_paired([area("甲", 3)], [account("A")]).rows[0].got == (0,)


marks = st.lists(st.decimals(min_value=0, max_value=100, places=1), max_size=80)


@given(marks)
def test_every_mark_falls_into_one_step(points):
    chart = draw_histogram(points, 100, 60)
    assert sum(one.count for one in chart.bins) == chart.total == len(points)
    assert chart.passed == sum(point >= 60 for point in points)
    assert all(one.x >= 0 and one.x + one.width <= WIDTH for one in chart.bins)


def test_the_full_mark_falls_into_the_last_step_and_the_pass_mark_is_not_below():
    chart = draw_histogram([Decimal(100), Decimal(60), Decimal("59.9")], 100, 60)
    assert [one.count for one in chart.bins[5:]] == [1, 1, 0, 0, 1]
    assert [one.below for one in chart.bins] == [True] * 6 + [False] * 4
