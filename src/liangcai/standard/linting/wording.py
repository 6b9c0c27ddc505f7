"""Wording of requirements: a skill is what someone can do, knowledge is a thing to know.

In: a standard. Out: faults. Follows: chapter 3 of published standards, whose skill items all begin with 能.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.profile import SINCE_2015
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at, squeeze
from liangcai.standard.linting.walk import Column, walk_columns
from liangcai.standard.model import Kind, Placed, Requirement
from liangcai.standard.reading.levels import ladder

CAN = re.compile(r"能(?!够|源|量|力|效|耗|级|谱|带|见|动|人|手)")
END_MARK = re.compile(r"[。；;，,、：:.．]$")
DOUBLE_MARK = re.compile(r"[，。；：、,;]\s*[，。；：、,;]")
WORD = re.compile(r"\w")
BRACKETS = (("（", "）"), ("《", "》"), ("“", "”"), ("「", "」"), ("【", "】"))
HALF_TO_FULL = str.maketrans("()", "（）")
TEACHES = re.compile("培训|指导")
LEARNERS = {"technical": r"{name}(?:专业)?(?:技术)?(?:等级)?人员", "skill": r"{name}\s*[/／]\s*{title}"}


def place(column: Column, item: Requirement) -> str:
    """Level and number of an item."""
    return f"{column.level} {item.number}"


def check_can(subject: Subject) -> Iterator[Fault]:
    """A skill item begins with 能, neither bare nor with 能够."""
    for column in walk_columns(subject.standard):
        for item in column.items:
            if column.of_skills and not CAN.match(item.text):
                start = item.text[:8]
                zh = f"{place(column, item)} 以“{start}”开头，技能要求应以“能”开头。"
                en = f"Skill {place(column, item)} begins with {start}; a skill begins with 能."
                remedy = Message("在句首写“能”。", "Begin the sentence with 能.")
                yield fault_at([item], column.clause, zh, en, remedy)


def check_end_marks(subject: Subject) -> Iterator[Fault]:
    """No item ends with a punctuation mark."""
    for column in walk_columns(subject.standard):
        for item in column.items:
            if END_MARK.search(item.text):
                zh = f"{place(column, item)} 的句末有标点“{item.text[-1]}”。"
                en = f"Item {place(column, item)} ends with the mark {item.text[-1]}."
                yield fault_at([item], column.clause, zh, en)


def check_knowledge(subject: Subject) -> Iterator[Fault]:
    """A knowledge item is a noun phrase: it neither begins with 能 nor repeats a skill of its task."""
    for column in walk_columns(subject.standard):
        skills = {squeeze(skill.text).removeprefix("能") for skill in column.task.skills}
        for item in column.items:
            if not column.of_skills and (CAN.match(item.text) or squeeze(item.text) in skills):
                zh = f"{place(column, item)} 在相关知识栏，却写成技能要求。"
                en = f"Item {place(column, item)} stands in the knowledge column and is worded as a skill."
                yield fault_at([item], column.clause, zh, en)


def check_repeats(subject: Subject) -> Iterator[Fault]:
    """No skill twice among those that one person of a level needs; the later one is told."""
    seen: dict[tuple[str, str], list[tuple[Column, Requirement]]] = defaultdict(list)
    for column in walk_columns(subject.standard):
        for item in column.items if column.of_skills else ():
            earlier = seen[column.level, squeeze(item.text)]
            first = next((found for found in earlier if meet(found[0], column)), None)
            earlier.append((column, item))
            if first:
                zh = f"{place(column, item)} 与 {first[1].number} 完全相同。"
                en = f"Skill {place(column, item)} is the same as {first[1].number}."
                yield fault_at([item], column.clause, zh, en)


def meet(one: Column, other: Column) -> bool:
    """Whether some person of the level needs both: the functions share a direction, or one has none."""
    first, second = set(one.function.directions), set(other.function.directions)
    return one.function.table == other.function.table and (not first or not second or bool(first & second))


def check_brackets(subject: Subject) -> Iterator[Fault]:
    """Brackets and quotation marks open and close in pairs."""
    for column in walk_columns(subject.standard):
        for item in column.items:
            text = item.text.translate(HALF_TO_FULL)
            odd = next((pair for pair in BRACKETS if text.count(pair[0]) != text.count(pair[1])), None)
            if odd:
                zh = f"{place(column, item)} 的“{odd[0]}{odd[1]}”不成对。"
                en = f"In item {place(column, item)} the pair {odd[0]}{odd[1]} is not complete."
                yield fault_at([item], column.clause, zh, en)


def check_teaching(subject: Subject) -> Iterator[Fault]:
    """Training and guidance are for the levels below one's own."""
    kind = subject.standard.kind
    order = [level.name for level in ladder(kind)]
    for column in walk_columns(subject.standard):
        if not TEACHES.search(column.function.name) or column.level not in order:
            continue
        for item in column.items if column.of_skills else ():
            too_high = [name for name in learners(kind, item.text) if order.index(name) >= order.index(column.level)]
            if too_high:
                zh = f"{place(column, item)} 要{column.level}培训、指导{too_high[0]}，应只针对更低的等级。"
                en = f"Skill {place(column, item)} lets {column.level} teach {too_high[0]}; it should be a lower level."
                yield fault_at([item], column.clause, zh, en)


def learners(kind: Kind, text: str) -> list[str]:
    """The levels of the people whom an item is about."""
    named = [(level.name, LEARNERS[kind].format(name=level.name, title=level.title)) for level in ladder(kind)]
    return [name for name, pattern in named if re.search(pattern, text)]


def check_double_marks(subject: Subject) -> Iterator[Fault]:
    """No two marks in a row in requirements and conditions."""
    texts: list[tuple[str, Placed, str]] = [("1.9.1", c, c.text) for c in subject.standard.conditions]
    texts += [(column.clause, i, i.text) for column in walk_columns(subject.standard) for i in column.items]
    for clause, placed, text in texts:
        match = DOUBLE_MARK.search(text)
        if match:
            zh = f"“{text[max(0, match.start() - 6) : match.end()]}”处有两个相连的标点。"
            yield fault_at([placed], clause, zh, f"Two marks stand in a row: {match.group()}.")


def check_empty(subject: Subject) -> Iterator[Fault]:
    """A number is followed by words."""
    for column in walk_columns(subject.standard):
        for item in column.items:
            if not WORD.search(item.text):
                zh = f"{place(column, item)} 只有编号，没有内容。"
                yield fault_at([item], column.clause, zh, f"Item {place(column, item)} is a number without words.")


RULES: tuple[Rule, ...] = (
    Rule(
        id="wording.skill-can",
        severity=Severity.WARNING,
        title=Message("技能要求以“能”开头", "A skill begins with 能"),
        slot="first_task",
        good="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识",
        bad="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 校准风杆\t1.1.1 风杆知识",
        check=check_can,
        profiles=SINCE_2015,
    ),
    Rule(
        id="wording.end-mark",
        severity=Severity.WARNING,
        title=Message("要求的句末不加标点", "An item has no mark at its end"),
        slot="first_task",
        good="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识",
        bad="1. 观测\t1.1 架设\t1.1.1 能架设风杆； 1.1.2 能校准风杆\t1.1.1 风杆知识",
        check=check_end_marks,
    ),
    Rule(
        id="wording.knowledge-noun",
        severity=Severity.WARNING,
        title=Message("相关知识是名词性短语，不照抄技能要求", "Knowledge is a noun phrase and no copy of a skill"),
        slot="first_task",
        good="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识 1.1.2 校准方法",
        bad="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识 1.1.2 能校准风杆",
        check=check_knowledge,
    ),
    Rule(
        id="wording.repeated-skill",
        severity=Severity.WARNING,
        title=Message("同级不重复同一条技能要求", "No skill stands twice in a level"),
        slot="second_task",
        good="2. 维护\t2.1 保养\t2.1.1 能清洁风杯\t2.1.1 保养知识",
        bad="2. 维护\t2.1 保养\t2.1.1 能校准风杆\t2.1.1 保养知识",
        check=check_repeats,
    ),
    Rule(
        id="wording.brackets",
        severity=Severity.WARNING,
        title=Message("括号、引号成对", "Brackets and quotation marks come in pairs"),
        slot="second_task",
        good="2. 维护\t2.1 保养\t2.1.1 能清洁部件（风杯、风标）\t2.1.1 保养知识",
        bad="2. 维护\t2.1 保养\t2.1.1 能清洁部件（风杯、风标\t2.1.1 保养知识",
        check=check_brackets,
    ),
    Rule(
        id="wording.teaching",
        severity=Severity.WARNING,
        title=Message("培训、指导只针对更低的等级", "Training and guidance are for lower levels"),
        slot="teaching_task",
        good="2. 培训指导\t2.1 指导\t2.1.1 能指导三级/高级工\t2.1.1 指导方法",
        bad="2. 培训指导\t2.1 指导\t2.1.1 能指导二级/技师\t2.1.1 指导方法",
        check=check_teaching,
        kind="skill",
    ),
    Rule(
        id="wording.double-mark",
        severity=Severity.WARNING,
        title=Message("标点不连用", "No two marks stand in a row"),
        slot="second_task",
        good="2. 维护\t2.1 保养\t2.1.1 能清洁风杯、风标\t2.1.1 保养知识",
        bad="2. 维护\t2.1 保养\t2.1.1 能清洁风杯、，风标\t2.1.1 保养知识",
        check=check_double_marks,
    ),
    Rule(
        id="wording.empty",
        severity=Severity.ERROR,
        title=Message("编号后有内容", "A number is followed by words"),
        slot="second_task",
        good="2. 维护\t2.1 保养\t2.1.1 能清洁风杯\t2.1.1 保养知识 2.1.2 清洁方法",
        bad="2. 维护\t2.1 保养\t2.1.1 能清洁风杯\t2.1.1 保养知识 2.1.2",
        check=check_empty,
    ),
)
