"""Prove that papers meet their blueprint and the rules of assembly, without asking the assembler.

In: papers and the account that they are held against. Out: counts per area, leaf, type, cell and band, points, overlap,
enemies, sets, time, importance, difficulty and information. Follows: the weight table by way of the blueprint; a
question's leaf is found from its requirement, not from the paper.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from liangcai.assembly.model import ConformityReport, ConformityRow, Form, FormConformity, Scope, hash_form
from liangcai.assembly.restraints import (
    Account,
    count_clashes,
    count_split_sets,
    count_worn,
    meets_importance,
    sum_information,
    sum_seconds,
)
from liangcai.blueprint.bands import plan_bands
from liangcai.blueprint.model import Blueprint, TheoryLine, hash_blueprint
from liangcai.items.model import Item, is_under

__all__ = ["Account", "check_conformity", "report_conformity"]
_NOWHERE = "?"


def check_conformity(form: Form, account: Account) -> FormConformity:
    """Recount one paper against its blueprint and the rules."""
    blueprint, rules = account.blueprint, account.rules
    lines = [_find_line(question.item, blueprint) for question in form.questions]
    items = [question.item for question in form.questions]
    part, grades = blueprint.part("theory"), Counter(item.importance for item in items)
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
        information=sum_information(items, float(rules.ability)),
        seconds=sum_seconds(items, rules),
        seconds_allowed=account.seconds,
        importance=(grades["X"], grades["Y"], grades["Z"]),
        importance_met=meets_importance(items, rules),
        clashes=count_clashes(items),
        split_sets=count_split_sets(items, account),
        worn=count_worn(items, account),
    )


def report_conformity(forms: tuple[Form, ...], account: Account, seed: int) -> ConformityReport:
    """The whole account of a set of papers; overlap counts the questions that stand in more than one."""
    uses = Counter(question.item.id for form in forms for question in form.questions)
    blueprint, rules = account.blueprint, account.rules
    made = tuple(check_conformity(form, account) for form in forms)
    informed = [form.information for form in made]
    average = sum(informed) / len(informed) if informed else 0.0
    information = _span(informed, rules.information_target)
    return ConformityReport(
        standard_id=blueprint.standard_id,
        level=blueprint.level,
        direction=blueprint.direction,
        blueprint_sha256=hash_blueprint(blueprint),
        bank_sha256=account.bank.sha256,
        seed=seed,
        forms=made,
        overlap=sum(count > 1 for count in uses.values()),
        difficulty_gap=round(_span([form.difficulty for form in made], rules.difficulty_target), 6),
        tolerance=float(rules.difficulty),
        rules_id=rules.id,
        common=rules.common if len(forms) > 1 else 0,
        strays=sum(1 < count < len(forms) for count in uses.values()),
        information_gap=round(information / float(rules.information_target or average or 1), 6),
        information_tolerance=float(rules.information),
    )


def _span(values: Sequence[float], target: Decimal | None) -> float:
    """The widest difference of a value from the target, or where there is none of two values."""
    if target is not None:
        return max((abs(value - float(target)) for value in values), default=0.0)
    return max(values) - min(values) if values else 0.0


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
    wanted.update(_want_bands(blueprint))
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
        if blueprint.bands:
            got["band", f"{area} {item.type} {_find_band(item, blueprint)}"] += 1
    return tuple(
        ConformityRow(scope=scope, key=key, wanted=wanted[scope, key], got=got[scope, key])
        for scope, key in (*wanted, *(key for key in got if key not in wanted))
    )


def _want_bands(blueprint: Blueprint) -> dict[tuple[Scope, str], int]:
    return {
        ("band", f"{group.area} {group.type} {blueprint.bands[place].upto}"): count
        for group in plan_bands(blueprint)
        for place, count in enumerate(group.counts)
    }


def _find_band(item: Item, blueprint: Blueprint) -> Decimal:
    """The upper edge of the band that a question's difficulty is in."""
    edges = [band.upto for band in blueprint.bands]
    return next((edge for edge in edges if item.difficulty < float(edge)), edges[-1])


def _mean(form: Form) -> float:
    values = [question.item.difficulty for question in form.questions]
    return round(sum(values) / len(values), 6) if values else 0.0
