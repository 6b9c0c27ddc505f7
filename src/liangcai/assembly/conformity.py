"""Prove that papers meet their blueprint, without asking the assembler.

In: papers and a blueprint. Out: counts per area, leaf, type and cell, points, overlap and difficulty.
Follows: the weight table by way of the blueprint; a question's leaf is found from its requirement, not from the paper.
"""

from collections import Counter
from decimal import Decimal

from liangcai.assembly.model import ConformityReport, ConformityRow, Form, FormConformity, Scope, hash_form
from liangcai.blueprint.model import Blueprint, TheoryLine, hash_blueprint
from liangcai.items.model import Item, is_under

TOLERANCE = 0.005
_NOWHERE = "?"


def check_conformity(form: Form, blueprint: Blueprint) -> FormConformity:
    """Recount one paper against the blueprint."""
    lines = [_find_line(question.item, blueprint) for question in form.questions]
    items = [question.item for question in form.questions]
    part = blueprint.part("theory")
    return FormConformity(
        form_id=form.id,
        form_sha256=hash_form(form),
        rows=_count_rows(blueprint, lines, items),
        points=sum((question.points for question in form.questions), Decimal(0)),
        points_wanted=Decimal(part.full_mark if part else 0),
        repeated=len(items) - len({item.id for item in items}),
        misplaced=sum(
            line is None
            or (question.leaf, question.area) != (line.leaf, line.area)
            or question.points != blueprint.question_points
            for question, line in zip(form.questions, lines, strict=True)
        ),
        requirements=len({(item.table, item.requirement) for item in items}),
        difficulty=_mean(form),
    )


def report_conformity(forms: tuple[Form, ...], blueprint: Blueprint, bank_sha256: str, seed: int) -> ConformityReport:
    """The whole account of a set of papers; overlap counts the questions that stand in more than one."""
    uses = Counter(question.item.id for form in forms for question in form.questions)
    means = [_mean(form) for form in forms]
    return ConformityReport(
        standard_id=blueprint.standard_id,
        level=blueprint.level,
        direction=blueprint.direction,
        blueprint_sha256=hash_blueprint(blueprint),
        bank_sha256=bank_sha256,
        seed=seed,
        forms=tuple(check_conformity(form, blueprint) for form in forms),
        overlap=sum(count > 1 for count in uses.values()),
        difficulty_gap=round(max(means) - min(means), 6) if means else 0.0,
        tolerance=TOLERANCE,
    )


def _find_line(item: Item, blueprint: Blueprint) -> TheoryLine | None:
    """The line that a question counts for, found here anew: the proof must not lean on what made the paper."""
    return next(
        (
            line
            for line in blueprint.lines
            if is_under(item.requirement, line.leaf) and (item.table == line.table or line.leaf.startswith("B"))
        ),
        None,
    )


def _count_rows(blueprint: Blueprint, lines: list[TheoryLine | None], items: list[Item]) -> tuple[ConformityRow, ...]:
    wanted: Counter[tuple[Scope, str]] = Counter({("total", ""): sum(line.questions for line in blueprint.lines)})
    wanted.update({("area", area.area): area.questions for area in blueprint.areas})
    wanted.update({("leaf", line.leaf): line.questions for line in blueprint.lines})
    wanted.update({("type", quota.type): quota.count for quota in blueprint.types})
    wanted.update(
        {("cell", f"{line.leaf} {cell.type}"): cell.count for line in blueprint.lines for cell in line.counts}
    )
    got: Counter[tuple[Scope, str]] = Counter({("total", ""): len(items)})
    for place, item in zip(lines, items, strict=True):
        leaf, area = (place.leaf, place.area) if place else (_NOWHERE, _NOWHERE)
        keys: tuple[tuple[Scope, str], ...] = (
            ("area", area),
            ("leaf", leaf),
            ("type", item.type),
            ("cell", f"{leaf} {item.type}"),
        )
        got.update(keys)
    return tuple(
        ConformityRow(scope=scope, key=key, wanted=wanted[scope, key], got=got[scope, key])
        for scope, key in (*wanted, *(key for key in got if key not in wanted))
    )


def _mean(form: Form) -> float:
    values = [question.item.difficulty for question in form.questions]
    return round(sum(values) / len(values), 6) if values else 0.0
