"""Chapters 3 to 5 of a synthetic standard: work tables, weight tables, terms.

In: a plan, a writer, a seeded Random. Out: work, weights, totals, glossary. Follows: one table a level, one table for
all directions with a sentence, or one table a direction or work type with numbering that restarts.
"""

import random
from collections.abc import Sequence
from typing import Literal

import msgspec

from liangcai.standard.model import Function, GlossaryEntry, LevelWork, Requirement, Task, Total, Weight
from tests.data.synthetic.layouts import call
from tests.data.synthetic.plan import Plan, PlannedLevel
from tests.data.synthetic.words import (
    LATIN,
    NOUNS,
    VERBS,
    name_task,
    pick_names,
    write_knowledge,
    write_sentence,
    write_skill,
)
from tests.data.synthetic.writer import PlainRow, TaskRow, Writer

CHINESE = "零一二三四五六七八九十"
STEP = 5


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A table of chapter 3 to be: for which level and which direction or work type, with which functions."""

    level: PlannedLevel
    kind: str | None
    functions: tuple[str, ...]
    directions: dict[str, tuple[str, ...]] = {}


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What chapter 3 says, and for chapter 4 which functions each level and direction has."""

    levels: tuple[LevelWork, ...]
    columns: dict[tuple[str, str | None], tuple[str, ...]]


def choose_functions(plan: Plan, rng: random.Random) -> tuple[str, ...]:
    """Some functions of the pool in its order, so that a number means another function at another level."""
    kept = rng.sample(plan.functions, rng.randint(1, len(plan.functions)))
    return tuple(name for name in plan.functions if name in kept)


def plan_level(plan: Plan, rng: random.Random, level: PlannedLevel) -> list[Section]:
    """The tables of a level."""
    if not level.directions:
        return [Section(level=level, kind=None, functions=choose_functions(plan, rng))]
    if plan.tables == "shared":
        chosen = {kind: choose_functions(plan, rng) for kind in level.directions}
        names = tuple(name for name in plan.functions if any(name in own for own in chosen.values()))
        return [Section(level=level, kind=None, functions=names, directions=chosen)]
    return [Section(level=level, kind=kind, functions=choose_functions(plan, rng)) for kind in level.directions]


def write_work(plan: Plan, writer: Writer, rng: random.Random) -> Work:
    """Chapter 3."""
    writer.open("3", "工作要求")
    column = "专业能力要求" if plan.technical else "技能要求"
    if rng.random() < 0.8:
        names = "、".join(call(plan, level) for level in plan.levels)
        writer.say(f"本标准对{names}的{column}依次递进，高级别涵盖低级别的要求。")
    sections = [section for level in plan.levels for section in plan_level(plan, rng, level)]
    if plan.tables == "type-first":
        kinds = sections[0].level.directions
        sections.sort(key=lambda section: kinds.index(section.kind or ""))
    functions: dict[str, list[Function]] = {level.name: [] for level in plan.levels}
    columns: dict[tuple[str, str | None], tuple[str, ...]] = {}
    numbers: dict[str, int] = {}
    for section in sections:
        open_section(plan, writer, rng, section, numbers)
        functions[section.level.name] += write_table(plan, writer, rng, section)
        for kind in tuple(section.directions) or (section.kind,):
            columns[section.level.name, kind] = section.directions.get(kind or "", section.functions)
    return Work(
        levels=tuple(LevelWork(level=own.name, functions=tuple(functions[own.name])) for own in plan.levels),
        columns=columns,
    )


def open_section(plan: Plan, writer: Writer, rng: random.Random, section: Section, numbers: dict[str, int]) -> None:
    """The headings over a table, and the sentence that lists functions per direction."""
    level = call(plan, section.level)
    kind = section.kind or ""
    titles = [level]
    if kind and plan.tables == "type-first":
        titles = [kind, level]
    elif kind:
        titles = [level, kind + ("方向" if plan.tables == "split" else "")]
    path = "3"
    for title in titles:
        key = f"{path}/{title}"
        if key not in numbers:
            numbers[path] = numbers[key] = numbers.get(path, 0) + 1
            writer.open(f"{path}.{numbers[key]}", title)
        path = f"{path}.{numbers[key]}"
    if section.directions:
        verb, end = rng.choice(("包括", "职业功能包括")), rng.choice(("，", "；"))
        writer.say(end.join(f"{k}方向{verb}{'、'.join(own)}" for k, own in section.directions.items()) + "。")


def write_table(plan: Plan, writer: Writer, rng: random.Random, section: Section) -> list[Function]:
    """One table with its functions numbered from 1."""
    knowledge = "相关知识" if plan.old and rng.random() < 0.7 else "相关知识要求"
    table = writer.head(("职业功能", "工作内容", "专业能力要求" if plan.technical else "技能要求", knowledge))
    found = []
    for number, name in enumerate(section.functions, 1):
        tasks = [
            write_task(plan, writer, rng, table, (number, name), place) for place in range(1, rng.choice((1, 2, 3)) + 1)
        ]
        kinds = tuple(k for k, own in section.directions.items() if name in own) or (
            (section.kind,) if section.kind else ()
        )
        found.append(
            Function(number=str(number), name=name, directions=kinds, tasks=tuple(tasks), table=section.kind or "-")
        )
    return found


def write_task(
    plan: Plan, writer: Writer, rng: random.Random, table: int, function: tuple[int, str], place: int
) -> Task:
    """One task with both columns."""
    number, name = function
    task = name_task(rng)
    skills = write_items(plan, rng, f"{number}.{place}", of_skills=True)
    knowledge = write_items(plan, rng, f"{number}.{place}", of_skills=False)
    if plan.hand.chinese_numbers:
        labels = f"{CHINESE[number]}、{name}", f"（{CHINESE[place]}）{task}"
    else:
        labels = f"{number}. {name}", f"{number}.{place} {task}"
    writer.pieces.append(
        TaskRow(
            table=table,
            function=labels[0] if place == 1 else "",
            label=labels[0],
            task=labels[1],
            skills=tuple(print_item(plan, item) for item in skills),
            knowledge=tuple(print_item(plan, item) for item in knowledge),
        )
    )
    return Task(number=f"{number}.{place}", name=task, skills=skills, knowledge=knowledge)


def write_items(plan: Plan, rng: random.Random, task: str, *, of_skills: bool) -> tuple[Requirement, ...]:
    """The items of a cell; now and then a lone one has no number, or a number is misprinted."""
    count = rng.choice((1, 2, 3, 4, 4, 12))
    plain = bool(plan.flat) or plan.hand.chinese_numbers
    found: list[Requirement] = []
    for place in range(1, count + 1):
        number = f"{task}.{place}"
        text = (write_skill if of_skills else write_knowledge)(rng, decimals=not plan.flat)
        printed: str | None = number
        if not plain and count == 1 and not text[0].isascii() and rng.random() < 0.2:
            printed = None
        elif not plain and not text[0].isascii() and rng.random() < 0.02 and is_right(found):
            first, second = (int(part) for part in task.split("."))
            printed = rng.choice(
                (f"{first}.{second + 1}.{place}", f"{first}.{second}.{place + 1}", f"{first + 1}.{second}.{place}")
            )
        found.append(Requirement(number=number, printed_number=printed, text=text))
    return tuple(found)


def is_right(found: list[Requirement]) -> bool:
    """Whether the last item bears its own number; two misprints never stand side by side."""
    return not found or found[-1].printed_number == found[-1].number


def print_item(plan: Plan, item: Requirement) -> str:
    """An item as it stands in its cell."""
    if item.printed_number is None:
        return item.text
    if plan.hand.chinese_numbers:
        return f"{item.printed_number.rpartition('.')[2]}{'．' if plan.hand.gap else '. '}{item.text}"
    gap = " " if plan.hand.gap or item.text[0].isascii() else ""
    return f"{item.printed_number}{gap}{item.text}"


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """What chapter 4 says."""

    cells: tuple[Weight, ...] = ()
    totals: tuple[Total, ...] = ()


def write_weights(plan: Plan, writer: Writer, rng: random.Random, work: Work) -> Weights:
    """Chapter 4: the theory table and the skill table."""
    writer.open("4", "比重表" if plan.old else "权重表")
    skill = "专业能力要求" if plan.technical else "技能操作" if plan.old else "技能要求"
    writer.open("4.1", "理论知识" if plan.old else "理论知识权重表")
    theory = write_weight_table(plan, writer, rng, work, "theory")
    writer.open("4.2", skill if plan.old else f"{skill}权重表")
    practice = write_weight_table(plan, writer, rng, work, "skill")
    return Weights(cells=theory.cells + practice.cells, totals=theory.totals + practice.totals)


def share(rng: random.Random, areas: list[str]) -> dict[str, int]:
    """100 in steps of five over the areas, at least one step each."""
    steps = dict.fromkeys(areas, 1)
    for _ in range(100 // STEP - len(areas)):
        steps[rng.choice(areas)] += 1
    return {area: count * STEP for area, count in steps.items()}


def write_weight_table(
    plan: Plan, writer: Writer, rng: random.Random, work: Work, table: Literal["theory", "skill"]
) -> Weights:
    """One table: a row an area, a column a level or direction."""
    basic = ["职业道德", "基础知识"] if table == "theory" else []
    keys = [(level.name, kind) for level in plan.levels for kind in (level.directions or (None,))]
    shares = {key: share(rng, [*basic, *work.columns[key]]) for key in keys}
    used = [name for name in plan.functions if any(name in shares[key] for key in keys)]
    number = write_weight_head(plan, writer, keys)
    requirements = "相关知识要求" if table == "theory" else "技能要求"
    groups = {"职业道德": "基本要求", used[0]: requirements}
    cells: list[Weight] = []
    for area in (*basic, *used):
        percents = [shares[key].get(area) for key in keys]
        write_weight_row(plan, writer, number, (groups.get(area, ""), area), percents)
        cells += [
            Weight(table=table, level=level, direction=kind, area=area, percent=percent)
            for (level, kind), percent in zip(keys, percents, strict=True)
        ]
    if not plan.hand.totals:
        return Weights(cells=tuple(cells))
    write_weight_row(plan, writer, number, ("合计", ""), [100] * len(keys))
    totals = tuple(Total(table=table, level=level, direction=kind, percent=100) for level, kind in keys)
    return Weights(cells=tuple(cells), totals=totals)


def write_weight_row(
    plan: Plan, writer: Writer, table: int, labels: tuple[str, str], percents: Sequence[int | None]
) -> None:
    """A row with the labels that the head leaves room for: the area, before it its group, behind it a blank cell."""
    group, area = labels
    plain = (area or group,)
    lead = {"plain": plain, "slanted": labels, "group": (*labels, "")}[plan.hand.head]
    values = (str(percent) if percent else plan.hand.dash for percent in percents)
    cut = min(len(lead) - 1, 1) if area else -1
    writer.pieces.append(PlainRow(table=table, cells=(*lead, *values), cut=cut))


def write_weight_head(plan: Plan, writer: Writer, keys: list[tuple[str, str | None]]) -> int:
    """One head row, or two where a level spans the columns of its directions."""
    word = "专业技术等级" if plan.technical else "技能等级"
    lead = {"group": ("项目", "", word), "plain": ("项目",), "slanted": (f"项目 \\ {word}", "")}[plan.hand.head]
    called = {level.name: call(plan, level) for level in plan.levels}
    first = [
        called[name] + plan.hand.percent if place == 0 or keys[place - 1][0] != name else ""
        for place, (name, _) in enumerate(keys)
    ]
    rows = [(*lead, *first)]
    if any(kind for _, kind in keys):
        suffix = "方向" if plan.tables in ("shared", "split") and plan.hand.gap else ""
        rows.append((*[""] * len(lead), *((kind + suffix) if kind else "" for _, kind in keys)))
    if plan.flat:
        rows = [tuple(cell for cell in row if cell) for row in rows]
    return writer.head(*rows)


def write_glossary(plan: Plan, writer: Writer, rng: random.Random) -> tuple[GlossaryEntry, ...]:
    """Chapter 5: sections or a table of terms, or no appendix."""
    form = plan.hand.glossary
    if form == "none":
        return ()
    writer.open("5", "附录")
    terms = [*pick_names(rng, rng.randint(1, 3), NOUNS, VERBS), rng.choice(LATIN)]
    entries = [GlossaryEntry(term=term, text=write_sentence(rng)) for term in terms]
    if form == "sections":
        for number, entry in enumerate(entries, 1):
            writer.open(f"5.{number}", entry.term)
            writer.say(entry.text)
        return tuple(entries)
    writer.open("5.1", "术语对照表")
    serial = form == "serial"
    table = writer.head((*(("序号",) if serial else ()), "术语", "解释"))
    for number, entry in enumerate(entries, 1):
        lead = (str(number),) if serial else ()
        writer.pieces.append(PlainRow(table=table, cells=(*lead, entry.term, entry.text), cut=1 + serial))
    return tuple(entries)
