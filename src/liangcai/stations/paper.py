"""A station as a part of the skill paper: which packs fit, and what of each task's points a pack supplies.

In: packs, a standard, a blueprint, the rules. Out: a ``StationPaper``. Follows: the skill weight table (4.2) gives each
task its points; the requirements of a task share them equally, so a pack that tries three of four supplies three
quarters, in half points by largest remainder; a part of that is kept for what only people see.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

import msgspec

from liangcai.blueprint.apportion import share_largest_remainder
from liangcai.blueprint.model import Blueprint, SkillLine
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.rulepack import RulePack, read_rule_pack
from liangcai.standard.model import Standard
from liangcai.stations.model import Pack
from liangcai.stations.pack import bind_pack

STEP = Decimal("0.5")
FULL = 100


class Observation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an assessor watches while a candidate works at a bench, and its percent of the station's points."""

    key: str
    zh: str
    en: str
    percent: int


class StationRules(RulePack, frozen=True, kw_only=True):
    """The rule pack: what of a station's points is kept for observation."""

    observation: tuple[Observation, ...]


class TaskShare(msgspec.Struct, frozen=True, kw_only=True):
    """A task of which the pack tries ``tried`` of ``of`` requirements: its points are station + observed + panel."""

    task: str
    name: str
    function: str
    area: str
    tried: tuple[str, ...]
    of: int
    station: Decimal
    observed: Decimal
    panel: Decimal


class ObservedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that assessors score by watching, for a function that the station tries."""

    key: str
    name: Message
    function: str
    area: str
    maximum: Decimal


class StationPaper(msgspec.Struct, frozen=True, kw_only=True):
    """What a pack is to the skill paper of a blueprint."""

    pack: str
    version: str
    title: Message
    minutes: int
    rules_id: str
    tasks: tuple[TaskShare, ...]
    observed: tuple[ObservedRow, ...]

    @property
    def points(self) -> Decimal:
        """All that the bench itself may earn."""
        return sum((task.station for task in self.tasks), Decimal(0))

    def task(self, key: str) -> TaskShare | None:
        """The share of a task, or None where the pack does not try it."""
        return next((one for one in self.tasks if one.task == key), None)


def read_rules(text: str, name: str = "station.toml") -> Result[StationRules | None]:
    """Decode the rule pack; what does not fit is one finding and no value."""
    return read_rule_pack(text, "station", StationRules, Message("工位", "stations"), name, _find_fault)


def _find_fault(rules: StationRules) -> str:
    percents = [one.percent for one in rules.observation]
    return "" if all(percent > 0 for percent in percents) and sum(percents) < FULL else "observation: 1 to 99 percent"


def list_fitting(packs: Iterable[Pack], standard: Standard, level: str, direction: str | None) -> tuple[Pack, ...]:
    """The packs that are for this standard, edition, level and direction, each requirement known to it."""
    return tuple(
        pack
        for pack in packs
        if pack.level == level and pack.direction in ("", direction or "") and not bind_pack(pack, standard)
    )


def draw_station(
    blueprint: Blueprint, standard: Standard, pack: Pack, rules: StationRules
) -> Result[StationPaper | None]:
    """What the pack supplies of the skill part; refused where it does not fit, or takes longer than the part."""
    findings = (*_check_fit(blueprint, standard, pack), *_check_time(blueprint, pack))
    if findings:
        return Result(None, findings)
    tried = _group_tried(standard, blueprint, pack)
    shares, observed = list[TaskShare](), list[ObservedRow]()
    weighed = [line for line in blueprint.skill_lines if line.points]
    for _, group in groupby(weighed, key=lambda line: (line.table, line.function)):
        lines = [line for line in group if line.task in tried]
        if lines:
            tasks, rows = _share_function(lines, tried, rules)
            shares += tasks
            observed += rows
    if not sum(share.station for share in shares):
        zh, en = "所考技能要求在权重表中不占分", "tries only what the weight table gives no points"
        return Result(None, (_refuse("unweighed", pack, zh, en, "4.2"),))
    return Result(
        StationPaper(
            pack=pack.id,
            version=pack.version,
            title=pack.title,
            minutes=pack.minutes,
            rules_id=rules.id,
            tasks=tuple(shares),
            observed=tuple(observed),
        )
    )


def _group_tried(standard: Standard, blueprint: Blueprint, pack: Pack) -> dict[str, tuple[str, ...]]:
    """The requirements that the pack tries, by task."""
    numbers = {number for check in pack.checks for number in check.requirements}
    found = {}
    for function in standard.functions(blueprint.level, blueprint.direction):
        for task in function.tasks:
            known = tuple(skill.number for skill in task.skills if skill.number in numbers)
            if known:
                found[task.number] = known
    return found


def _share_function(
    lines: list[SkillLine], tried: dict[str, tuple[str, ...]], rules: StationRules
) -> tuple[list[TaskShare], list[ObservedRow]]:
    """The tasks of a function, and what of it is observed."""
    supplied = [_supply(line, len(tried[line.task])) for line in lines]
    kept = _keep_back(sum(supplied), rules)
    taken = share_largest_remainder(sum(kept), supplied) if sum(supplied) else tuple(0 for _ in supplied)
    shares = [
        TaskShare(
            task=line.task,
            name=line.name,
            function=line.function,
            area=line.area,
            tried=tried[line.task],
            of=line.requirements,
            station=(steps - observed) * STEP,
            observed=observed * STEP,
            panel=line.points - steps * STEP,
        )
        for line, steps, observed in zip(lines, supplied, taken, strict=True)
    ]
    return shares, _list_observed(lines[0], kept, rules)


def _supply(line: SkillLine, count: int) -> int:
    """The half points of a task that so many of its requirements come to."""
    return share_largest_remainder(int(line.points / STEP), (count, line.requirements - count))[0]


def _list_observed(line: SkillLine, kept: tuple[int, ...], rules: StationRules) -> list[ObservedRow]:
    """A row for each thing that is observed of the function of a line; ``kept``: half points for each."""
    return [
        ObservedRow(
            key=f"{line.function}-{rule.key}",
            name=Message(rule.zh, rule.en),
            function=line.function,
            area=line.area,
            maximum=steps * STEP,
        )
        for rule, steps in zip(rules.observation, kept, strict=True)
        if steps
    ]


def _keep_back(steps: int, rules: StationRules) -> tuple[int, ...]:
    """Half points for each thing that is observed: its percent, one at least, never more than half in all."""
    percents = [rule.percent for rule in rules.observation]
    wanted = max(len(percents), (2 * steps * sum(percents) + FULL) // (2 * FULL))
    return share_largest_remainder(min(wanted, steps // 2), percents) if percents else ()


def _check_fit(blueprint: Blueprint, standard: Standard, pack: Pack) -> tuple[Finding, ...]:
    bound = bind_pack(pack, standard, pack.id)
    if bound or (pack.level == blueprint.level and pack.direction in ("", blueprint.direction or "")):
        return bound
    place = f"{blueprint.level}{blueprint.direction or ''}"
    zh, en = (
        f"属于「{pack.level}{pack.direction}」，不是「{place}」",
        f"is for {pack.level}{pack.direction}, not {place}",
    )
    return (_refuse("level", pack, zh, en, "1.4"),)


def _check_time(blueprint: Blueprint, pack: Pack) -> tuple[Finding, ...]:
    part = blueprint.part("skill")
    if part is None:
        return (
            _refuse("no-part", pack, "无处可用：该等级不考技能", "has no place: the level sits no skill part", "1.9.2"),
        )
    if pack.minutes <= part.minutes:
        return ()
    zh = f"需 {pack.minutes} 分钟，超过技能考核的 {part.minutes} 分钟"
    return (_refuse("time", pack, zh, f"takes {pack.minutes} minutes, the skill part {part.minutes}", "1.9.4"),)


def _refuse(rule: str, pack: Pack, zh: str, en: str, clause: str) -> Finding:
    message = Message(f"工位「{pack.zh}」{zh}。", f"The station “{pack.en}” {en}.")
    return Finding(rule=f"station.{rule}", severity=Severity.ERROR, message=message, document=pack.id, clause=clause)
