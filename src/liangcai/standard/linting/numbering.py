"""Numbers follow their place: items, tasks, conditions, lists, sections.

In: a standard. Out: faults. Follows: chapter 3, where functions run 1…n, tasks f.1…, items f.c.1…, and the two columns
of a task number independently; a lone item without a number is convention, not a fault.
"""

import re
import unicodedata
from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at
from liangcai.standard.linting.walk import walk_columns
from liangcai.standard.model import BasicItem, Function, Passage, Task

FUNCTION_NUMBER = re.compile(r"\s*(\d+)\s*(?:[.．、](?!\s*\d)|(?=[^\d.．\s]))")
TASK_NUMBER = re.compile(r"\s*(\d+)\s*[.．]\s*(\d+)(?!\s*[.．]?\s*\d)")
SERIAL = re.compile(r"\s*(\d+)\s*[.．、]?\s*\t")
LIST_NUMBER = re.compile(r"\s*(?:[-–—]\s*)?[(（]?\s*(\d+)\s*[)）]")


def narrow(number: str) -> str:
    """A number in plain digits and points, whatever their width in print."""
    return unicodedata.normalize("NFKC", number)


def printed_task(subject: Subject, task: Task) -> str:
    """The number that stands before a task in the source, else the one that it should have."""
    match = TASK_NUMBER.match(subject.printed(task))
    return f"{int(match.group(1))}.{int(match.group(2))}" if match else task.number


def check_prefix(subject: Subject) -> Iterator[Fault]:
    """Items whose printed number belongs to another task; one fault a column."""
    for column in walk_columns(subject.standard):
        parent = printed_task(subject, column.task) + "."
        odd = [i for i in column.items if i.printed_number and not narrow(i.printed_number).startswith(parent)]
        if odd:
            printed = "、".join(item.printed_number or "" for item in odd)
            should = "、".join(item.number for item in odd)
            yield fault_at(
                odd,
                column.clause,
                f"{column.level} {column.task.number} 的{column.zh}印作 {printed}，应为 {should}。",
                f"In the {column.en} of {column.level} {column.task.number}, {printed} should be {should}.",
                Message(f"改为 {should}。", f"Print {should}."),
            )


def check_order(subject: Subject) -> Iterator[Fault]:
    """The first item of a column whose last number is not its place; what follows it is off with it."""
    for column in walk_columns(subject.standard):
        for place, item in enumerate(column.items, 1):
            if item.printed_number and narrow(item.printed_number).rpartition(".")[2] != str(place):
                where = f"{column.level} {column.task.number}"
                yield fault_at(
                    [item],
                    column.clause,
                    f"{where} 的{column.zh}第 {place} 条印作 {item.printed_number}，编号有缺漏或重复。",
                    f"Item {place} in the {column.en} of {where} is printed {item.printed_number}: a gap or a repeat.",
                    Message(f"应为 {item.number}。", f"It should be {item.number}."),
                )
                break


def check_unnumbered(subject: Subject) -> Iterator[Fault]:
    """Items without a number beside others; one that stands alone needs none."""
    for column in walk_columns(subject.standard):
        bare = [item for item in column.items if not item.printed_number]
        if bare and len(column.items) > 1:
            where = f"{column.level} {column.task.number}"
            zh = f"{where} 的{column.zh}共 {len(column.items)} 条，其中 {len(bare)} 条没有编号。"
            en = f"In the {column.en} of {where}, {len(bare)} of {len(column.items)} items have no number."
            yield fault_at(bare, column.clause, zh, en)


def check_rows(subject: Subject) -> Iterator[Fault]:
    """Printed numbers of functions and tasks against their places; needs the source."""
    for work in subject.standard.work:
        for function in work.functions:
            match = FUNCTION_NUMBER.match(subject.printed(function))
            if match and narrow(match.group(1)) != function.number:
                yield report_row(work.level, f"职业功能“{function.name}”", function, match.group(1), function.number)
            for task in function.tasks:
                if printed_task(subject, task) != task.number:
                    printed = printed_task(subject, task)
                    yield report_row(work.level, f"工作内容“{task.name}”", task, printed, task.number)


def report_row(level: str, what: str, placed: Task | Function, printed: str, should: str) -> Fault:
    """A row that carries another number than its place."""
    zh = f"{level}的{what}印作 {printed}，按次序应为 {should}。"
    en = f"In {level}, row {should} is printed {printed} ({placed.name})."
    return fault_at([placed], f"3 {level} {should}", zh, en)


def check_conditions(subject: Subject) -> Iterator[Fault]:
    """The first condition of a level's list whose number is not its place."""
    for level in subject.standard.levels:
        mine = [condition for condition in subject.standard.conditions if condition.level == level.name]
        for place, condition in enumerate(mine, 1):
            if narrow(condition.number) != str(place):
                zh = f"{level.name}的第 {place} 项申报条件印作（{condition.number}）。"
                en = f"Condition {place} of {level.name} is printed ({condition.number})."
                yield fault_at([condition], "1.9.1", zh, en)
                break


def check_lists(subject: Subject) -> Iterator[Fault]:
    """Lists of chapter 2 against their places; needs the source."""
    for group in subject.standard.basic:
        yield from check_list(subject, group.number, group.items)
        for item in group.items:
            yield from check_list(subject, group.number, item.items)


def check_list(subject: Subject, clause: str, items: tuple[BasicItem, ...]) -> Iterator[Fault]:
    """The first item of one list whose printed number is not its place."""
    for place, item in enumerate(items, 1):
        match = LIST_NUMBER.match(subject.printed(item))
        if match and int(match.group(1)) != place:
            zh = f"{clause} 中“{item.text}”印作第 {match.group(1)} 项，按次序应为第 {place} 项。"
            en = f"In {clause}, item {place} is printed {match.group(1)}."
            yield fault_at([item], clause, zh, en)
            return


def check_sections(subject: Subject) -> Iterator[Fault]:
    """Sections below one heading run 1, 2, 3 …; the first break is told."""
    last: dict[str, int] = {}
    told: set[str] = set()
    for passage in subject.standard.passages:
        parent, dot, own = passage.number.rpartition(".")
        if not dot or not own.isdecimal() or parent in told or passage.number[:1] not in "1234":
            continue
        if int(own) != last.get(parent, 0) + 1:
            told.add(parent)
            yield report_section(passage, f"{parent}.{last.get(parent, 0) + 1}")
        last[parent] = int(own)


def report_section(passage: Passage, should: str) -> Fault:
    """A section that does not follow the one before it."""
    zh = f"“{passage.number} {passage.title}”处编号不连续，按次序应为 {should}。"
    en = f"Section {passage.number} should be {should}: the numbering has a gap or a repeat."
    return fault_at([passage], passage.number, zh, en)


def check_glossary(subject: Subject) -> Iterator[Fault]:
    """Serial numbers in the table of terms run 1, 2, 3 …; another table begins again; needs the source."""
    before = 0
    for entry in subject.standard.glossary:
        match = SERIAL.match(subject.printed(entry))
        if match and int(match.group(1)) not in (before + 1, 1):
            zh = f"术语“{entry.term}”的序号印作 {match.group(1)}，按次序应为 {before + 1}。"
            en = f"The term {entry.term} is printed as number {match.group(1)}; {before + 1} is due."
            yield fault_at([entry], "5", zh, en)
        before = int(match.group(1)) if match else before


RULES: tuple[Rule, ...] = (
    Rule(
        id="numbering.item-prefix",
        severity=Severity.ERROR,
        title=Message("要求的编号以所属工作内容的编号开头", "An item's number begins with that of its task"),
        slot="first_task",
        good="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识 1.1.2 校准方法",
        bad="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.2.2 能校准风杆\t1.1.1 风杆知识 1.1.2 校准方法",
        check=check_prefix,
    ),
    Rule(
        id="numbering.item-order",
        severity=Severity.ERROR,
        title=Message("同一栏内的编号连续，不缺不重", "Items of a column are numbered without gap or repeat"),
        slot="first_task",
        good="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识 1.1.2 校准方法",
        bad="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识 1.1.3 校准方法",
        check=check_order,
    ),
    Rule(
        id="numbering.item-unnumbered",
        severity=Severity.WARNING,
        title=Message("一栏有多条时每条都有编号", "Where a column has several items, each has a number"),
        slot="first_task",
        good="1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t风杆知识",
        bad="1. 观测\t1.1 架设\t1.1.1 能架设风杆\t<p>风杆知识</p> <p>1.1.2 校准方法</p>",
        check=check_unnumbered,
    ),
    Rule(
        id="numbering.row",
        severity=Severity.ERROR,
        title=Message("职业功能、工作内容依次编号", "Functions and tasks are numbered in order"),
        slot="second_task",
        good="2. 维护\t2.1 保养\t2.1.1 能清洁风杯\t2.1.1 保养知识",
        bad="2. 维护\t2.2 保养\t2.2.1 能清洁风杯\t2.2.1 保养知识",
        check=check_rows,
        needs="source",
    ),
    Rule(
        id="numbering.condition",
        severity=Severity.ERROR,
        title=Message("申报条件依次编号", "Conditions are numbered in order"),
        slot="junior_conditions",
        good="(1) 取得技术员职称。\n\n(2) 从事测风满2年。",
        bad="(1) 取得技术员职称。\n\n(3) 从事测风满2年。",
        check=check_conditions,
    ),
    Rule(
        id="numbering.list",
        severity=Severity.ERROR,
        title=Message("第 2 章的列项依次编号", "Lists of chapter 2 are numbered in order"),
        slot="basic_list",
        good="(1) 气象仪器\n\n(2) 气象观测",
        bad="(1) 气象仪器\n\n(3) 气象观测",
        check=check_lists,
        needs="source",
    ),
    Rule(
        id="numbering.section",
        severity=Severity.WARNING,
        title=Message("节的编号连续", "Sections are numbered without gap or repeat"),
        slot="second_group",
        good="2.2.2 安全知识",
        bad="2.2.3 安全知识",
        check=check_sections,
    ),
    Rule(
        id="numbering.glossary",
        severity=Severity.WARNING,
        title=Message("术语表的序号连续", "Terms are numbered in order"),
        slot="glossary",
        good="1\tGPS (Global Positioning System)\t全球定位系统。",
        bad="2\tGPS (Global Positioning System)\t全球定位系统。",
        check=check_glossary,
        needs="source",
    ),
)
