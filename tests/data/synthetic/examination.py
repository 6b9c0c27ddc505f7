"""How people are examined in a synthetic standard: method, staff, time.

In: a plan, a writer, a seeded Random. Out: pass mark, staff, parts. Follows: clauses 1.9.2 to 1.9.4.
"""

import random

from liangcai.standard.model import LevelMinutes, Part, PartKind, Staffing
from tests.data.synthetic.layouts import HEADS, call
from tests.data.synthetic.plan import Plan, PlannedLevel
from tests.data.synthetic.words import write_sentence
from tests.data.synthetic.writer import Writer

REVIEW = "综合评审"


def write_method(plan: Plan, writer: Writer, rng: random.Random) -> int:
    """Clause 1.9.2: the parts; the pass mark is returned."""
    theory, skill = HEADS[plan.layout].theory, HEADS[plan.layout].skill
    upper = "和".join(call(plan, level) for level in plan.upper)
    review = f"、{skill}以及{REVIEW}" if upper else f"和{skill}"
    text = f"分为{theory}{review}。{theory}采用笔试，{write_sentence(rng)}{skill}采用现场作业，{write_sentence(rng)}"
    writer.say(text + (f"{REVIEW}针对{upper}，采用答辩。" if upper else ""))
    pass_mark = rng.choice((60, 60, 70))
    writer.say(f"各部分均实行百分制，成绩皆达 {pass_mark} 分（含）以上者为合格。")
    return pass_mark


def write_time(plan: Plan, writer: Writer, rng: random.Random, staff: dict[PartKind, Staffing]) -> tuple[Part, ...]:
    """Clause 1.9.4: minutes of each part; the parts are returned."""
    heads = HEADS[plan.layout]
    called: dict[PartKind, str] = {"theory": heads.theory, "skill": heads.skill}
    if plan.upper:
        called["review"] = REVIEW
    least = {kind: rng.randint(3, 36) * 5 for kind in called}
    end = rng.choice(("，", "；"))
    # A stream of its own, so that a seed goes on making the same document but for this clause.
    own = random.Random(f"minutes {sorted(least.items())} {plan.code}")  # noqa: S311 - made to be made again
    minutes = {
        kind: raise_minutes(least[kind], plan.upper if kind == "review" else plan.levels, own) for kind in called
    }
    if own.random() < 0.2:
        say_by_level(plan, writer, called, minutes)
    else:
        say_by_part(plan, writer, own, called, minutes, end)
    skill = "专业能力考核" if plan.technical else "技能考核"
    names: dict[PartKind, str] = {"theory": "理论知识考试", "skill": skill, "review": REVIEW}
    return tuple(
        Part(
            name=names[kind],
            kind=kind,
            levels=tuple(minutes[kind]),
            minutes_min=min(minutes[kind].values()),
            minutes=gather_minutes(minutes[kind]),
            staff=staff[kind],
        )
        for kind in called
    )


def raise_minutes(least: int, levels: tuple[PlannedLevel, ...], rng: random.Random) -> dict[str, int]:
    """Minutes of each level: for everyone the same, or more from some level up."""
    more = rng.randint(1, 12) * 5
    start = rng.randint(1, len(levels)) if rng.random() < 0.5 else len(levels)
    return {level.name: least + (more if place >= start else 0) for place, level in enumerate(levels)}


def gather_minutes(minutes: dict[str, int]) -> tuple[LevelMinutes, ...]:
    """The levels with the same minutes together; nothing where they are the same for all."""
    numbers = tuple(dict.fromkeys(minutes.values()))
    return tuple(
        LevelMinutes(levels=tuple(name for name, own in minutes.items() if own == number), minutes=number)
        for number in (numbers if len(numbers) > 1 else ())
    )


def say_by_part(
    plan: Plan,
    writer: Writer,
    rng: random.Random,
    called: dict[PartKind, str],
    minutes: dict[PartKind, dict[str, int]],
    end: str,
) -> None:
    """Part by part; where levels differ, the levels stand behind the part, in front of or behind their minutes."""
    unit, names = plan.hand.minutes, {level.name: call(plan, level) for level in plan.levels}
    alike = all(not gather_minutes(own) for own in minutes.values())
    sentences = []
    for kind, name in called.items():
        groups = gather_minutes(minutes[kind])
        if not groups:
            sentences.append(f"{name}时间不少于 {min(minutes[kind].values())}{unit}")
        elif rng.random() < 0.5:
            shares = (f"{'、'.join(names[n] for n in own.levels)}不少于 {own.minutes}{unit}" for own in groups)
            sentences.append(f"{name}时间：" + "，".join(shares))
        else:
            shares = (f"{own.minutes}{unit}（{'、'.join(names[n] for n in own.levels)}）" for own in groups)
            sentences.append(f"{name}时间不少于 " + "、".join(shares))
    writer.say((end if alike else "；").join(sentences) + "。")


def say_by_level(
    plan: Plan, writer: Writer, called: dict[PartKind, str], minutes: dict[PartKind, dict[str, int]]
) -> None:
    """Level by level, a paragraph each."""
    for level in plan.levels:
        own = (
            f"{name}时间不少于 {minutes[kind][level.name]}{plan.hand.minutes}"
            for kind, name in called.items()
            if level.name in minutes[kind]
        )
        writer.say(f"{call(plan, level)}：" + "；".join(own) + "。")


def write_staff(plan: Plan, writer: Writer, rng: random.Random) -> dict[PartKind, Staffing]:
    """Clause 1.9.3: ratios and head counts."""
    colon, heads = plan.hand.colon, HEADS[plan.layout]
    theory, skill, panel, board = rng.randint(10, 30), rng.randint(2, 15), rng.choice((3, 5)), rng.choice((3, 5, 7))
    odd = rng.random() < 0.7
    watchers = "考评人员" if plan.old else "监考人员"
    text = f"{heads.theory}中的{watchers}与考生配比不低于 1{colon}{theory}，且每个考场不少于 2 名{watchers}；"
    text += f"{heads.skill}中的考评人员与考生配比不低于 1{colon}{skill}，且"
    text += f"考评人员为 {panel} 人（含）以上单数" if odd else f"不少于 {panel} 名考评人员"
    if plan.upper:
        text += f"；{REVIEW}委员为 {board} 人（含）以上单数"
    writer.say(text + "。")
    return {
        "theory": Staffing(ratio=f"1:{theory}", per="room", at_least=2),
        "skill": Staffing(ratio=f"1:{skill}", per="panel", at_least=panel, odd=odd),
        "review": Staffing(ratio=None, per="panel", at_least=board, odd=True),
    }
