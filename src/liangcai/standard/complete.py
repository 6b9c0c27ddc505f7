"""Whether a model is whole: everything that the later stages need is there and adds up.

In: a standard as read. Out: findings, each with line, clause and how to mend it. Follows: chapters 1 to 4, which every
layout has; the appendix may be missing. This is about what could be read; how well it is written is lint's matter.
"""

import re
from collections import defaultdict

from liangcai.findings import Finding, Message, Severity
from liangcai.standard.model import Standard

CHAPTER_TITLES = {
    "1": ("职业概况", "overview"),
    "2": ("基本要求", "basic requirements"),
    "3": ("工作要求", "work requirements"),
    "4": ("权重表", "weight tables"),
}
TABLES = {
    "theory": ("4.1", "理论知识权重表", "theory weight table"),
    "skill": ("4.2", "技能权重表", "skill weight table"),
}

MOST_DIGITS = 300  # beyond it a number overflows; blanks between digits do not count, as narrow cells put them there


def report_endless_number(text: str, name: str) -> tuple[Finding, ...]:
    """The one finding for a text with a run of digits that is no number of any document; none when there is no such."""
    runs = re.finditer(r"\d[\d\s]*", text)
    run = next((run for run in runs if sum(map(str.isdecimal, run.group())) > MOST_DIGITS), None)
    if run is None:
        return ()
    message = Message(
        f"这里有一串超过 {MOST_DIGITS} 位的数字，标准中没有这样的数，文件可能已损坏。",
        f"A run of more than {MOST_DIGITS} digits stands here; no standard has such a number, the file may be damaged.",
    )
    remedy = Message("请换一份完好的文件。", "Give an undamaged copy of the file.")
    return (error(name, "endless-number", "", text.count("\n", 0, run.start()) + 1, message, remedy),)


def report_not_a_standard(name: str) -> tuple[Finding, ...]:
    """The one finding for a text that has none of a standard's chapters."""
    return (
        Finding(
            rule="read.not-a-standard",
            severity=Severity.ERROR,
            message=Message(
                "这份文件没有国家职业标准的章节（职业概况、基本要求、工作要求、权重表）。",
                "This file has none of the chapters of an occupational standard.",
            ),
            remedy=Message("请给出已发布标准的全文。", "Give the full text of a published standard."),
            document=name,
            line=1,
        ),
    )


def error(name: str, rule: str, clause: str, line: int, message: Message, remedy: Message | None = None) -> Finding:
    """An error of reading."""
    return Finding(
        rule=f"read.{rule}",
        severity=Severity.ERROR,
        message=message,
        remedy=remedy,
        document=name,
        line=line,
        clause=clause,
    )


def check_complete(standard: Standard, chapters: dict[str, str | None], name: str) -> tuple[Finding, ...]:
    """Every error that keeps the model from being whole, in the order of the chapters."""
    return (
        *check_chapters(standard, chapters, name),
        *(check_overview(standard, name) if chapters["1"] else ()),
        *(check_assessment(standard, name) if chapters["1"] else ()),
        *(check_work(standard, name) if chapters["3"] else ()),
        *(check_weights(standard, name) if chapters["4"] else ()),
    )


def check_chapters(standard: Standard, chapters: dict[str, str | None], name: str) -> list[Finding]:
    """A finding for each chapter that is missing, placed where it should have begun."""
    found = []
    for role, (zh, en) in CHAPTER_TITLES.items():
        if chapters[role]:
            continue
        before = [p.line for p in standard.passages if p.number[:1].isdigit() and p.number < role]
        message = Message(f"缺少第 {role} 章（{zh}）。", f"Chapter {role} ({en}) is missing.")
        remedy = Message(f"请补上以“{role} {zh}”为标题的一章。", f"Add the chapter headed “{role} {zh}”.")
        found.append(error(name, "chapter-missing", role, max(before, default=1), message, remedy))
    return found


def check_overview(standard: Standard, name: str) -> list[Finding]:
    """Code, name, edition, definition, levels, hours and conditions."""
    wanted = (
        ("1.2", standard.code, "职业编码", "code"),
        ("1.1", standard.name, "职业名称", "name"),
        ("cover", standard.edition, "版本年份", "edition"),
        ("1.3", standard.definition, "职业定义", "definition"),
        ("1.4", standard.levels, "等级", "levels"),
    )
    found = [missing(standard, name, clause, zh, en) for clause, value, zh, en in wanted if not value]
    if not standard.code and is_before_2015(standard):
        found[0] = report_no_code(name)
    with_conditions = {condition.level for condition in standard.conditions}
    for level in standard.levels:
        if level.training_hours is None:
            found.append(missing(standard, name, "1.8", f"{level.name}的培训学时", f"training hours of {level.name}"))
        if level.name not in with_conditions:
            found.append(missing(standard, name, "1.9.1", f"{level.name}的申报条件", f"conditions of {level.name}"))
    return found


def is_before_2015(standard: Standard) -> bool:
    """Whether a standard has the layout that knows no codes: its levels are those of the 国家职业资格."""
    return any("国家职业资格" in level.printed_name for level in standard.levels)


def report_no_code(name: str) -> Finding:
    """No fault of the document, but what names the standard later has to come from elsewhere."""
    return Finding(
        rule="read.no-code",
        severity=Severity.WARNING,
        message=Message(
            "这是 2015 年以前的版式，标准里没有职业编码。", "This layout is from before 2015 and carries no code."
        ),
        remedy=Message("请从职业分类大典查出编码。", "Look the code up in the classification of occupations."),
        document=name,
        line=1,
        clause="1",
    )


def missing(standard: Standard, name: str, clause: str, zh: str, en: str) -> Finding:
    """Something that a clause should say and does not."""
    passage = standard.passage(clause)
    line = passage.line if passage else 1
    return error(name, "missing", clause, line, Message(f"没有读到{zh}。", f"The {en} could not be read."))


def check_assessment(standard: Standard, name: str) -> list[Finding]:
    """Marks, and minutes and staff of each part."""
    assessment = standard.assessment
    found = []
    if not (assessment.full_mark and assessment.pass_mark):
        found.append(missing(standard, name, "1.9.2", "满分或合格分数", "full mark or pass mark"))
    for kind, zh, en in (("theory", "理论知识考试", "theory part"), ("skill", "技能考核", "skill part")):
        part = next((part for part in assessment.parts if part.kind == kind), None)
        if part is None:
            found.append(missing(standard, name, "1.9.2", zh, en))
            continue
        untimed = tuple(level for level in part.levels if part.minutes_at(level) is None)
        if untimed or part.minutes_min is None:
            whose, of = ("、".join(untimed), " at " + ", ".join(untimed)) if part.minutes else ("", "")
            found.append(missing(standard, name, "1.9.4", f"{whose}{zh}的时间", f"minutes of the {en}{of}"))
        if part.staff is None:
            found.append(missing(standard, name, "1.9.3", f"{zh}的人员配比", f"staff ratio of the {en}"))
    return found


def check_work(standard: Standard, name: str) -> list[Finding]:
    """A table for each level, and both columns in each task."""
    found = []
    described = {work.level: work for work in standard.work}
    for level in standard.levels:
        if level.name not in described:
            found.append(missing(standard, name, "3", f"{level.name}的工作要求", f"work requirements of {level.name}"))
    for work in standard.work:
        for function in work.functions:
            for task in function.tasks:
                if not (task.skills and task.knowledge):
                    zh = f"{work.level} {task.number} {task.name} 缺技能要求或相关知识要求。"
                    en = f"{work.level} {task.number} lacks skill or knowledge requirements."
                    found.append(error(name, "column-empty", f"3 {work.level}", task.line, Message(zh, en)))
    return found


def check_weights(standard: Standard, name: str) -> list[Finding]:
    """Both tables, and columns that reach 100: a column that does not has lost or gained a cell."""
    found = []
    for table, (clause, zh, en) in TABLES.items():
        if not any(weight.table == table for weight in standard.weights):
            found.append(missing(standard, name, "4", zh, en))
            continue
        sums: dict[tuple[str, str | None], int] = defaultdict(int)
        lines: dict[tuple[str, str | None], int] = {}
        for weight in standard.weights:
            if weight.table == table:
                sums[weight.level, weight.direction] += weight.percent or 0
                lines[weight.level, weight.direction] = weight.line
        for (level, direction), total in sums.items():
            if total != 100:
                column = level + (direction or "")
                message = Message(
                    f"{zh}中{column}一列合计 {total}，应为 100。",
                    f"Column {column} of the {en} sums to {total}, not 100.",
                )
                remedy = Message("请核对该列各行的数字。", "Check the numbers of that column.")
                found.append(error(name, "weights-sum", clause, lines[level, direction], message, remedy))
    return found
