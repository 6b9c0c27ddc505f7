"""The cover, the preface and chapter 1 of a synthetic standard.

In: a plan, a writer, a seeded Random. Out: definition, levels, conditions, training, assessment. Follows: the headings
of each layout; the sentences are our own.
"""

import random

import msgspec

from liangcai.standard.model import Assessment, Condition, Level, Training
from tests.data.synthetic.conditions import write_conditions
from tests.data.synthetic.examination import write_method, write_staff, write_time
from tests.data.synthetic.layouts import HEADS, call
from tests.data.synthetic.plan import Plan
from tests.data.synthetic.words import NOUNS, VERBS, write_sentence
from tests.data.synthetic.writer import Writer

COUNTS = "零一两三四五"


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """What chapter 1 says."""

    definition: str
    levels: tuple[Level, ...]
    conditions: tuple[Condition, ...]
    training: Training
    assessment: Assessment


def write_cover(plan: Plan, writer: Writer, rng: random.Random) -> None:
    """The cover and sometimes a preface; the edition stands in one of its forms."""
    year = rng.choice((f"({plan.edition} 年版)", f"（{plan.edition}年版）", f"({plan.edition} 年 版)"))
    if plan.old:
        year = rng.choice((year, f"（{plan.edition}年修订）"))
    title = "国家职业技术技能标准" if plan.technical else rng.choice(("国家职业技能标准", "国家职业标准"))
    with_preface = rng.random() < 0.5
    writer.open("cover")
    writer.say(title, "cover")
    if plan.code and (with_preface or rng.random() < 0.5):
        writer.say(f"职业编码：{plan.code}", "cover")
    writer.say(plan.name, "cover")
    writer.say(year, "cover")
    writer.say("示例部门 制定", "cover")
    if with_preface:
        writer.open("preface", rng.choice(("说明", "前言")))
        for number in "一二三"[: rng.randint(1, 3)]:
            writer.say(f"{number}、{write_sentence(rng)}{write_sentence(rng)}")
        writer.say(f"{plan.name} {title}", "cover")
        writer.say(year, "cover")


def write_overview(plan: Plan, writer: Writer, rng: random.Random) -> Overview:
    """Chapter 1."""
    heads = HEADS[plan.layout]
    writer.open("1", "职业概况")
    numbers = iter(range(1, 20))
    for title, text in (("职业名称", plan.name), *((("职业编码", plan.code),) if plan.code else ())):
        writer.open(f"1.{next(numbers)}", title)
        writer.say(text)
    writer.open(f"1.{next(numbers)}", "职业定义")
    definition = f"从事{rng.choice(NOUNS)}{rng.choice(VERBS)}，{rng.choice(VERBS)}{rng.choice(NOUNS)}的人员。"
    writer.say(definition)
    writer.open(f"1.{next(numbers)}", heads.levels)
    write_levels(plan, writer, rng)
    fillers = (
        ("职业环境", "职业能力特征", "基本文化程度") if plan.old else ("职业环境条件", "职业能力特征", "普通受教育程度")
    )
    for title in fillers:
        writer.open(f"1.{next(numbers)}", title)
        writer.say(write_sentence(rng))
    hours, training = write_training(plan, writer, rng, f"1.{next(numbers)}")
    conditions, assessment = write_examination(plan, writer, rng, f"1.{next(numbers)}")
    levels = tuple(
        Level(
            name=level.name, printed_name=level.printed, directions=level.directions, training_hours=hours[level.name]
        )
        for level in plan.levels
    )
    return Overview(
        definition=definition, levels=levels, conditions=conditions, training=training, assessment=assessment
    )


def write_levels(plan: Plan, writer: Writer, rng: random.Random) -> None:
    """Clause 1.4: the levels, and the directions or work types of those that have them."""
    printed = [
        f"{level.called}（国家职业资格{level.name}）" if plan.old else call(plan, level) for level in plan.levels
    ]
    word = rng.choice(("分别为：", "分别为", "由低到高为："))
    sentence = f"本职业共设{COUNTS[len(plan.levels)]}个等级，{word}{'、'.join(printed)}。"
    more = write_kinds(plan, rng)
    if more and rng.random() < 0.3:
        writer.say(sentence + "".join(more))
    else:
        for paragraph in (sentence, *more):
            writer.say(paragraph)


def write_kinds(plan: Plan, rng: random.Random) -> list[str]:
    """The sentences on directions or work types."""
    with_kinds = [level for level in plan.levels if level.directions]
    if not with_kinds:
        return []
    kinds = with_kinds[0].directions
    joined, count = "、".join(kinds), COUNTS[len(kinds)]
    if plan.tables not in ("shared", "split"):
        forms = (
            f"本职业分为{joined}{count}个工种。",
            f"本职业包含的工种：{joined}。",
            f"本职业包含{joined} {len(kinds)} 个工种。",
        )
        return [rng.choice(forms)]
    bare = [call(plan, level) for level in plan.levels if not level.directions]
    owners = "、".join(call(plan, level) for level in with_kinds)
    found = [f"{'、'.join(bare)}不分职业方向。"] if bare else []
    return [*found, f"{owners}{'均' if len(with_kinds) > 1 else ''}设{count}个职业方向：{joined}。"]


def write_training(plan: Plan, writer: Writer, rng: random.Random, number: str) -> tuple[dict[str, int], Training]:
    """Hours of each level; teachers and places where the layout has them."""
    hours = {level.name: rng.randint(4, 60) * 10 for level in plan.levels}
    end = rng.choice(("；", "，"))
    least = "" if plan.technical else "不少于"
    text = end.join(f"{call(plan, level)}{least} {hours[level.name]} 标准学时" for level in plan.levels) + "。"
    writer.open(number, HEADS[plan.layout].training)
    if not plan.technical and not plan.old:
        writer.say(text)
        return hours, Training()
    writer.open(f"{number}.1", "培训期限" if plan.old else "培训时间")
    writer.say(("晋级培训期限：" if plan.old else "按照要求参加培训，完成学时。") + text)
    writer.open(f"{number}.2", "培训教师")
    teachers = tuple(write_sentence(rng) for _ in range(rng.randint(1, 3)))
    for teacher in teachers:
        writer.say(teacher)
    writer.open(f"{number}.3", "培训场地设备" if plan.old else "培训场所设备")
    places = write_sentence(rng)
    writer.say(places)
    return hours, Training(teachers=teachers, places=places)


def write_examination(
    plan: Plan, writer: Writer, rng: random.Random, number: str
) -> tuple[tuple[Condition, ...], Assessment]:
    """Conditions, method, staff, time, places."""
    heads = HEADS[plan.layout]
    writer.open(number, heads.examination)
    below = iter(f"{number}.{n}" for n in range(1, 9))
    if plan.old:
        writer.open(next(below), "适用对象")
        writer.say("从事或准备从事本职业的人员。")
    writer.open(next(below), "申报条件")
    conditions = write_conditions(plan, writer, rng)
    writer.open(next(below), heads.method)
    pass_mark = write_method(plan, writer, rng)
    writer.open(next(below), "考评人员与考生配比" if plan.old else "监考人员、考评人员与考生配比")
    staff = write_staff(plan, writer, rng)
    writer.open(next(below), heads.time)
    parts = write_time(plan, writer, rng, staff)
    writer.open(next(below), heads.places)
    writer.say(write_sentence(rng))
    return conditions, Assessment(full_mark=100, pass_mark=pass_mark, parts=parts)
