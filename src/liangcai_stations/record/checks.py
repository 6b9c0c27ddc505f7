"""What the checks of a pack see in the log of an attempt.

In: a world and the events. Out: a probe for each check. Follows: seed and log are all that is looked at: to mark
again needs no bench; what was seen names the fields, what was wanted is for assessors.
"""

from collections.abc import Iterable
from typing import TypeAlias

from liangcai.findings import Message
from liangcai.stations.grade import grade_station
from liangcai.stations.model import NONE, WHOLE, Pack, Probe, StationReport
from liangcai_stations.record import probes_desk, probes_store, trying
from liangcai_stations.record.events import AnyEvent
from liangcai_stations.record.scene import Scene, World
from liangcai_stations.record.seen import Seen
from liangcai_stations.record.state import State
from liangcai_stations.record.world import run_events


def grade_events(pack: Pack, world: World, events: Iterable[AnyEvent], attempt: str = "") -> StationReport:
    """The report of an attempt from its log; steps that the bench would not take change nothing."""
    return grade_station(pack, probe_state(world, run_events(world, events, attempt).value))


def probe_state(world: World, state: State) -> tuple[Probe, ...]:
    """A probe for each try of the world."""
    found = []
    for one in world.scene.tries:
        seen = look(world, state, one)
        share = max(NONE, min(WHOLE, seen.share))
        found.append(Probe(check=one.check, share=share, seen=tell(seen), wanted=seen.wanted))
    return tuple(found)


def tell(seen: Seen) -> Message:
    """What was seen, in a sentence."""
    rate = f"{float(seen.share * 100):.0f} %"
    zh, en = "；".join(one.zh for one in seen.faults), "; ".join(one.en for one in seen.faults)
    return Message(f"{rate}。{f'不符：{zh}。' if zh else ''}", f"{rate}.{f' Not so: {en}.' if en else ''}")


def look(world: World, state: State, one: trying.AnyTry) -> Seen:
    """What a try finds."""
    scene = world.scene
    match one:
        case trying.Fields():
            return probes_desk.see_fields(scene, state, one)
        case trying.Segments():
            return probes_desk.see_segments(state, one)
        case trying.Asked():
            return probes_desk.see_asked(state, one)
        case trying.Looked():
            return probes_desk.see_looked(state, one)
        case trying.Taken():
            return probes_desk.see_taken(state, one)
        case trying.Borrowed():
            return probes_desk.see_borrowed(state, one)
        case trying.Untouched():
            return probes_desk.see_untouched(state, one)
        case trying.Corrected():
            return probes_desk.see_corrected(scene, state, one)
        case trying.Sent():
            return probes_desk.see_sent(state, one)
        case trying.Apart():
            return probes_desk.see_apart(state, one)
        case _:
            return look_at_store(scene, state, one)


StoreTry: TypeAlias = trying.Ledger | trying.Issued | trying.Fefo | trying.Quarantined | trying.Ordered | trying.Tallied


def look_at_store(scene: Scene, state: State, one: StoreTry) -> Seen:
    """What a try of the store finds."""
    match one:
        case trying.Ledger():
            return probes_store.see_ledger(state, one)
        case trying.Issued():
            return probes_store.see_issued(scene, state, one)
        case trying.Fefo():
            return probes_store.see_fefo(state)
        case trying.Quarantined():
            return probes_store.see_quarantined(state, one)
        case trying.Ordered():
            return probes_store.see_ordered(scene, state, one)
        case trying.Tallied():
            return probes_store.see_tallied(state, one)
