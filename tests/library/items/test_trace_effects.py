"""A new edition touches questions, points, the examination and its staff, and each effect names its clauses."""

from decimal import Decimal

import pytest
from tests.data import documents
from tests.data.paper import build_item

from liangcai.items.effects import Effects, trace_effects
from liangcai.items.model import Bank, build_bank
from liangcai.standard.compare.editions import compare_standards
from liangcai.standard.read import read_standard

OLD = documents.make_document()


def bank_of(*requirements: str, level: str = "五级") -> Bank:
    items = tuple(build_item(requirement, "single", at) for at, requirement in enumerate(requirements, 1))
    return build_bank("9-99-99-01", "2026", level, items)


def trace(new: str, *banks: Bank) -> Effects:
    old_standard, new_standard = read_standard(OLD, "old").value, read_standard(new, "new").value
    assert old_standard is not None
    assert new_standard is not None
    return trace_effects(compare_standards(old_standard, new_standard), *banks)


def say(effects: Effects) -> list[tuple[object, ...]]:
    return [(one.requirement, one.touch, one.how, one.new_requirement) for one in effects.questions]


def test_an_unchanged_edition_touches_nothing() -> None:
    effects = trace(OLD, bank_of("K1.1.1", "B2.2.1"))
    assert effects == Effects(kept=2)


@pytest.mark.parametrize(
    ("requirement", "before", "after", "how", "became"),
    [
        ("K1.1.2", " 1.1.2 纸的种类", "", ("removed",), ""),
        ("K1.1.1", "1.1.1 竹的种类", "1.1.1 竹材的种类", ("reworded",), "K1.1.1"),
        ("K1.1.1", "1.1.1 竹的种类 1.1.2 纸的种类", "1.1.1 纸的种类 1.1.2 竹的种类", ("renumbered",), "K1.1.2"),
        ("B2.1.2.2", "(2) 安全用刀。", "(2) 安全使用刀。", ("reworded",), "B2.1.2.2"),
    ],
)
def test_a_question_follows_its_requirement(
    requirement: str, before: str, after: str, how: tuple[str, ...], became: str
) -> None:
    effects = trace(OLD.replace(before, after), bank_of(requirement, "K2.1.1"))
    assert say(effects) == [(requirement, "itself", how, became)]
    assert (effects.touched, effects.kept) == (1, 1)
    assert effects.questions[0].change.old is not None
    assert effects.questions[0].change.old.clause == requirement


def test_a_moved_requirement_gives_its_new_number() -> None:
    new = OLD.replace(" 1.1.2 纸的种类", "").replace("1.2.1 刀具知识", "1.2.1 刀具知识 1.2.2 纸的种类")
    assert say(trace(new, bank_of("K1.1.2"))) == [("K1.1.2", "itself", ("moved",), "K1.2.2")]


def test_a_question_on_a_group_is_touched_by_the_points_below_it() -> None:
    effects = trace(OLD.replace("2) 劈篾。", "2) 劈竹篾。"), bank_of("B2.2.1", "B2.2.1.1", "B2.2.1.1.1"))
    assert [(one.requirement, one.touch) for one in effects.questions] == [("B2.2.1", "below"), ("B2.2.1.1", "below")]


def test_a_question_does_not_bind_by_itself_where_its_task_has_another_name() -> None:
    effects = trace(OLD.replace("1.2 劈篾", "1.2 分篾"), bank_of("K1.2.1", "K1.1.1"))
    assert say(effects) == [("K1.2.1", "above", ("reworded",), "K1.2.1")]


def test_questions_of_another_level_are_left_alone() -> None:
    new = OLD.replace("1.1.1 竹的种类", "1.1.1 竹材的种类")
    assert trace(new, bank_of("K1.1.1", level="四级")) == Effects(kept=1)


def test_several_banks_are_traced_together() -> None:
    new = OLD.replace("1.1.1 竹的种类", "1.1.1 竹材的种类").replace("软翅结构知识", "软翅的结构知识")
    effects = trace(new, bank_of("K1.1.1"), bank_of("K2.1.1", level="四级"))
    assert [(one.level, one.requirement) for one in effects.questions] == [("五级", "K1.1.1"), ("四级", "K2.1.1")]


def test_points_follow_the_weights_and_the_full_mark() -> None:
    effects = trace(OLD.replace("备料\t\t30", "备料\t\t25").replace("扎制\t\t40\t50", "扎制\t\t45\t50"))
    assert [(row.before, row.after) for row in effects.points] == [
        (Decimal(30), Decimal(25)),
        (Decimal(40), Decimal(45)),
    ]


def test_minutes_and_marks_touch_the_examination_and_ratios_the_staff() -> None:
    effects = trace(OLD.replace("60 min", "75 min").replace("1:15", "1:20").replace("至少 2 名", "至少 3 名"))
    assert [change.field for change in effects.examination] == ["minutes"]
    assert [change.field for change in effects.staff] == ["ratio", "at_least"]
