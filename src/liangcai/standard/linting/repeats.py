"""What stands twice: knowledge in one task, names in one level, conditions, terms, words.

In: a standard. Out: faults. Follows: the plain sense that nothing is asked twice in one place. Knowledge may come back
in another task, and a function in another direction: that is no slip.
"""

import re
from collections.abc import Iterable, Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at, squeeze
from liangcai.standard.linting.walk import walk_columns
from liangcai.standard.model import Function, Placed

TWICE = re.compile(r"([\u4e00-\u9fff]{3,})\1")


def later_twins(pairs: Iterable[tuple[object, Placed]]) -> Iterator[Placed]:
    """Every element whose key an earlier one has."""
    seen: set[object] = set()
    for key, placed in pairs:
        if key in seen:
            yield placed
        seen.add(key)


def check_knowledge(subject: Subject) -> Iterator[Fault]:
    """No knowledge item twice in one task."""
    for column in walk_columns(subject.standard):
        if column.of_skills:
            continue
        for item in later_twins((squeeze(item.text), item) for item in column.items):
            where = f"{column.level} {column.task.number}"
            zh = f"{where} 的相关知识有两条相同。"
            yield fault_at([item], column.clause, zh, f"Two knowledge items of {where} are the same.")


def check_names(subject: Subject) -> Iterator[Fault]:
    """No task twice in a function, and no function twice among those that one person of a level needs."""
    for work in subject.standard.work:
        for place, function in enumerate(work.functions):
            if any(other.name == function.name and meet(other, function) for other in work.functions[:place]):
                yield report_name(f"3 {work.level} {function.number}", function, f"职业功能“{function.name}”")
            for task in later_twins((task.name, task) for task in function.tasks if task.name):
                name = next(found.name for found in function.tasks if found is task)
                yield report_name(f"3 {work.level} {function.number}", task, f"工作内容“{name}”")


def report_name(clause: str, placed: Placed, what: str) -> Fault:
    """A name that stands twice."""
    return fault_at([placed], clause, f"{clause}：{what}出现两次。", f"In {clause}, {what} stands twice.")


def meet(one: Function, other: Function) -> bool:
    """Whether one person needs both functions."""
    apart = one.directions and other.directions and not set(one.directions) & set(other.directions)
    return one.table == other.table and not apart


def check_conditions(subject: Subject) -> Iterator[Fault]:
    """No condition twice in the list of a level."""
    pairs = (((c.level, squeeze(c.text)), c) for c in subject.standard.conditions if c.text)
    for condition in later_twins(pairs):
        yield fault_at(
            [condition], "1.9.1", "这一项申报条件与前面的一项相同。", "This condition stands in its list twice."
        )


def check_terms(subject: Subject) -> Iterator[Fault]:
    """No term is explained twice."""
    for entry in later_twins((squeeze(entry.term).casefold(), entry) for entry in subject.standard.glossary):
        yield fault_at([entry], "5", "这个术语前面已有解释。", "This term is explained twice.")


def check_words(subject: Subject) -> Iterator[Fault]:
    """Three or more characters printed twice in a row."""
    for column in walk_columns(subject.standard):
        for item in column.items:
            match = TWICE.search(item.text)
            if match:
                zh = f"{column.level} {item.number} 中“{match.group(1)}”连印两次。"
                en = f"In {column.level} {item.number}, {match.group(1)} is printed twice in a row."
                yield fault_at([item], column.clause, zh, en)


RULES: tuple[Rule, ...] = (
    Rule(
        id="wording.repeated-knowledge",
        severity=Severity.WARNING,
        title=Message("同一工作内容不重复同一条相关知识", "No knowledge item stands twice in a task"),
        slot="first_task",
        good="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识 1.1.2 校准方法",
        bad="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识 1.1.2 风杆知识",
        check=check_knowledge,
    ),
    Rule(
        id="wording.repeated-name",
        severity=Severity.WARNING,
        title=Message("同级不重复职业功能、工作内容的名称", "No function or task stands twice in a level"),
        slot="second_task",
        good="\t1.2 校准\t1.2.1 能校准风标\t1.2.1 风标知识\n2. 维护\t2.1 保养\t2.1.1 能清洁风杯\t2.1.1 保养知识",
        bad="\t1.2 架设\t1.2.1 能校准风标\t1.2.1 风标知识\n2. 维护\t2.1 保养\t2.1.1 能清洁风杯\t2.1.1 保养知识",
        check=check_names,
    ),
    Rule(
        id="wording.repeated-words",
        severity=Severity.INFO,
        title=Message("词语不连印两次", "No words are printed twice in a row"),
        slot="second_task",
        good="2. 维护\t2.1 保养\t2.1.1 能按照规程清洁风杯\t2.1.1 保养知识",
        bad="2. 维护\t2.1 保养\t2.1.1 能按照规程按照规程清洁风杯\t2.1.1 保养知识",
        check=check_words,
    ),
    Rule(
        id="conditions.repeated",
        severity=Severity.WARNING,
        title=Message("同级的申报条件不重复", "No condition stands twice in a list"),
        slot="junior_conditions",
        good="(1) 取得技术员职称。\n\n(2) 从事测风满2年。",
        bad="(1) 取得技术员职称。\n\n(2) 取得技术员职称。",
        check=check_conditions,
    ),
    Rule(
        id="terms.glossary-twice",
        severity=Severity.WARNING,
        title=Message("一个术语只解释一次", "A term is explained once"),
        slot="glossary",
        good="1\tGPS (Global Positioning System)\t全球定位系统。",
        bad="1\tGPS (Global Positioning System)\t全球定位系统。\n2\tGPS (Global Positioning System)\t卫星定位。",
        check=check_terms,
    ),
)
