"""One attempt, alive: the devices of the plant on their addresses, gateway, broker and platform, round a folded state.

In: a world, a prepared controller, keys, a folder, the steps so far. Out: a bench that takes steps, shows itself and
gives evidence. Follows: servers only show what the state says; whatever comes in by a protocol is stored first.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from liangcai_host import clock
from liangcai_host.benches.model import Json, Observe, RefusedError, Step, Taken, write_finding
from liangcai_stations.field import events, tools
from liangcai_stations.field.access import (
    OWN,
    PLATFORM,
    TOOLS,
    find_controller,
    list_addresses,
    list_filters,
    make_house,
    make_passwords,
)
from liangcai_stations.field.config import UplinkConfig, read_properties, read_tags, read_uplink, read_variables
from liangcai_stations.field.evidence import gather_evidence, guess_evidence
from liangcai_stations.field.gateway import USER, Gateway
from liangcai_stations.field.model import show_sensor
from liangcai_stations.field.platform import Platform
from liangcai_stations.field.scene import Device, Register, World
from liangcai_stations.field.state import State, take_step
from liangcai_stations.field.views import make_view
from liangcai_stations.field.wire.broker import MessageBroker
from liangcai_stations.field.wire.modbus import ModbusDevice
from liangcai_stations.field.wire.mqtt import MqttLink
from liangcai_stations.field.wire.opcua import Controller, ControllerClient
from liangcai_stations.field.wire.trust import Papers, issue, serve_tls, trust_tls
from liangcai_stations.folder import Station

MOST_SEEN = 500
"""So many things from outside are stored of one attempt; what comes then is refused."""


class Kit(msgspec.Struct, frozen=True, kw_only=True):
    """What is prepared once, before benches are forked: a controller's server, keys."""

    server: Any
    keys: Any


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """Of which pack a bench is, and whether it is for practice."""

    station: Station
    practice: bool = False


class FieldBench:
    """The bench of an attempt."""

    def __init__(self, world: World, kit: Kit, observe: Observe, sight: Sight, period: float | None = None) -> None:
        scene = world.scene
        self.world = world
        self.sight = sight
        self.state = State()
        self.refused: dict[str, Json] = {}
        self.forced: dict[str, float] = {}
        self.period = period or scene.period_ms / 1000
        self._observe = observe
        self._seen = 0
        self._began = asyncio.get_running_loop().time()
        self._elapsed = 0.0
        self._kit = kit
        self._papers: Papers | None = None
        self._passwords = make_passwords(world)
        self._plc = find_controller(world)
        self.controller = Controller(kit.server, self._plc.variables, self._passwords)
        self.devices = [ModbusDevice(device, self._read) for device in scene.devices if device.registers]
        self.broker = MessageBroker(make_house(world, self._passwords, self._heard))
        self.gateway = Gateway(self.period, self._passwords[USER], self._connect)
        self.platform = Platform(self.clock, self._told)
        self._subscriber: MqttLink | None = None
        self._show: asyncio.Task[None] | None = None

    @property
    def addresses(self) -> dict[str, str]:
        """What the candidate may reach with tools of their own."""
        return list_addresses(self.world)

    def clock(self) -> float:
        """The second of the bench."""
        return self._elapsed + asyncio.get_running_loop().time() - self._began

    async def start(self, folder: Path, steps: Sequence[Step] = ()) -> None:
        """Fold what was done before, then open every port and begin to poll."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        for step in steps:
            self._fold(step)
        if steps:
            self._elapsed = float(steps[-1].at)
        scene, keys = self.world.scene, self._kit.keys
        broker, plc = self.world.address(scene.uplink.host), self.world.address(self._plc.host)
        self._papers = papers = issue(keys, folder, broker, plc, scene.uplink.ca, clock.now())
        await self.broker.start(broker, scene.uplink.clear, scene.uplink.tls, serve_tls(papers))
        for server in self.devices:
            if not (server.device.id == scene.fault.device and scene.fault.hop == "link"):
                await server.start(self.world.address(server.device.host))
        await self.controller.start(plc, self._plc.port, papers, self._written)
        self._subscriber = self._link(PLATFORM, papers)
        self._subscriber.start(list_filters(self.world), self.platform.receive)
        await self.apply()
        self.gateway.start()
        self._show = asyncio.create_task(self._keep_showing())

    async def close(self) -> None:
        """Let go of every port."""
        if self._show is not None:
            self._show.cancel()
            await asyncio.gather(self._show, return_exceptions=True)
        await self.gateway.stop()
        if self._subscriber is not None:
            await self._subscriber.stop()
        await self.broker.stop()
        for server in self.devices:
            await server.stop()
        await self.controller.stop()

    async def step(self, step: Step) -> Taken:
        """Take a step; what is only seen is never written by a candidate."""
        read = events.read_event(step.body)
        event = read.value
        if event is None:
            return False, write_finding(read.findings[0])
        if isinstance(event, events.Saw | events.Found):
            return False, write_finding(
                events.refuse("read", "这一步只能由工位记下", "Only the bench itself writes that")
            )
        after = take_step(self.world, self.state, event)
        if after.findings:
            return False, write_finding(after.findings[0])
        self.state = after.value
        await self._act(event)
        return True, None

    def _fold(self, step: Step) -> None:
        read = events.read_event(step.body)
        after = take_step(self.world, self.state, read.value) if read.value is not None else None
        findings = read.findings or (after.findings if after else ())
        if findings:
            self.refused[step.id] = write_finding(findings[0])
        elif after is not None:
            self.state = after.value

    async def _act(self, event: events.AnyEvent) -> None:
        match event:
            case events.Use():
                await self._note(events.write_found(await self._use(event)))
            case events.Watch():
                until = self.gateway.done + event.periods
                for _ in range(event.periods * 40):
                    if self.gateway.done >= until:
                        break
                    await asyncio.sleep(self.period / 20)
            case events.Put():
                await self.apply(event.sheet.partition(".")[0])
            case _:
                await self.controller.show(self.shown())

    async def apply(self, sheet: str = "") -> None:
        """Let gateway, platform and controller be as the state says: all of it, or what a kind of sheet sets up."""
        if sheet in ("", "model", "property"):
            alarms = {name for name, alarm in self.state.alarms.items() if alarm.live}
            self.platform.configure(read_properties(self.world, self.state), alarms)
        if sheet in ("", "variable"):
            await self.controller.set_up(read_variables(self.world, self.state), self.shown())
            await self.controller.show(self.shown())
        if sheet in ("", "tag", "uplink"):
            await self.gateway.configure(read_tags(self.world, self.state), read_uplink(self.state))

    def shown(self) -> dict[str, float | None]:
        """What the controller's variables show just now, by variable."""
        return {one.id: self.show(one.signal) for one in self.world.scene.variables}

    def show(self, name: str, before: float = 0.0) -> float | None:
        """What a sensor shows just now, or so many seconds before; None where it is out of order."""
        return show_sensor(self.world.scene, self.state, name, self.clock() - before, self.forced)

    def make_client(self, user: str) -> ControllerClient:
        """A client of the controller."""
        return ControllerClient(self.world.address(self._plc.host), self._plc.port, user, self._passwords[user])

    async def evidence(self) -> Json:
        """What is tried after hand-in, and what the bench knows."""
        return {"version": self.sight.station.pack.version, **await gather_evidence(self)}

    def guess(self) -> Json:
        """The evidence as far as it can be told without trying anything."""
        return guess_evidence(self)

    def since(self, at: float) -> float:
        """Seconds since a moment of the event loop."""
        return asyncio.get_running_loop().time() - at

    async def look(self, part: str) -> Json:
        """A part as the candidate may see it."""
        return make_view(self, part)

    def _read(self, device: Device, register: Register) -> float | None:
        fault = self.world.scene.fault
        if device.id == fault.device and fault.hop == "device":
            return None
        return self.show(register.signal)

    async def _use(self, use: events.Use) -> list[str]:
        match use.tool:
            case "ping":
                return [await tools.ping(use.host)]
            case "connect":
                return [await tools.connect(use.host, int(use.port or 0))]
            case "read":
                return [await tools.read(use)]
            case "node":
                return [await tools.read_node(self.make_client(TOOLS), use.node)]
        assert self._papers is not None  # noqa: S101 - a bench takes steps when it has started
        return await tools.subscribe(self._link(TOOLS, self._papers), use.topic, self.period * 2.5)

    def _connect(self, uplink: UplinkConfig) -> MqttLink:
        assert self._papers is not None  # noqa: S101 - the gateway is configured when the bench starts
        context = None
        if uplink.security != "none":
            context = trust_tls(self._papers, uplink.ca if uplink.security == "verified" else "")
        account = (USER, self._passwords[USER])
        return MqttLink(uplink.host, uplink.port, context, account, self.world.address(OWN))

    def _link(self, user: str, papers: Papers) -> MqttLink:
        uplink = self.world.scene.uplink
        context = trust_tls(papers, uplink.ca)
        return MqttLink(
            self.world.address(uplink.host), uplink.tls, context, (user, self._passwords[user]), self.world.address(OWN)
        )

    async def _heard(self, what: str, name: str) -> bool:
        if what == "clear" and self.state.clear:
            return True
        return await self._note_outside(events.write_event(events.Saw(what=what, name=name)))  # type: ignore[arg-type]

    async def _told(self, tag: str, raised: bool) -> None:
        await self._note(events.write_event(events.Saw(what="alarm" if raised else "back", name=tag)))

    async def _written(self, variable: str, value: float) -> None:
        if not await self._note_outside(events.write_event(events.Saw(what="write", name=variable, value=value))):
            raise RefusedError("not stored")

    async def _note_outside(self, body: Json) -> bool:
        """Store what came in from outside, as long as it is not too much of it; alarms are stored all the same."""
        if self._seen >= MOST_SEEN:
            return False
        self._seen += 1
        return await self._note(body)

    async def _note(self, body: Json) -> bool:
        """Store what happened, then let it count; False where it is not stored."""
        try:
            await self._observe(body)
        except RefusedError:
            return False
        event = events.read_event(body).value
        if event is not None:
            self.state = take_step(self.world, self.state, event).value
        return True

    async def _keep_showing(self) -> None:
        while True:
            await self.controller.show(self.shown())
            await asyncio.sleep(self.period)


async def open_bench(
    world: World,
    kit: Kit,
    folder: Path,
    observe: Observe,
    steps: Sequence[Step] = (),
    *,
    sight: Sight,
    period: float | None = None,
) -> FieldBench:
    """A bench that runs; ``period`` other than the pack's is for trials in a hurry."""
    bench = FieldBench(world, kit, observe, sight, period)
    try:
        await bench.start(folder, steps)
    except BaseException:
        await bench.close()
        raise
    return bench
