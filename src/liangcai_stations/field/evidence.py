"""What is recorded at hand-in: values are forced on every sensor and looked for on the platform; then the state.

In: a bench. Out: JSON from which the report is made. Follows: stimuli come after hand-in; three periods of the gateway
are waited for, counted in its own cycles and not in seconds, so that a busy machine costs nobody a mark; where the
gateway does not come to its cycles it is our fault.
"""

import asyncio
from typing import TYPE_CHECKING

import msgspec

from liangcai_host.benches.model import Json
from liangcai_stations.field.config import PropertyConfig, read_properties, read_variables
from liangcai_stations.field.platform import fit

if TYPE_CHECKING:
    from liangcai_stations.field.bench import FieldBench

PERIODS = 3
LONGEST = 6.0
SETTLING = 0.3
NEAR = 0.004


async def gather_evidence(bench: "FieldBench") -> Json:
    """The evidence of an attempt; after hand-in nobody reads along, and the gateway polls faster."""
    polls = {"polls": bench.gateway.done, "missed": bench.gateway.missed}
    rounds = [await _force(bench, place) for place in (0, 1)]
    bench.forced = {}
    client = bench.make_client("grader")
    variables = {one.id: await client.describe(one.node) for one in bench.world.scene.wanted}
    await client.close()
    return {**_tell(bench, rounds, variables), **polls}


def guess_evidence(bench: "FieldBench") -> Json:
    """What the evidence would be of the values as they run, with nothing forced: for feedback in practice."""
    tags = [tag.signal for tag in bench.world.scene.tags]
    readings = {name: one for name, one in bench.gateway.readings.items() if name in tags}
    live = {name: one.value for name, one in bench.platform.live.items()}
    shown = {name: bench.show(name, bench.since(readings[name].at) if name in readings else 0.0) for name in tags}
    found = {
        "forced": {name: 0.0 if value is None else value for name, value in shown.items()},
        "platform": live,
        "gateway": {one.tag: {"value": one.value} for one in readings.values()},
        "infra": False,
    }
    variables = {one.variable: msgspec.to_builtins(one) for one in read_variables(bench.world, bench.state)}
    return _tell(bench, [found], variables)


def _tell(bench: "FieldBench", rounds: list[Json], variables: Json) -> Json:
    """What was tried, and what is known of state and traffic."""
    state = bench.state
    session = [secured for user, secured in bench.broker.sessions() if user == "gateway"]
    return {
        "net": bench.world.net,
        "values": state.values,
        "used": msgspec.to_builtins(state.used),
        "compared": list(state.compared),
        "subscribed": list(state.subscribed),
        "drilled": state.drilled,
        "alarms": msgspec.to_builtins(state.alarms),
        "causes": state.causes,
        "clear": state.clear,
        "written": state.written,
        "session": {"connected": bool(session), "encrypted": bool(session) and all(session)},
        "variables": variables,
        "rounds": rounds,
        "refused": {
            "mqtt": bench.broker.house.refused,
            "modbus": sum(device.refused for device in bench.devices),
            "opcua": bench.controller.refused,
        },
        "infra": any(one["infra"] for one in rounds),
    }


async def _force(bench: "FieldBench", place: int) -> Json:
    """One round: a value on every sensor; what gateway and platform make of it."""
    scene, gateway = bench.world.scene, bench.gateway
    tags = [tag.signal for tag in scene.tags]
    bench.forced = {name: scene.signal(name).forced[place] for name in tags}
    await bench.controller.show(bench.shown())
    since = gateway.cycle
    gateway.hurry(scene.hurry_ms / 1000)
    loop = asyncio.get_running_loop()
    end = loop.time() + max(LONGEST, PERIODS * gateway.period * 2)
    properties = {one.tag: one for one in read_properties(bench.world, bench.state)}
    while gateway.done < since + PERIODS and loop.time() < end:
        await asyncio.sleep(min(0.02, gateway.period / 5))
        if all(_is_there(bench, name, since, properties) for name in tags):
            break
    else:
        await _settle(bench, properties)
    live = {name: one.value for name, one in bench.platform.live.items() if one.cycle > since}
    readings = [one for name, one in gateway.readings.items() if name in tags and one.cycle > since]
    return {
        "forced": bench.forced,
        "platform": live,
        "gateway": {one.tag: {"raw": one.raw, "value": one.value, "problem": one.problem} for one in readings},
        "cycles": gateway.done - since,
        "infra": gateway.done <= since,
    }


async def _settle(bench: "FieldBench", properties: dict[str, PropertyConfig]) -> None:
    """Let the messages of the last cycle come in."""
    last = bench.gateway.done
    for _ in range(15):
        if all((one := bench.platform.live.get(name)) and one.cycle >= last for name in properties):
            return
        await asyncio.sleep(SETTLING / 15)


def _is_there(bench: "FieldBench", name: str, since: int, properties: dict[str, PropertyConfig]) -> bool:
    """Whether the platform shows of a tag what was forced; then nobody need wait for the other periods."""
    live, one = bench.platform.live.get(name), properties.get(name)
    wanted = bench.forced[name]
    expected = fit(wanted, one) if one is not None else None
    if live is None or live.value is None or live.cycle <= since or expected is None:
        return False
    return abs(live.value - expected) <= NEAR * max(abs(expected), 1e-9)
