"""The bundled stations of engine record, and the template of a pack.

In: nothing. Out: stations by name. Follows: they are read as a user's folder is.
"""

import functools

import liangcai_reference
from liangcai.stations.pack import read_pack
from liangcai_stations.folder import Station
from liangcai_stations.record.events import AnyEvent
from liangcai_stations.record.scene import World
from liangcai_stations.record.solution import solve
from liangcai_stations.record.station import ENGINE, need_world, read_station

TEMPLATE = "station-template"


def list_stations() -> tuple[str, ...]:
    """The names of the bundled packs of this engine."""
    read = [(name, read_pack(text).value) for name, text in liangcai_reference.read_pack_texts()]
    return tuple(name for name, pack in read if pack is not None and pack.engine == ENGINE)


@functools.cache
def open_bundled(name: str) -> Station:
    """A bundled station, or the template."""
    files = liangcai_reference.read_template_files()
    read = read_station(files if name == TEMPLATE else liangcai_reference.read_pack_files(name), f"{name}/")
    assert read.value is not None, read.findings
    return read.value


@functools.cache
def solved(name: str, seed: str = "1") -> dict[str, tuple[AnyEvent, ...]]:
    """The solutions of a station for a seed."""
    station = open_bundled(name)
    return solve(station.solutions, need_world(station, seed)).value


def world_of(name: str, seed: str = "1") -> World:
    """The world of a station for a seed."""
    return need_world(open_bundled(name), seed)
