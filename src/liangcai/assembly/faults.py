"""What stands in the way of papers, or is not as alike as it should be.

In: what was tried. Out: findings. Follows: what cannot be met is said with its place and amount, never made up for.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from liangcai.assembly.figures import GRADES, Ints
from liangcai.assembly.model import ConformityReport
from liangcai.assembly.rules import AssemblyRules
from liangcai.assembly.supply import Cell
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Finding, Message, Severity
from liangcai.items.model import Bank
from liangcai.items.names import TYPE_NAMES
from liangcai.items.tasks import TaskBank


def other_bank(blueprint: Blueprint, bank: Bank | TaskBank) -> Finding:
    """The bank is of another level or edition."""
    ours, theirs = f"{blueprint.standard_id}/{blueprint.level}", f"{bank.occupation}@{bank.edition}/{bank.level}"
    return Finding(
        rule="assembly.other-bank",
        severity=Severity.ERROR,
        message=Message(
            zh=f"题库属于 {theirs}，不能用于 {ours} 的试卷。", en=f"The bank is for {theirs}; the paper is for {ours}."
        ),
    )


def report_short(cells: Sequence[Cell], placed: Ints) -> tuple[Finding, ...]:
    """Cells that stayed short although the bank has enough: the rest of it are sets that fit on no paper.

    ``placed`` is the cell of every place of every paper, -1 for a place that stayed empty.
    """
    counts = Counter(placed[placed >= 0].tolist())
    short = [(cell, int(cell.needs.sum()) - counts[index]) for index, cell in enumerate(cells)]
    return tuple(_short(cell, lack) for cell, lack in short if lack)


def _short(cell: Cell, lack: int) -> Finding:
    return Finding(
        rule="assembly.sets-do-not-fit",
        severity=Severity.ERROR,
        message=Message(
            f"{cell.line.leaf}「{cell.line.name}」的{TYPE_NAMES[cell.type].zh}还缺 {lack} 道："
            f"其余试题属于放不下的成套题。",
            f"{cell.line.leaf} {cell.line.name}: {lack} {TYPE_NAMES[cell.type].en} are missing; "
            f"what is left belongs to sets that fit on no paper.",
        ),
        remedy=Message("请为该内容补充单独的试题。", "Add single questions for this content."),
        clause=cell.line.source_clause,
        line=cell.line.source_line,
    )


def report_gaps(report: ConformityReport, rules: AssemblyRules) -> tuple[Finding, ...]:
    """What the papers break of the rules, by how much, and where they are less alike than the rules want.

    These are the nearest papers that were found: unlike what cells lack, it is no proof that there are none nearer.
    """
    found = [*_report_broken(report), *_report_importance(report, rules)]
    if report.difficulty_gap > report.tolerance:
        zh = f"各套试卷平均难度相差 {report.difficulty_gap:.4f}，超过 {report.tolerance}；题库中没有更合适的组合。"
        en = f"The mean difficulties differ by {report.difficulty_gap:.4f}, above {report.tolerance}."
        found.append(_say("difficulty-gap", Severity.WARNING, zh, en))
    if report.information_gap > report.information_tolerance:
        zh = f"各套试卷的信息量相差 {report.information_gap:.2%}，超过 {report.information_tolerance:.2%}。"
        en = f"The information differs by {report.information_gap:.2%}, above {report.information_tolerance:.2%}."
        found.append(_say("information-gap", Severity.WARNING, zh, en))
    return tuple(found)


def _report_broken(report: ConformityReport) -> Iterator[Finding]:
    """Enemies that meet, time that runs over, common questions that are not."""
    clashes = sum(form.clashes for form in report.forms)
    late = max((form.seconds - form.seconds_allowed for form in report.forms if form.seconds_allowed), default=0)
    if clashes:
        zh, en = f"有 {clashes} 对互斥的试题不得不同卷。", f"{clashes} pairs of questions that may not meet had to."
        yield _say("enemies", Severity.ERROR, zh, en)
    if late > 0:
        zh, en = f"试卷预计用时超出考试时间 {late} 秒。", f"A paper is expected to take {late} seconds too long."
        yield _say("time", Severity.ERROR, zh, en)
    if report.overlap != report.common:
        zh = f"各卷共用 {report.overlap} 道试题，规则要求 {report.common} 道：题库或成套题没有留下足够的单独试题。"
        en = f"{report.overlap} questions are common, not {report.common}: beside sets too few single ones fit."
        yield _say("common", Severity.ERROR, zh, en)


def _report_importance(report: ConformityReport, rules: AssemblyRules) -> Iterator[Finding]:
    """For each importance, by how many questions the farthest paper misses its bound."""
    for place, grade in enumerate(GRADES):
        sign = -1 if grade == "X" else 1
        off = [sign * (form.importance[place] - rules.bound(grade, sum(form.importance))) for form in report.forms]
        papers, most = sum(one > 0 for one in off), max(off, default=0)
        if papers:
            zh = f"有 {papers} 套试卷的 {grade} 类试题{'少' if grade == 'X' else '多'}于规定，最多相差 {most} 道。"
            amount = "few" if grade == "X" else "many"
            en = f"{papers} papers have too {amount} questions of importance {grade}, by {most} at most."
            yield _say("importance", Severity.ERROR, zh, en)


def report_fault(rule: str, zh: str, en: str) -> Finding:
    """An error of this stage under ``assembly.<rule>``."""
    return _say(rule, Severity.ERROR, zh, en)


def _say(rule: str, severity: Severity, zh: str, en: str) -> Finding:
    return Finding(rule=f"assembly.{rule}", severity=severity, message=Message(zh, en))
