"""Clause 1.9.4 in the forms in print: each level gets the minutes that the clause gives it."""

import pytest
from tests.data import documents

from liangcai.standard.model import Part
from liangcai.standard.read import read_standard
from liangcai.standard.reading.levels import ladder
from liangcai.standard.reading.minutes import listen, share_levels
from liangcai.standard.reading.source import open_source

LEVELS = ("五级", "四级", "三级", "二级", "一级")
ALL = dict.fromkeys(LEVELS)


def hear(text: str, *, old: bool = False) -> dict[str, dict[str, int]]:
    """The minutes of each part, level by level."""
    source = open_source(text)
    spoken = listen(tuple(source.lines()), ladder("skill", qualification=old))
    found = {}
    for part in ("theory", "skill", "review"):
        own = share_levels(source, spoken, part, LEVELS)
        found[part] = {level: one.minutes for one in own for level in one.levels}
    return found


def each(*minutes: int) -> dict[str, int]:
    """Minutes from the lowest level up."""
    return dict(zip(LEVELS, minutes, strict=False))


@pytest.mark.parametrize(
    ("text", "theory", "skill"),
    [
        ("理论知识考试不少于 90 min，技能考核不少于 60 min。", each(*[90] * 5), each(*[60] * 5)),
        ("理论知识考试、技能考核时间均不少于90分钟。", each(*[90] * 5), each(*[90] * 5)),
        ("理论知识考试与技能考核时间分别不少于 90 min、120 min。", each(*[90] * 5), each(*[120] * 5)),
        (
            "理论知识考试不少于 90 min；技能考核：五级/初级工、四级/中级工不少于 60 min，三级/高级工及以上 90 min。",
            each(*[90] * 5),
            each(60, 60, 90, 90, 90),
        ),
        (
            "五级/初级工：理论知识考试 60 min；技能考核 90 min。\n四级至一级：理论知识考试 90 min；技能考核 120 min。",
            each(60, 90, 90, 90, 90),
            each(90, 120, 120, 120, 120),
        ),
        (
            "五级/初级工：\n理论知识考试不少于 60 min。",
            each(60),
            {},
        ),
        (
            "三级/高级工以下理论知识考试时间不少于 60 min，技能考核不少于 80 min；其他等级理论知识考试不少于 90 min。",
            each(60, 60, 60, 90, 90),
            each(80, 80, 80),
        ),
        (
            "技能考核时间不少于 60 min（五级/初级工、四级）、90 min（三级/高级工及以上）；理论知识考试 1.5 小时。",
            each(*[90] * 5),
            each(60, 60, 90, 90, 90),
        ),
        (
            "技能考核时间五级、四级、三级、二级、一级分别为 60、70、80、90 和 100 min。理论知识考试为 60～90 分钟。",
            each(*[60] * 5),
            each(60, 70, 80, 90, 100),
        ),
        (
            "理论知识考试时间：二级/技师不少于 120 min，其他等级不少于 90 min，技能考核不少于 30 min。",
            each(90, 90, 90, 120, 90),
            each(*[30] * 5),
        ),
    ],
)
def test_each_level_gets_its_own_minutes(text: str, theory: dict[str, int], skill: dict[str, int]) -> None:
    heard = hear(text)
    assert (heard["theory"], heard["skill"]) == (theory, skill)


def test_the_levels_of_one_part_do_not_spill_into_the_next() -> None:
    heard = hear("技能考核：五级/初级工不少于 60 min，四级/中级工不少于 90 min，综合评审不少于 20 min。")
    assert heard["skill"] == each(60, 90)
    assert heard["review"] == each(*[20] * 5)


def test_the_names_before_2015_are_known() -> None:
    heard = hear(
        "理论知识考试不少于 90 min。技能操作考核：初级（国家职业资格五级）、中级不少于 100 min，"
        "高级（国家职业资格三级）以上不少于 150 min。",
        old=True,
    )
    assert heard["theory"] == each(*[90] * 5)
    assert heard["skill"] == each(100, 100, 150, 150, 150)


def test_numbers_that_fit_no_names_are_not_shared_out() -> None:
    assert hear("技能考核时间五级、四级、三级分别不少于 60 min、90 min。")["skill"] == {}


def read_part(minutes: str) -> Part:
    text = documents.make_document()
    old = next(line for line in text.split("\n") if line.startswith("理论知识考试时间不少于"))
    result = read_standard(text.replace(old, minutes), "test")
    assert result.value is not None
    return result.value.assessment.parts[0]


def test_one_number_for_everyone_is_held_once() -> None:
    part = read_part("各等级理论知识考试不少于 70 min，技能考核不少于 90 min。")
    assert (part.minutes_min, part.minutes) == (70, ())
    assert part.minutes_at("五级") == 70


def test_a_level_that_the_clause_forgets_is_a_finding() -> None:
    text = documents.make_document()
    old = next(line for line in text.split("\n") if line.startswith("理论知识考试时间不少于"))
    result = read_standard(text.replace(old, "理论知识考试：四级/中级工不少于 70 min；技能考核不少于 90 min。"), "test")
    assert result.value is not None
    part = result.value.assessment.parts[0]
    assert (part.minutes_at("五级"), part.minutes_at("四级")) == (None, 70)
    assert [f.message.zh for f in result.findings if f.clause == "1.9.4"] == ["没有读到五级理论知识考试的时间。"]


def test_minutes_know_the_place_of_their_number() -> None:
    part = read_part("理论知识考试：五级/初级工不少于 70 min，四级/中级工不少于 80 min；技能考核不少于 90 min。")
    assert [(own.levels, own.minutes, own.line > 0) for own in part.minutes] == [
        (("五级",), 70, True),
        (("四级",), 80, True),
    ]
    assert part.at("四级").minutes_min == 80
