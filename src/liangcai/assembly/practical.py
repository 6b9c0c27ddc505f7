"""Draw practical papers from a blueprint and a bank of performance tasks.

In: a blueprint, the sheets of its level, a seed, the number of papers. Out: papers with a sheet for each function that
weighs, and the points of every task; or a finding per function that lacks sheets. Follows: the skill
weights (4.2) by way of the blueprint: a module's share of its sheet scales to the points of its task.
"""

import hashlib
import random

from liangcai.assembly.faults import other_bank, report_fault
from liangcai.assembly.layout import name_form
from liangcai.assembly.practical_model import PracticalForm, PracticalSet, PracticalTask
from liangcai.blueprint.model import Blueprint, SkillLine, hash_blueprint
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.tasks import TaskBank, TaskSheet, hash_sheet

Key = tuple[str, str]  # table and number of a function


def assemble_practical(
    blueprint: Blueprint, bank: TaskBank, seed: int, forms: int = 1, uses: int = 1
) -> Result[PracticalSet | None]:
    """So many papers, of near length, no sheet on more than ``uses`` of them.

    Raises ValueError for no paper at all.
    """
    if forms < 1 or uses < 1:
        raise ValueError(f"{forms} papers, {uses} uses; there has to be one")
    if f"{bank.occupation}@{bank.edition}/{bank.level}" != f"{blueprint.standard_id}/{blueprint.level}":
        return Result(None, (other_bank(blueprint, bank),))
    lines = group_lines(blueprint)
    fitting = {key: [sheet for sheet in bank.sheets if fits(sheet, key, lines[key])] for key in lines}
    lacking = tuple(
        _lacking(lines[key], forms, uses, len(sheets)) for key, sheets in fitting.items() if len(sheets) * uses < forms
    )
    if lacking or not lines:
        return Result(None, lacking or (_nothing_weighs(blueprint),))
    rng = random.Random(_seed(blueprint, bank, seed))
    dealt = _deal({key: _draw(sheets, forms, uses, rng) for key, sheets in fitting.items()}, forms)
    return Result(
        PracticalSet(
            seed=seed, forms=tuple(_lay_out(blueprint, lines, sheets, index) for index, sheets in enumerate(dealt))
        )
    )


def group_lines(blueprint: Blueprint) -> dict[Key, tuple[SkillLine, ...]]:
    """The tasks of each function that has points, by table and number of the function."""
    groups: dict[Key, list[SkillLine]] = {}
    for line in blueprint.skill_lines:
        groups.setdefault((line.table, line.function), []).append(line)
    return {key: tuple(group) for key, group in groups.items() if sum(line.points for line in group)}


def fits(sheet: TaskSheet, key: Key, lines: tuple[SkillLine, ...]) -> bool:
    """Whether a sheet is of a function and scores every task of it that has points, and none of another."""
    scored = {module.task for module in sheet.modules}
    weighed = {line.task for line in lines if line.points}
    return (sheet.table, sheet.function) == key and weighed <= scored <= {line.task for line in lines}


def _draw(sheets: list[TaskSheet], forms: int, uses: int, rng: random.Random) -> list[TaskSheet]:
    """A sheet a paper, those not yet used first."""
    turns = [sheet for _ in range(uses) for sheet in _shuffle(sheets, rng)]
    return turns[:forms]


def _shuffle(sheets: list[TaskSheet], rng: random.Random) -> list[TaskSheet]:
    mixed = sorted(sheets, key=lambda sheet: sheet.id)
    rng.shuffle(mixed)
    return mixed


def _deal(drawn: dict[Key, list[TaskSheet]], forms: int) -> list[dict[Key, TaskSheet]]:
    """The longest sheet of each function to the paper that is shortest so far; functions that differ most go first."""
    papers: list[dict[Key, TaskSheet]] = [{} for _ in range(forms)]
    minutes = [0] * forms
    for key in sorted(drawn, key=lambda key: (-_spread(drawn[key]), key)):
        open_forms = set(range(forms))
        for sheet in sorted(drawn[key], key=lambda sheet: -sheet.minutes):
            form = min(open_forms, key=lambda form: (minutes[form], form))
            open_forms.discard(form)
            papers[form][key] = sheet
            minutes[form] += sheet.minutes
    return papers


def _spread(sheets: list[TaskSheet]) -> int:
    lengths = [sheet.minutes for sheet in sheets]
    return max(lengths) - min(lengths)


def _lay_out(
    blueprint: Blueprint, lines: dict[Key, tuple[SkillLine, ...]], sheets: dict[Key, TaskSheet], index: int
) -> PracticalForm:
    return PracticalForm(
        id=name_form(index),
        blueprint_sha256=hash_blueprint(blueprint),
        tasks=tuple(
            PracticalTask(
                sheet=sheets[key],
                area=group[0].area,
                points=tuple((line.task, line.points) for line in group if line.points),
            )
            for key, group in lines.items()
        ),
    )


def _seed(blueprint: Blueprint, bank: TaskBank, seed: int) -> int:
    sheets = " ".join(sorted(hash_sheet(sheet) for sheet in bank.sheets))
    return int.from_bytes(hashlib.sha256(f"{hash_blueprint(blueprint)} {sheets} {seed}".encode()).digest())


def _lacking(lines: tuple[SkillLine, ...], forms: int, uses: int, have: int) -> Finding:
    line, missing = lines[0], -(-forms // uses) - have
    return Finding(
        rule="assembly.function-lacks-sheets",
        severity=Severity.ERROR,
        message=Message(
            zh=f"职业功能 {line.function}「{line.area}」：{forms} 套实操试卷还缺 {missing} 份实操试题，"
            f"现有 {have} 份。",
            en=f"Function {line.function} {line.area}: {forms} practical papers lack {missing} task sheets; "
            f"there are {have}.",
        ),
        remedy=Message(zh="请为该职业功能补充实操试题。", en="Add task sheets for this function."),
        clause=line.source_clause,
        line=line.source_line,
    )


def _nothing_weighs(blueprint: Blueprint) -> Finding:
    zh = f"「{blueprint.level}」没有技能考核的权重，不能组实操试卷。"
    return report_fault("no-skill", zh, f"{blueprint.level} has no weights for a practical part.")
