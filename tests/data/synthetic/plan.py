"""What a synthetic standard is: its layout, its levels, how its tables stand, and the hand that writes it.

In: a seeded Random. Out: ``Plan``. Follows: the four layouts in print, technical 2021, skill 2018 (鉴定), the wording
of 2023 (评价) and the one before 2015 (no code, 比重表); directions or work types with one table or with one each.
"""

import random
from typing import Literal

import msgspec

from tests.data.synthetic.words import NOUNS, SCENES, TRADES, VERBS, name_functions

Layout = Literal["technical-2021", "skill-2018", "skill-2023", "pre-2015"]
Tables = Literal["one", "shared", "split", "work-types", "type-first"]
Flat = Literal["", "cells", "rows"]
LAYOUTS: tuple[Layout, ...] = ("technical-2021", "skill-2018", "skill-2023", "pre-2015")
TABLES: tuple[Tables, ...] = ("one", "shared", "split", "work-types", "type-first")
TECHNICAL = (("初级", "初级"), ("中级", "中级"), ("高级", "高级"))
SKILL = tuple(
    (n, f"{n}/{t}")
    for n, t in zip(
        ("五级", "四级", "三级", "二级", "一级"), ("初级工", "中级工", "高级工", "技师", "高级技师"), strict=True
    )
)
OLD = tuple(zip(("五级", "四级", "三级", "二级", "一级"), ("初级", "中级", "高级", "技师", "高级技师"), strict=True))


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """How the author writes what may be written in several ways; the model carries what is written."""

    chapter_mark: str
    list_mark: str
    inner_mark: str
    colon: str
    percent: str
    dash: str
    slash: str
    minutes: str
    gap: str
    raised: str
    chinese_numbers: bool
    head: Literal["group", "plain", "slanted"]
    totals: bool
    glossary: Literal["none", "sections", "serial", "terms"]


class PlannedLevel(msgspec.Struct, frozen=True, kw_only=True):
    """A level: its short name, its printed name, how running text calls it, its directions or work types."""

    name: str
    printed: str
    called: str
    directions: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is decided before a word is written."""

    layout: Layout
    tables: Tables
    flat: Flat
    name: str
    code: str
    edition: str
    levels: tuple[PlannedLevel, ...]
    functions: tuple[str, ...]
    hand: Hand

    @property
    def technical(self) -> bool:
        """Whether this is a technical standard."""
        return self.layout == "technical-2021"

    @property
    def old(self) -> bool:
        """Whether this is the layout before 2015."""
        return self.layout == "pre-2015"

    @property
    def upper(self) -> tuple[PlannedLevel, ...]:
        """The levels that sit a review."""
        return tuple(level for level in self.levels if level.name in ("二级", "一级"))


def choose_hand(rng: random.Random, layout: Layout, flat: Flat) -> Hand:
    """A way of writing."""
    return Hand(
        chapter_mark=rng.choice(("", ".")),
        list_mark=rng.choice(("({}) ", "（{}） ", "（{}）", "({})", "(wide) ")),
        inner_mark=rng.choice(("{}) ", "{}）", "{}）")),
        colon=rng.choice((":", "∶", "：")),
        percent=rng.choice((" (%)", "（%）", "(%)", "")),
        dash=rng.choice(("—", "-", "－", "–", "——", "/") if flat else ("—", "-", "－", "–", "——", "/", "")),
        slash=rng.choice(("/", "/", "/", " / ", "／")),
        minutes=rng.choice((" min", "min", " 分钟", "分钟")),
        gap=rng.choice(("", " ")),
        raised=rng.choice(("^{}", "{}", "^{}^")),
        chinese_numbers=layout == "pre-2015" and rng.random() < 0.6,
        head="plain" if flat else rng.choice(("group", "plain", "slanted")),
        totals=rng.random() < 0.7,
        glossary=rng.choice(("none", "sections") if flat else ("none", "sections", "serial", "terms")),
    )


def choose_levels(rng: random.Random, layout: Layout, tables: Tables) -> tuple[PlannedLevel, ...]:
    """A contiguous run of levels, lowest first; directions begin at some level, work types hold for all."""
    names = TECHNICAL if layout == "technical-2021" else OLD if layout == "pre-2015" else SKILL
    count = rng.randint(1, len(names))
    first = rng.randint(0, len(names) - count)
    chosen = names[first : first + count]
    kinds: tuple[str, ...] = ()
    start = 0
    if tables in ("shared", "split"):
        kinds = tuple(rng.sample(SCENES, rng.randint(2, 3)))
        start = rng.randint(0, count - 1)
    elif tables in ("work-types", "type-first"):
        kinds = tuple(f"{noun}{verb}工" for noun, verb in zip(rng.sample(NOUNS, 2), rng.sample(VERBS, 2), strict=True))
    levels = []
    for place, (name, called) in enumerate(chosen):
        printed = f"{called}（国家职业资格{name}）" if layout == "pre-2015" else called
        levels.append(
            PlannedLevel(name=name, printed=printed, called=called, directions=kinds if place >= start else ())
        )
    return tuple(levels)


def choose_plan(
    rng: random.Random, layout: Layout | None = None, tables: Tables | None = None, flat: Flat | None = None
) -> Plan:
    """A plan, free where nothing is asked."""
    form = layout if layout else rng.choice(LAYOUTS)
    shape = tables if tables else rng.choice(("one", *TABLES))
    lost: Flat = rng.choice(("", "", "", "", "cells", "rows")) if flat is None else flat
    old, technical = form == "pre-2015", form == "technical-2021"
    code = f"{rng.randint(2, 6)}-{rng.randint(1, 31):02}-{rng.randint(1, 20):02}-{rng.randint(1, 20):02}"
    return Plan(
        layout=form,
        tables=shape,
        flat=lost,
        name=rng.choice(TRADES) + ("工程技术人员" if technical else rng.choice(("扎制工", "管理员", "制作工"))),
        code="" if old else code,
        edition=str(rng.randint(2003, 2014) if old else rng.randint(2018, 2025)),
        levels=choose_levels(rng, form, shape),
        functions=name_functions(rng, rng.randint(2, 7)),
        hand=choose_hand(rng, form, lost),
    )
