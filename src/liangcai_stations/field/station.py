"""A station of this engine: the pack, its world, its solutions, its task, read from one folder of texts.

In: the texts by file name. Out: a ``Station``; the report of evidence. Follows: reference 100 %, empty at most 5 %,
each mutant failing exactly its checks, or the pack is not published.
"""

from collections.abc import Mapping

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.stations.model import Pack, StationReport
from liangcai.stations.pack import read_pack
from liangcai_stations.drawing import fill
from liangcai_stations.field.checks import judge_evidence
from liangcai_stations.field.events import AnyEvent
from liangcai_stations.field.scene import NET, World, make_world
from liangcai_stations.solutions import Step, Steps, read_solutions, refuse_solutions

ENGINE = "field"
PACK, WORLD, SOLUTIONS, TASK_ZH, TASK_EN = "pack.toml", "world.toml", "solutions.toml", "task.zh.md", "task.en.md"
FILES = (PACK, WORLD, SOLUTIONS, TASK_ZH, TASK_EN)


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """A pack with all that belongs to it; texts that the seed fills are kept as they were written."""

    pack: Pack
    world: str
    solutions: str
    task: Message


def read_station(files: Mapping[str, str], name: str = "") -> Result[Station | None]:
    """The station of a folder; everything that is wrong with its files at once."""
    lost = tuple(
        _refuse(f"{name}{file}", "缺少这个文件", "This file is missing") for file in FILES if file not in files
    )
    if lost:
        return Result(None, lost)
    read = read_pack(files[PACK], name + PACK)
    if read.value is None:
        return Result(None, read.findings)
    station = _gather(read.value, files)
    findings = _check_station(station, name)
    return Result(None if findings else station, findings)


def need_station(files: Mapping[str, str]) -> Station:
    """The station of files that were checked before; raises ValueError where they do not hold."""
    read = read_pack(files[PACK])
    if read.value is None:
        raise ValueError(read.findings[0].message.en)
    return _gather(read.value, files)


def _gather(pack: Pack, files: Mapping[str, str]) -> Station:
    task = Message(files[TASK_ZH], files[TASK_EN])
    return Station(pack=pack, world=files[WORLD], solutions=files[SOLUTIONS], task=task)


def open_world(station: Station, seed: str, net: str = NET) -> Result[World | None]:
    """The world of a seed on a network."""
    return make_world(station.world, station.pack.id, seed, net)


def need_world(station: Station, seed: str, net: str = NET) -> World:
    """The world of a seed of a station that was read; raises ValueError where this seed's can't be made."""
    made = open_world(station, seed, net)
    if made.value is None:
        raise ValueError(f"pack {station.pack.id}, seed {seed}: {made.findings[0].message.en}")
    return made.value


def write_task(station: Station, world: World) -> Message:
    """The task as the candidate of a seed reads it; raises ValueError where it names what is not drawn."""
    return Message(fill(station.task.zh, world.names), fill(station.task.en, world.names))


def solve(text: str, world: World, name: str = SOLUTIONS) -> Result[dict[str, tuple[AnyEvent, ...]]]:
    """The events of every solution for the seed of a world, the reference and the empty one first."""
    try:
        solved = read_solutions(text, world.names, spread)
        return Result({one: tuple(_read_step(step) for step in steps) for one, steps in solved.items()})
    except (msgspec.ValidationError, ValueError, ArithmeticError, RecursionError) as error:
        return Result({}, (refuse_solutions(name, error),))


def spread(steps: Steps) -> Steps:
    """The steps, with ``fill`` (a whole sheet: sheet, values) as a step a field."""
    found: list[Step] = []
    for step in steps:
        if step.get("do") != "fill":
            found.append(step)
            continue
        if not isinstance(step.get("values"), dict) or "sheet" not in step:
            raise ValueError("fill needs sheet and values")
        for field, value in step["values"].items():
            found.append({"do": "put", "sheet": step["sheet"], "field": field, "value": value})
    return tuple(found)


def report_evidence(station: Station, seed: str, evidence: dict[str, object]) -> StationReport:
    """The report of evidence, from it alone."""
    return judge_evidence(station.pack, need_world(station, seed, str(evidence.get("net", NET))), evidence)


def _read_step(step: Step) -> AnyEvent:
    event: AnyEvent = msgspec.convert(step, AnyEvent, strict=False)
    return event


def _check_station(station: Station, name: str) -> tuple[Finding, ...]:
    """What of the files does not fit together, seen with one seed."""
    made = open_world(station, "1")
    if made.value is None:
        return made.findings
    tried, wanted = [one.check for one in made.value.scene.tries], [check.id for check in station.pack.checks]
    solved = solve(station.solutions, made.value, name + SOLUTIONS)
    found = list(solved.findings)
    try:
        write_task(station, made.value)
    except ValueError as error:
        zh, en = f"任务写了没有抽取的名字：{error}", f"The task names what is not drawn: {error}"
        found.append(_refuse(name + TASK_ZH, zh, en))
    if station.pack.engine != ENGINE:
        found.append(_refuse(name + PACK, f"引擎不是 {ENGINE}", f"The engine is not {ENGINE}"))
    if sorted(tried) != sorted(wanted):
        odd = "、".join(sorted(set(tried) ^ set(wanted))) or "twice"
        zh, en = f"检查点与 tries 不是一一对应：{odd}", f"Checks and tries do not pair: {odd}"
        found.append(_refuse(name + WORLD, zh, en))
    mutants = {mutant.name for mutant in station.pack.mutants}
    if not solved.findings and (odd_ones := mutants ^ (solved.value.keys() - {"reference", "empty"})):
        odd = "、".join(sorted(odd_ones))
        found.append(_refuse(name + SOLUTIONS, f"带错解答对不上：{odd}", f"Mutants do not pair: {odd}"))
    return tuple(found)


def _refuse(document: str, zh: str, en: str) -> Finding:
    message = Message(f"{zh}。", f"{en}.")
    return Finding(rule="station.files", severity=Severity.ERROR, message=message, document=document)
