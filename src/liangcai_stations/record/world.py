"""The bench as a pure state machine: a state and an event make a state.

In: a world, a state, an event. Out: the new state; or the old one, and why it was not taken. Follows: the state is
a fold over the events, so that an attempt is made again from its log; nothing of another attempt is stored.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from liangcai.findings import Finding, Result
from liangcai_stations.record import desk, store
from liangcai_stations.record.events import (
    AnyEvent,
    Ask,
    Correct,
    Fetch,
    GiveBack,
    Issue,
    Look,
    Order,
    Put,
    Quarantine,
    Receive,
    Refuse,
    Save,
    Send,
    Take,
    refuse,
)
from liangcai_stations.record.scene import Scene, World
from liangcai_stations.record.state import State, begin

MOST_STEPS = 5000


def take_step(world: World, state: State, event: AnyEvent) -> Result[State]:
    """The state after an event; where it can't be taken, the same state and a finding."""
    if event.attempt != state.attempt:
        return Result(state, (refuse("attempt", "这一步属于另一次作答", "That step is of another attempt"),))
    if state.steps >= MOST_STEPS:
        return Result(state, (refuse("flood", f"已满 {MOST_STEPS} 步", f"{MOST_STEPS} steps were taken"),))
    if event.at < state.at:
        return Result(state, (refuse("time", "这一步早于前一步", "That step is earlier than the one before"),))
    after = dispatch(world.scene, state, event)
    if isinstance(after, Finding):
        return Result(state, (after,))
    return Result(replace(after, steps=state.steps + 1, at=event.at))


def dispatch(scene: Scene, state: State, event: AnyEvent) -> State | Finding:
    """Hand an event to the part of the bench that it is for."""
    match event:
        case Ask():
            return desk.ask(scene, state, event)
        case Look():
            return desk.look(scene, state, event)
        case Fetch():
            return desk.fetch(scene, state, event)
        case GiveBack():
            return desk.give_back(scene, state, event)
        case Put():
            return desk.put(scene, state, event)
        case Save():
            return desk.save(scene, state, event)
        case Take():
            return desk.take(scene, state, event)
        case Refuse():
            return desk.refuse_row(scene, state, event)
        case Correct():
            return desk.correct(scene, state, event)
        case Send():
            return desk.send(scene, state, event)
        case Receive():
            return store.receive(scene, state, event)
        case Issue():
            return store.issue(scene, state, event)
        case Quarantine():
            return store.quarantine(scene, state, event)
        case Order():
            return store.order(scene, state, event)


def run_events(world: World, events: Iterable[AnyEvent], attempt: str = "") -> Result[State]:
    """The state after all events, and what was not taken, in order."""
    state, findings = begin(world.scene, attempt), list[Finding]()
    for event in events:
        after = take_step(world, state, event)
        state = after.value
        findings += after.findings
    return Result(state, tuple(findings))
