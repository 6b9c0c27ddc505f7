"""Two parallel forms, against drawing at random and rejecting, and against a limit of one second; then large banks.

In: the bundled banks. Out: ratios, how often the peer succeeded; the table of ``assembly_scale``.
Follows: a form meets every cell of its blueprint.
The peer draws whole papers with the right number of each question type, and throws away what does not meet the areas;
it is not asked for leaves, cells or level difficulty, which makes it easier for the peer.
"""

import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial

import liangcai_reference
from bench.measures import assembly_scale
from bench.ratio import Ratio, against_limit, show, time_once
from liangcai.assembly.assemble import assemble_forms
from liangcai.blueprint.derive import derive_blueprint
from liangcai.blueprint.model import Blueprint
from liangcai.items.model import Bank, is_under
from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard
from liangcai_web.services.bank.banks import load_bank
from liangcai_web.services.packs import blueprint_pack

LIMIT, RUNS = 1.0, 7
PEER_SECONDS, PEER_RUNS = 2.0, 3


def measure() -> Iterator[Ratio | assembly_scale.Line]:
    """Both, for each bundled occupation that has questions, and the table of large banks."""
    for occupation in liangcai_reference.list_occupations():
        blueprint, bank = load_papers(occupation)
        seconds = [time_once(partial(assemble_forms, blueprint, bank, seed)) for seed in range(RUNS)]
        yield against_limit(f"assemble {occupation}", seconds, LIMIT, ("two forms with proof", "for two forms"))
        tries = [draw_and_reject(blueprint, bank, random.Random(run)) for run in range(PEER_RUNS)]  # noqa: S311
        yield compare(occupation, seconds, tries)
    yield from assembly_scale.measure()


def compare(occupation: str, seconds: list[float], tries: list[tuple[int, int]]) -> Ratio:
    """Seconds of the peer for a paper over ours for two; where none fitted, the time spent is the least it takes."""
    drawn, found = (sum(column) for column in zip(*tries, strict=True))
    bound = ", so the ratios are lower bounds" if any(not hits for _, hits in tries) else ""
    return Ratio(
        name=f"draw {occupation}",
        values=tuple(PEER_SECONDS / (max(hits, 1) * one) for (_, hits), one in zip(tries, seconds, strict=False)),
        ours=f"two forms that meet every cell {1000 * statistics.median(seconds):,.1f} ms",
        theirs=f"draw and reject on areas only: {found} of {drawn:,} papers fit in {show(PEER_RUNS * PEER_SECONDS)} s"
        + bound,
    )


def load_papers(occupation: str) -> tuple[Blueprint, Bank]:
    """Blueprint and bank of the level for which an occupation has questions."""
    standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
    assert standard is not None
    level, bank = next(found for level in standard.levels if (found := try_bank(standard, level.name)))
    blueprint = derive_blueprint(standard, level, None, blueprint_pack()).value
    assert blueprint is not None
    return blueprint, bank


def try_bank(standard: Standard, level: str) -> tuple[str, Bank] | None:
    """The bank of a level, if there is one."""
    bank = load_bank(standard, level).value
    return (level, bank) if bank else None


def draw_and_reject(blueprint: Blueprint, bank: Bank, rng: random.Random) -> tuple[int, int]:
    """How many papers were drawn in the time, and how many of them meet the areas."""
    leaves = [(line.leaf, line.area) for line in blueprint.lines]
    areas = {item.id: next((a for leaf, a in leaves if is_under(item.requirement, leaf)), "") for item in bank.items}
    pools = [
        ([item.id for item in bank.items if item.type == quota.type], quota.count)
        for quota in blueprint.types
        if quota.count
    ]
    wanted = Counter({area.area: area.questions for area in blueprint.areas if area.questions})
    drawn = fitting = 0
    end = time.perf_counter() + PEER_SECONDS
    while time.perf_counter() < end:
        paper = [name for pool, count in pools for name in rng.sample(pool, count)]
        drawn += 1
        fitting += Counter(areas[name] for name in paper) == wanted
    return drawn, fitting
