"""Lay out the questions of a paper as it is printed.

In: questions with their cells. Out: sections with headings and numbers. Follows: sections in the order of the pack's
types, questions in the order of the blueprint, numbered throughout.
"""

from collections.abc import Sequence
from decimal import Decimal
from string import ascii_uppercase

from liangcai.assembly.model import FormQuestion, FormSection
from liangcai.assembly.supply import Cell
from liangcai.blueprint.model import Blueprint, TypeCount
from liangcai.findings import Message
from liangcai.items.model import Item
from liangcai.items.names import TYPE_NAMES

_ORDINALS = "一二三四五六七八九十"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def name_form(index: int) -> str:
    """A to Z, then AA, AB and so on."""
    first, last = divmod(index, len(ascii_uppercase))
    return (name_form(first - 1) if first else "") + ascii_uppercase[last]


def lay_out(blueprint: Blueprint, drawn: Sequence[tuple[Cell, Item]]) -> tuple[FormSection, ...]:
    """The sections of one paper."""
    order = {line.leaf: place for place, line in enumerate(blueprint.lines)}
    ranked = sorted(drawn, key=lambda pair: (order[pair[0].line.leaf], pair[1].id))
    sections: list[FormSection] = []
    start = 1
    for quota in (quota for quota in blueprint.types if quota.count):
        questions = tuple(
            FormQuestion(
                number=number,
                item=item,
                points=blueprint.question_points,
                leaf=cell.line.leaf,
                area=cell.line.area,
            )
            for number, (cell, item) in enumerate((pair for pair in ranked if pair[0].type == quota.type), start)
        )
        heading = _write_heading(len(sections), quota, start, blueprint.question_points)
        sections.append(FormSection(type=quota.type, heading=heading, questions=questions))
        start += quota.count
    return tuple(sections)


def _write_heading(index: int, quota: TypeCount, start: int, points: Decimal) -> Message:
    last, total, kind = start + quota.count - 1, quota.count * points, TYPE_NAMES[quota.type]
    return Message(
        zh=f"{_ORDINALS[index]}、{kind.zh}（第{start}题～第{last}题，每题{points}分，共{total}分）",
        en=f"{_ROMAN[index]}. {kind.en.capitalize()} ({start} to {last}, {points} points each, {total} in all)",
    )
