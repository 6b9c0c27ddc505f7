"""The folder of a pack of any engine: its files, the station that they make, what of them does not fit together.

In: the texts by file name; what an engine made of the world. Out: a ``Station``; findings. Follows: an engine adds only
what is its own; the task names what the seed drew and nothing else; each check of the pack is tried once.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.stations.model import Pack
from liangcai.stations.pack import read_pack
from liangcai_stations.drawing import Names, fill

PACK, WORLD, SOLUTIONS, TASK_ZH, TASK_EN = "pack.toml", "world.toml", "solutions.toml", "task.zh.md", "task.en.md"
FILES = (PACK, WORLD, SOLUTIONS, TASK_ZH, TASK_EN)
T = TypeVar("T")


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """A pack with all that belongs to it; texts that the seed fills are kept as they were written."""

    pack: Pack
    world: str
    solutions: str
    task: Message


def read_folder(
    files: Mapping[str, str], name: str, check: Callable[[Station, str], tuple[Finding, ...]]
) -> Result[Station | None]:
    """The station of a folder; everything that is wrong with its files at once, an engine's ``check`` included."""
    lost = tuple(refuse(f"{name}{file}", "缺少这个文件", "This file is missing") for file in FILES if file not in files)
    if lost:
        return Result(None, lost)
    read = read_pack(files[PACK], name + PACK)
    if read.value is None:
        return Result(None, read.findings)
    station = gather(read.value, files)
    findings = check(station, name)
    return Result(None if findings else station, findings)


def need_station(files: Mapping[str, str]) -> Station:
    """The station of files that were checked before; raises ValueError where they do not hold."""
    read = read_pack(files[PACK])
    if read.value is None:
        raise ValueError(read.findings[0].message.en)
    return gather(read.value, files)


def need_made(station: Station, seed: str, made: Result[T | None]) -> T:
    """The world that an engine made of a seed of a station that was read; raises ValueError where there is none."""
    if made.value is None:
        raise ValueError(f"pack {station.pack.id}, seed {seed}: {made.findings[0].message.en}")
    return made.value


def gather(pack: Pack, files: Mapping[str, str]) -> Station:
    """A pack with the other files of its folder."""
    task = Message(files[TASK_ZH], files[TASK_EN])
    return Station(pack=pack, world=files[WORLD], solutions=files[SOLUTIONS], task=task)


def check_folder(station: Station, engine: str, names: Names, tried: Iterable[str], name: str) -> tuple[Finding, ...]:
    """What of task, engine and checks does not fit a world: the ``names`` that it drew, the checks that it tries."""
    found = list[Finding]()
    try:
        write_task(station, names)
    except ValueError as error:
        zh, en = f"任务写了没有抽取的名字：{error}", f"The task names what is not drawn: {error}"
        found.append(refuse(name + TASK_ZH, zh, en))
    if station.pack.engine != engine:
        found.append(refuse(name + PACK, f"引擎不是 {engine}", f"The engine is not {engine}"))
    wanted, tried = [check.id for check in station.pack.checks], list(tried)
    if sorted(tried) != sorted(wanted):
        odd = "、".join(sorted(set(tried) ^ set(wanted))) or "twice"
        zh, en = f"检查点与 tries 不是一一对应：{odd}", f"Checks and tries do not pair: {odd}"
        found.append(refuse(name + WORLD, zh, en))
    return tuple(found)


def write_task(station: Station, names: Names) -> Message:
    """The task as the candidate reads for whom this was drawn; raises ValueError where it names what is not drawn."""
    return Message(fill(station.task.zh, names), fill(station.task.en, names))


def refuse(document: str, zh: str, en: str) -> Finding:
    """What is wrong with a file of the folder."""
    message = Message(f"{zh}。", f"{en}.")
    return Finding(rule="station.files", severity=Severity.ERROR, message=message, document=document)
