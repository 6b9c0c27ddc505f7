"""What can be done with a pack of any engine: read it, try it, print its task and its solutions, play a log.

In: the texts of a pack; a seed; a log. Out: stations, trials, reports. Follows: one table of engines, so that a command
or a page names none; an engine on real protocols is imported when it is needed, for that takes a second.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.stations.model import StationReport
from liangcai.stations.pack import read_pack
from liangcai.stations.trial import Trial
from liangcai_stations.field import events as field_events
from liangcai_stations.field import station as field_station
from liangcai_stations.folder import PACK, Station, write_task
from liangcai_stations.record import events as record_events
from liangcai_stations.record import solution as record_solution
from liangcai_stations.record import station as record_station


class Kind(msgspec.Struct, frozen=True):
    """What an engine does with its packs."""

    read: Callable[[Mapping[str, str], str], Result[Station | None]]
    tell: Callable[[Station, str], Message]
    solve: Callable[[Station, str], Result[dict[str, tuple[str, ...]]]]
    play: Callable[[Station, str, Sequence[tuple[int, bytes]]], Result[StationReport]]
    try_all: Callable[[Station, Iterable[str]], Trial]


def read_station(files: Mapping[str, str], name: str = "") -> Result[Station | None]:
    """The station of a folder, by the engine that its pack names."""
    read = read_pack(files.get(PACK, ""), name + PACK)
    if read.value is None and PACK in files:
        return Result(None, read.findings)
    engine = read.value.engine if read.value else record_station.ENGINE
    if engine not in KINDS:
        message = Message(f"没有引擎 {engine}。", f"There is no engine {engine}.")
        return Result(
            None, (Finding(rule="station.engine", severity=Severity.ERROR, message=message, document=name + PACK),)
        )
    return KINDS[engine].read(files, name)


def try_station(station: Station, seeds: Iterable[str]) -> Trial:
    """Every solution with every seed, held against what the pack promises; ValueError where a seed makes no world."""
    return KINDS[station.pack.engine].try_all(station, seeds)


def tell_task(station: Station, seed: str) -> Message:
    """The task as the candidate of a seed reads it; raises ValueError where the seed makes no world."""
    return KINDS[station.pack.engine].tell(station, seed)


def list_steps(station: Station, seed: str) -> Result[dict[str, tuple[str, ...]]]:
    """The steps of every solution as lines of a log; raises ValueError where the seed makes no world."""
    return KINDS[station.pack.engine].solve(station, seed)


def play_log(station: Station, seed: str, lines: Sequence[tuple[int, bytes]]) -> Result[StationReport]:
    """The report of a log of numbered lines, and what of it could not be read or was not taken."""
    return KINDS[station.pack.engine].play(station, seed, lines)


def _tell_record(station: Station, seed: str) -> Message:
    return write_task(station, record_station.need_world(station, seed).names)


def _solve_record(station: Station, seed: str) -> Result[dict[str, tuple[str, ...]]]:
    solved = record_solution.solve(station.solutions, record_station.need_world(station, seed))
    written = {name: tuple(map(record_events.write_event, events)) for name, events in solved.value.items()}
    return Result(written, solved.findings)


def _play_record(station: Station, seed: str, lines: Sequence[tuple[int, bytes]]) -> Result[StationReport]:
    events, findings = list[record_events.AnyEvent](), list[Finding]()
    for number, line in lines:
        read = record_events.read_event(line)
        events += [read.value] if read.value is not None else []
        findings += [msgspec.structs.replace(one, line=number) for one in read.findings]
    played = record_station.play_events(station, seed, events)
    return Result(played.value, (*findings, *played.findings))


def _tell_field(station: Station, seed: str) -> Message:
    return write_task(station, field_station.need_world(station, seed).names)


def _solve_field(station: Station, seed: str) -> Result[dict[str, tuple[str, ...]]]:
    solved = field_station.solve(station.solutions, field_station.need_world(station, seed))
    written = {
        name: tuple(msgspec.json.encode(field_events.write_event(event)).decode() for event in events)
        for name, events in solved.value.items()
    }
    return Result(written, solved.findings)


def _play_field(station: Station, seed: str, lines: Sequence[tuple[int, bytes]]) -> Result[StationReport]:
    from liangcai_stations.field.trial import play_log as play

    return play(station, seed, lines)


def _try_field(station: Station, seeds: Iterable[str]) -> Trial:
    from liangcai_stations.field.trial import try_station as try_all

    return try_all(station, seeds)


KINDS: dict[str, Kind] = {
    record_station.ENGINE: Kind(
        record_station.read_station, _tell_record, _solve_record, _play_record, record_station.try_station
    ),
    field_station.ENGINE: Kind(field_station.read_station, _tell_field, _solve_field, _play_field, _try_field),
}
