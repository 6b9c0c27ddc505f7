"""Pictures are numbers first: bars keep their scale, marks fall into the right step."""

from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from liangcai.assembly.assemble import assemble_forms
from liangcai.blueprint.model import Band
from liangcai.findings import Message
from liangcai.items.model import build_bank
from liangcai_web.centre.charts import WIDTH, draw_histogram
from liangcai_web.centre.charts_paired import AREAS, Counted, draw_paired, draw_papers
from tests.data.paper import build_blueprint, stock_bank


def row(name, wanted, *got):
    return Counted(name=Message(name, name), wanted=wanted, got=got)


def draw(*rows):
    return draw_paired("areas", AREAS, rows, ["A", "B"][: len(rows[0].got)])


def test_a_paper_that_has_fewer_questions_than_wanted_is_marked():
    chart = draw(row("甲", 10, 10), row("乙", 5, 4))
    assert [row.counted.met for row in chart.rows] == [True, False]
    assert [bar.short for bar in chart.rows[1].bars] == [False, True]
    assert chart.rows[0].bars[0].width > chart.rows[1].bars[0].width


def test_where_nothing_is_wanted_papers_stand_beside_each_other():
    chart = draw(row("0～0.5", None, 3, 4), row("0.5～1", None, 7, 6))
    assert not chart.compared
    assert [[bar.name for bar in row.bars] for row in chart.rows] == [["A", "B"], ["A", "B"]]
    assert not any(bar.short or bar.wanted for row in chart.rows for bar in row.bars)


def test_bars_of_a_blueprint_count_what_its_papers_hold():
    blueprint = build_blueprint()
    made = assemble_forms(blueprint, stock_bank(blueprint), 1).value
    areas, types, difficulty = draw_papers(blueprint, made.report, made.forms)
    for chart in (areas, types):
        assert all(row.counted.met for row in chart.rows)
        assert sum(row.counted.wanted for row in chart.rows) == len(made.forms[0].questions)
    assert [sum(counts) for counts in zip(*(row.counted.got for row in difficulty.rows), strict=True)] == [100, 100]
    assert {row.counted.wanted for row in difficulty.rows} == {None}


def test_bands_of_difficulty_that_the_blueprint_wants_are_met_bar_by_bar():
    bands = (Band(upto=Decimal("0.6"), percent=40), Band(upto=Decimal(1), percent=60))
    blueprint = msgspec.structs.replace(build_blueprint(), bands=bands)
    bank = stock_bank(blueprint, per_form=2, spare=1)
    items = tuple(
        msgspec.structs.replace(item, id=f"{item.id}-{at}", difficulty=value)
        for item in bank.items
        for at, value in enumerate((0.5, 0.7))
    )
    made = assemble_forms(blueprint, build_bank(bank.occupation, bank.edition, bank.level, items), 1)
    assert made.value is not None, made.findings
    chart = draw_papers(blueprint, made.value.report, made.value.forms)[2]
    assert [row.counted.wanted for row in chart.rows] == [40, 60]
    assert all(row.counted.met for row in chart.rows)


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
