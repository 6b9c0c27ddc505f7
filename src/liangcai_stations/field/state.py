"""The bench as a fold over its steps: what is filled in, which tools were used, what is held, alarms and answers.

In: a world, a state, an event. Out: the new state; or why the step is not taken. Follows: nothing else is kept of an
attempt than its seed and its steps, so that a bench that died is made again as it was.
"""

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from liangcai.findings import Finding, Result
from liangcai_stations.field.events import (
    Acknowledge,
    AnyEvent,
    Compare,
    Drill,
    Found,
    Put,
    Release,
    Saw,
    Use,
    Watch,
    refuse,
)
from liangcai_stations.field.scene import World
from liangcai_stations.field.sheets import check_value, is_own, list_sheets

MOST_STEPS, MOST_FOUND = 5000, 200


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """An alarm of the platform: ``live`` while its cause lasts; ``cause`` as acknowledged, blank while it is not."""

    live: bool = True
    cause: str = ""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of an attempt; ``values`` by sheet and field.

    ``causes``: for what each alarm was acknowledged since the drill began; they stay when an alarm is raised once more.
    """

    values: dict[str, dict[str, str]] = {}
    used: tuple[Use, ...] = ()
    compared: tuple[str, ...] = ()
    held: str = ""
    drilled: bool = False
    alarms: dict[str, Alarm] = {}
    causes: dict[str, str] = {}
    clear: int = 0
    written: dict[str, float] = {}
    subscribed: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    published: int = 0
    steps: int = 0

    def sheet(self, name: str) -> dict[str, str]:
        """What stands in a sheet; empty where nothing does."""
        return self.values.get(name, {})

    def failing(self, drill: str) -> str:
        """The signal whose sensor is out of order just now: in the drill, until its alarm is acknowledged."""
        return drill if self.drilled and drill not in self.causes else ""


def take_step(world: World, state: State, event: AnyEvent) -> Result[State]:
    """The state after an event; where it can't be taken, the same state and a finding."""
    if state.steps >= MOST_STEPS:
        return Result(state, (refuse("flood", f"已满 {MOST_STEPS} 步", f"{MOST_STEPS} steps were taken"),))
    after = _dispatch(world, state, event)
    if isinstance(after, Finding):
        return Result(state, (after,))
    return Result(replace(after, steps=state.steps + 1))


def run_events(world: World, events: Iterable[AnyEvent]) -> Result[State]:
    """The state after all events, and what was not taken, in order."""
    state, findings = State(), list[Finding]()
    for event in events:
        after = take_step(world, state, event)
        state = after.value
        findings += after.findings
    return Result(state, tuple(findings))


def _dispatch(world: World, state: State, event: AnyEvent) -> State | Finding:
    match event:
        case Put():
            return _put(world, state, event)
        case Use():
            return _use(world, state, event)
        case Compare():
            return _compare(world, state, event)
        case Release():
            return replace(state, held="")
        case Drill():
            return replace(state, drilled=True) if not state.drilled else refuse("twice", "演练已开始", "It has begun")
        case Acknowledge():
            return _acknowledge(state, event)
        case Watch():
            return state
        case Saw():
            return _saw(state, event)
        case Found():
            return replace(state, found=(*state.found, *event.lines)[-MOST_FOUND:])


def _put(world: World, state: State, event: Put) -> State | Finding:
    sheet = next((sheet for sheet in list_sheets(world.scene) if sheet.id == event.sheet), None)
    field = sheet.field(event.field) if sheet else None
    value = event.value.strip()
    if field is None:
        return _unknown("栏目", "field", f"{event.sheet}.{event.field}")
    if fault := check_value(world, field, value):
        return fault
    return replace(state, values={**state.values, event.sheet: {**state.sheet(event.sheet), event.field: value}})


def _use(world: World, state: State, event: Use) -> State | Finding:
    if event.tool in ("ping", "connect", "read") and not is_own(world, event.host):
        zh, en = f"只能对本工位网段 {world.net}.0/24 使用工具", f"Tools reach {world.net}.0/24 and nothing else"
        return refuse("host", zh, en)
    numbers = (event.port or "0", event.unit, event.function, event.address, event.count)
    if not all(one.isascii() and one.isdigit() and len(one) <= 5 and int(one) <= 65_535 for one in numbers):
        return refuse("value", "端口、从站号、地址和个数须为整数", "Port, unit, address and count are whole numbers")
    return replace(state, used=(*state.used, event))


def _compare(world: World, state: State, event: Compare) -> State | Finding:
    if event.tag not in world.scene.compared:
        return _unknown("可比对的测点", "point to compare", event.tag)
    return replace(state, held=event.tag, compared=(*state.compared, event.tag))


def _acknowledge(state: State, event: Acknowledge) -> State | Finding:
    alarm = state.alarms.get(event.tag)
    if alarm is None:
        return _unknown("告警", "alarm", event.tag)
    causes = {**state.causes, event.tag: event.cause} if state.drilled else state.causes
    return replace(state, alarms={**state.alarms, event.tag: replace(alarm, cause=event.cause)}, causes=causes)


def _saw(state: State, event: Saw) -> State | Finding:
    match event.what:
        case "alarm":
            return replace(state, alarms={**state.alarms, event.name: Alarm()})
        case "back":
            before = state.alarms.get(event.name, Alarm())
            return replace(state, alarms={**state.alarms, event.name: replace(before, live=False)})
        case "clear":
            return replace(state, clear=state.clear + 1)
        case "write":
            return replace(state, written={**state.written, event.name: event.value})
        case "subscribe":
            return replace(state, subscribed=(*state.subscribed, event.name))
        case "publish":
            return replace(state, published=state.published + 1)


def _unknown(zh: str, en: str, name: str) -> Finding:
    return refuse("unknown", f"没有这样的{zh}：{name[:64]!r}", f"There is no such {en}: {name[:64]!r}")
