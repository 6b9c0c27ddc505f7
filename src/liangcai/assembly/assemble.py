"""Assemble parallel papers from a blueprint and a bank.

In: a blueprint, a bank bound to the same standard, a seed, the number of papers. Out: papers with a conformity report,
or a finding per cell that lacks questions. Follows: the blueprint exactly; the same bank, blueprint and seed give the
same papers.
"""

import hashlib
import random
from decimal import Decimal
from string import ascii_uppercase

from liangcai.assembly.conformity import TOLERANCE, report_conformity
from liangcai.assembly.draw import Deal, draw_cells
from liangcai.assembly.level import level_difficulty
from liangcai.assembly.model import Form, FormQuestion, FormSection, FormSet
from liangcai.assembly.supply import Cell, supply_cells
from liangcai.blueprint.model import Blueprint, TypeCount, hash_blueprint
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.model import Bank
from liangcai.items.names import TYPE_NAMES

_ORDINALS = "一二三四五六七八九十"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def assemble_forms(blueprint: Blueprint, bank: Bank, seed: int, forms: int = 2) -> Result[FormSet | None]:
    """So many papers without a common question; the level and edition of the bank must be the blueprint's."""
    if f"{bank.occupation}@{bank.edition}/{bank.level}" != f"{blueprint.standard_id}/{blueprint.level}":
        return Result(None, (_other_bank(blueprint, bank),))
    if not 1 <= forms <= len(ascii_uppercase):
        raise ValueError(f"{forms} papers; 1 to {len(ascii_uppercase)} have a letter")
    supply = supply_cells(blueprint, bank, forms)
    if not supply.ok:
        return Result(None, supply.findings)
    deals = draw_cells(supply.value, forms, random.Random(_seed(blueprint, bank, seed)))
    level_difficulty(deals, forms, TOLERANCE / 5, sum(line.questions for line in blueprint.lines))
    papers = tuple(
        Form(
            id=ascii_uppercase[form],
            blueprint_sha256=hash_blueprint(blueprint),
            sections=_lay_out(blueprint, supply.value, deals, form),
        )
        for form in range(forms)
    )
    report = report_conformity(papers, blueprint, bank.sha256, seed)
    return Result(FormSet(forms=papers, report=report), _check_gap(report.difficulty_gap))


def _seed(blueprint: Blueprint, bank: Bank, seed: int) -> int:
    text = f"{hash_blueprint(blueprint)} {bank.sha256} {seed}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest())


def _lay_out(blueprint: Blueprint, cells: tuple[Cell, ...], deals: list[Deal], form: int) -> tuple[FormSection, ...]:
    """Sections in the order of the pack's types, questions in the order of the blueprint, numbered throughout."""
    sections: list[FormSection] = []
    start = 1
    for quota in (quota for quota in blueprint.types if quota.count):
        dealt = [
            (cell, item)
            for cell, deal in zip(cells, deals, strict=True)
            if cell.type == quota.type
            for item in sorted(deal[form], key=lambda item: item.id)
        ]
        questions = tuple(
            FormQuestion(
                number=number,
                item=item,
                points=blueprint.question_points,
                leaf=cell.line.leaf,
                area=cell.line.area,
            )
            for number, (cell, item) in enumerate(dealt, start)
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


def _check_gap(gap: float) -> tuple[Finding, ...]:
    if gap <= TOLERANCE:
        return ()
    return (
        Finding(
            rule="assembly.difficulty-gap",
            severity=Severity.WARNING,
            message=Message(
                zh=f"各套试卷平均难度相差 {gap:.4f}，超过 {TOLERANCE}；题库中没有更合适的组合。",
                en=f"The mean difficulties differ by {gap:.4f}, above {TOLERANCE}; the bank allows no better swap.",
            ),
        ),
    )


def _other_bank(blueprint: Blueprint, bank: Bank) -> Finding:
    ours, theirs = f"{blueprint.standard_id}/{blueprint.level}", f"{bank.occupation}@{bank.edition}/{bank.level}"
    return Finding(
        rule="assembly.other-bank",
        severity=Severity.ERROR,
        message=Message(
            zh=f"题库属于 {theirs}，不能用于 {ours} 的试卷。", en=f"The bank is for {theirs}; the paper is for {ours}."
        ),
    )
