"""How people are examined in a synthetic standard: method, staff, time.

In: a plan, a writer, a seeded Random. Out: pass mark, staff, parts. Follows: clauses 1.9.2 to 1.9.4.
"""

import random

from liangcai.standard.model import Part, PartKind, Staffing
from tests.data.synthetic.layouts import HEADS, call
from tests.data.synthetic.plan import Plan
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
    minutes = {kind: rng.randint(3, 36) * 5 for kind in called}
    end = rng.choice(("，", "；"))
    sentences = (f"{name}时间不少于 {minutes[kind]}{plan.hand.minutes}" for kind, name in called.items())
    writer.say(end.join(sentences) + "。")
    skill = "专业能力考核" if plan.technical else "技能考核"
    names: dict[PartKind, str] = {"theory": "理论知识考试", "skill": skill, "review": REVIEW}
    return tuple(
        Part(
            name=names[kind],
            kind=kind,
            levels=tuple(level.name for level in (plan.upper if kind == "review" else plan.levels)),
            minutes_min=minutes[kind],
            staff=staff[kind],
        )
        for kind in called
    )


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
