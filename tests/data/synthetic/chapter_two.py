"""Chapter 2 of a synthetic standard.

In: a plan, a writer, a seeded Random. Out: basic groups. Follows: ethics, and basic knowledge two lists deep.
"""

import random

from liangcai.standard.model import BasicGroup, BasicItem
from tests.data.synthetic.layouts import mark_list
from tests.data.synthetic.plan import Plan
from tests.data.synthetic.words import FIELDS, KINDS, NOUNS, VERBS, pick_names
from tests.data.synthetic.writer import Writer


def write_basic(plan: Plan, writer: Writer, rng: random.Random) -> tuple[BasicGroup, ...]:
    """Chapter 2: ethics, and groups of basic knowledge two lists deep."""
    writer.open("2", "基本要求")
    writer.open("2.1", "职业道德")
    writer.open("2.1.1", "职业道德基本知识")
    groups = [BasicGroup(number="2.1.1", name="职业道德基本知识", area="职业道德")]
    writer.open("2.1.2", "职业守则")
    groups.append(write_group(plan, writer, rng, "2.1.2", "职业守则", "职业道德"))
    writer.open("2.2", "基础知识")
    for number, name in enumerate(pick_names(rng, rng.randint(1, 5), FIELDS, ["基础知识", "常识"]), 1):
        writer.open(f"2.2.{number}", name)
        groups.append(write_group(plan, writer, rng, f"2.2.{number}", name, "基础知识"))
    return tuple(groups)


def write_group(plan: Plan, writer: Writer, rng: random.Random, number: str, name: str, area: str) -> BasicGroup:
    """A group with its points; some points have points of their own."""
    items = []
    end = rng.choice(("。", "", "；"))
    for place in range(1, rng.choice((1, 3, 4, 12)) + 1):
        text = f"{rng.choice(NOUNS)}{rng.choice(VERBS)}{rng.choice(KINDS)}{end}"
        writer.say(mark_list(plan.hand.list_mark, place) + text, "item")
        below = []
        for inner in range(1, rng.choice((0, 0, 2, 3)) + 1):
            point = f"{rng.choice(NOUNS)}的{rng.choice(KINDS)}{end}"
            writer.say(plan.hand.inner_mark.format(inner) + point, "inner")
            below.append(BasicItem(number=f"{number}.{place}.{inner}", text=point))
        items.append(BasicItem(number=f"{number}.{place}", text=text, items=tuple(below)))
    return BasicGroup(number=number, name=name, area=area, items=tuple(items))
