"""Say which cells of a blueprint lack questions, and how many each.

In: the demand of the papers, what the bank holds. Out: one finding a cell. Follows: the smallest number of new
questions with which the papers become possible as far as cells go.
"""

from collections.abc import Mapping

from liangcai.assembly.demand import Demand
from liangcai.assembly.place import Place
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Finding, Message, Severity
from liangcai.items.names import TYPE_NAMES


def report_lacks(blueprint: Blueprint, demand: Demand, stock: Mapping[Place, int], forms: int) -> tuple[Finding, ...]:
    """A finding for each cell that lacks questions, in the order of the blueprint."""
    order = {line.leaf: at for at, line in enumerate(blueprint.lines)}
    missing = sorted(demand.missing, key=lambda place: (order[place[0]], place[1:]))
    return tuple(_lacking(blueprint, place, demand, stock.get(place, 0), forms) for place in missing)


def _lacking(blueprint: Blueprint, place: Place, demand: Demand, have: int, forms: int) -> Finding:
    leaf, kind, band = place
    line = next(line for line in blueprint.lines if line.leaf == leaf)
    need, missing, name = demand.totals[place], demand.missing[place], TYPE_NAMES[kind]
    words = _describe_band(blueprint, band)
    return Finding(
        rule="assembly.cell-lacks-questions",
        severity=Severity.ERROR,
        message=Message(
            zh=f"{leaf}「{line.name}」的{name.zh}{words.zh}："
            f"{forms} 套试卷需 {need} 道，题库有 {have} 道，缺 {missing} 道。",
            en=f"{leaf} {line.name}: {forms} papers need {need} {name.en}{words.en}, "
            f"the bank has {have}; {missing} are missing.",
        ),
        remedy=Message(zh="请为该内容补充试题。", en="Add questions for this content."),
        clause=line.source_clause,
        line=line.source_line,
    )


def _describe_band(blueprint: Blueprint, band: int) -> Message:
    """The edges of a band, for people; nothing where there are none."""
    if not blueprint.bands:
        return Message("", "")
    low, high = (blueprint.bands[band - 1].upto if band else 0), blueprint.bands[band].upto
    return Message(f"（难度 {low}～{high}）", f" of difficulty {low} to {high}")
