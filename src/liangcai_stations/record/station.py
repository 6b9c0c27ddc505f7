"""A station of this engine: the pack, its world, its solutions, its task, read from one folder of texts.

In: the texts by file name. Out: a ``Station``; its trial over seeds; the report of a log. Follows: reference 100 %,
empty at most 5 %, each mutant failing exactly its checks, or the pack is not published.
"""

from collections.abc import Iterable, Mapping

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.stations.grade import grade_station
from liangcai.stations.model import Pack, StationReport
from liangcai.stations.pack import read_pack
from liangcai.stations.trial import Trial, judge_trial
from liangcai_stations.drawing import fill
from liangcai_stations.record.checks import probe_state
from liangcai_stations.record.events import AnyEvent
from liangcai_stations.record.scene import World, make_world
from liangcai_stations.record.solution import solve
from liangcai_stations.record.world import run_events

ENGINE = "record"
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
    lost = tuple(refuse(f"{name}{file}", "缺少这个文件", "This file is missing") for file in FILES if file not in files)
    if lost:
        return Result(None, lost)
    read = read_pack(files[PACK], name + PACK)
    if read.value is None:
        return Result(None, read.findings)
    station = Station(
        pack=read.value,
        world=files[WORLD],
        solutions=files[SOLUTIONS],
        task=Message(files[TASK_ZH], files[TASK_EN]),
    )
    findings = check_station(station, name)
    return Result(None if findings else station, findings)


def check_station(station: Station, name: str) -> tuple[Finding, ...]:
    """What of the files does not fit together, seen with one seed."""
    made = open_world(station, "1")
    if made.value is None:
        return made.findings
    tried, wanted = [one.check for one in made.value.scene.tries], [check.id for check in station.pack.checks]
    solved = solve(station.solutions, made.value, name + SOLUTIONS)
    mutants = [mutant.name for mutant in station.pack.mutants]
    told = [one for one in solved.value if one in mutants]
    found = list(solved.findings)
    try:
        write_task(station, made.value)
    except ValueError as error:
        found.append(
            refuse(name + TASK_ZH, f"任务写了没有抽取的名字：{error}", f"The task names what is not drawn: {error}")
        )
    if station.pack.engine != ENGINE:
        found.append(refuse(name + PACK, f"引擎不是 {ENGINE}", f"The engine is not {ENGINE}"))
    if sorted(tried) != sorted(wanted):
        odd = "、".join(sorted(set(tried) ^ set(wanted))) or "twice"
        found.append(
            refuse(name + WORLD, f"检查点与 tries 不是一一对应：{odd}", f"Checks and tries do not pair: {odd}")
        )
    if not solved.findings and sorted(told) != sorted(mutants):
        odd = "、".join(sorted(set(told) ^ set(mutants)))
        found.append(refuse(name + SOLUTIONS, f"缺少带错解答 {odd}", f"Mutants are missing: {odd}"))
    return tuple(found)


def open_world(station: Station, seed: str) -> Result[World | None]:
    """The world of a seed."""
    return make_world(station.world, station.pack.id, seed)


def write_task(station: Station, world: World) -> Message:
    """The task as the candidate of a seed reads it; raises ValueError where it names what is not drawn."""
    return Message(fill(station.task.zh, world.names), fill(station.task.en, world.names))


def play_events(station: Station, seed: str, events: Iterable[AnyEvent], attempt: str = "") -> Result[StationReport]:
    """The report of a log, and the steps that the bench did not take; raises ValueError where the world can't be."""
    world = need_world(station, seed)
    ran = run_events(world, events, attempt)
    return Result(grade_station(station.pack, probe_state(world, ran.value)), ran.findings)


def try_station(station: Station, seeds: Iterable[str]) -> Trial:
    """Every solution with every seed, held against what the pack promises."""
    reports: dict[str, list[StationReport]] = {}
    refused: dict[str, tuple[Finding, ...]] = {}
    for seed in seeds:
        world = need_world(station, seed)
        for name, events in solve(station.solutions, world).value.items():
            ran = run_events(world, events)
            reports.setdefault(name, []).append(grade_station(station.pack, probe_state(world, ran.value)))
            refused[name] = (*refused.get(name, ()), *ran.findings)
    return judge_trial(station.pack, reports, refused)


def need_world(station: Station, seed: str) -> World:
    """The world of a seed of a station that was read; raises ValueError where this seed's can't be made."""
    made = open_world(station, seed)
    if made.value is None:
        raise ValueError(f"pack {station.pack.id}, seed {seed}: {made.findings[0].message.en}")
    return made.value


def refuse(document: str, zh: str, en: str) -> Finding:
    """What is wrong with a file of the folder."""
    return Finding(
        rule="station.files", severity=Severity.ERROR, message=Message(f"{zh}。", f"{en}."), document=document
    )
