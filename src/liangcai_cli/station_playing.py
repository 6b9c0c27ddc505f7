"""How a rehearsal works at a bench: the pack's own reference, or one of its mistakes.

In: the files of a pack, a seed, an ability. Out: the steps. Follows: the abler somebody is, the likelier all is right.
"""

import math
import random
from collections.abc import Mapping
from typing import Any

import msgspec

from liangcai.stations.trial import REFERENCE
from liangcai_stations.folder import Station
from liangcai_stations.packs import list_steps, read_station


def play_solution(
    files: Mapping[str, str], seed: str, ability: float, rng: random.Random
) -> tuple[dict[str, Any], ...]:
    """The steps of the reference or of a mutant; raises ValueError for files that are no station."""
    right = rng.random() < 1 / (1 + math.exp(-ability))
    return play_named(files, seed, REFERENCE if right else rng.choice(list_mutants(files)))


def play_named(files: Mapping[str, str], seed: str, name: str) -> tuple[dict[str, Any], ...]:
    """The steps of a solution, as a page would send them."""
    lines = list_steps(need_station(files), seed).value[name]
    bodies = [msgspec.json.decode(line, type=dict[str, Any]) for line in lines]
    return tuple({key: value for key, value in body.items() if key not in ("attempt", "at")} for body in bodies)


def list_mutants(files: Mapping[str, str]) -> list[str]:
    """The mistakes that the pack knows, by name."""
    return sorted(mutant.name for mutant in need_station(files).pack.mutants)


def need_station(files: Mapping[str, str]) -> Station:
    """The station of files; raises ValueError where they are none."""
    station = read_station(files).value
    if station is None:
        raise ValueError("these files are no station")
    return station
