"""The gateway: polls every tag each period as the candidate has set it up, and publishes to the broker.

In: the configuration of tags and uplink. Out: readings by tag, as they came and as they were decoded; messages.
Follows: what people miss in real gateways is shown: raw words, decoding, last poll and its error, what became of
publishing.
"""

import asyncio
import contextlib
import json
import math
from collections.abc import Callable, Sequence
from itertools import groupby

import msgspec

from liangcai_stations.field.config import TagConfig, UplinkConfig
from liangcai_stations.field.registers import count_words, decode
from liangcai_stations.field.wire.modbus import ModbusClient, ReadError
from liangcai_stations.field.wire.mqtt import MqttLink
from liangcai_stations.field.wire.opcua import ControllerClient, NodeError

USER = "gateway"


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A poll of a tag: the words as they came, the value by the tag's own scale, what went wrong; ``at`` in seconds."""

    tag: str
    cycle: int
    at: float
    raw: str = ""
    value: float | None = None
    problem: str = ""


class Gateway:
    """The gateway of a bench."""

    def __init__(self, period: float, password: str, connect: Callable[[UplinkConfig], MqttLink]) -> None:
        self.period = period
        self._password = password
        self._connect = connect
        self._tags: tuple[TagConfig, ...] = ()
        self._uplink: UplinkConfig | None = None
        self._link: MqttLink | None = None
        self._modbus: dict[tuple[str, int], ModbusClient] = {}
        self._controllers: dict[tuple[str, int], ControllerClient] = {}
        self._task: asyncio.Task[None] | None = None
        self.readings: dict[str, Reading] = {}
        self.published: dict[str, str] = {}
        self._woken = asyncio.Event()
        self.cycle = 0
        self.done = 0
        self.missed = 0

    def start(self) -> None:
        """Begin to poll."""
        self._task = asyncio.create_task(self._run())

    def hurry(self, period: float) -> None:
        """Poll at once, and in shorter periods from now on."""
        self.period = min(period, self.period)
        self._woken.set()

    async def stop(self) -> None:
        """Stop polling and hang up."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._link is not None:
            await self._link.stop()
        for client in self._modbus.values():
            client.close()
        for controller in self._controllers.values():
            await controller.close()

    async def configure(self, tags: Sequence[TagConfig], uplink: UplinkConfig | None) -> None:
        """Work by this from the next cycle on."""
        self._tags = tuple(tags)
        kept = {tag.tag for tag in tags}
        self.readings = {name: one for name, one in self.readings.items() if name in kept}
        if uplink != self._uplink:
            if self._link is not None:
                await self._link.stop()
            self._uplink = uplink
            self._link = self._connect(uplink) if uplink is not None else None
            if self._link is not None:
                self._link.start()

    @property
    def problem(self) -> str:
        """Why nothing is published just now; blank where it is."""
        if self._link is None:
            return "上行尚未设好 the uplink is not set up"
        return self._link.problem

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            self.cycle += 1
            await self._poll(loop.time())
            self.done = self.cycle
            due += self.period
            late = loop.time() - due
            if late > self.period:
                skipped = math.floor(late / self.period)
                self.missed += skipped
                due += skipped * self.period
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._woken.wait(), max(0.0, due - loop.time()))
                self._woken.clear()
                due = loop.time()

    async def _poll(self, now: float) -> None:
        cycle = self.cycle

        def place(tag: TagConfig) -> tuple[str, str, int]:
            return tag.source, tag.host, tag.port

        groups = [tuple(group) for _, group in groupby(sorted(self._tags, key=place), key=place)]
        polls = [self._poll_modbus(one) if one[0].source == "modbus" else self._poll_opcua(one) for one in groups]
        for found in await asyncio.gather(*polls):
            for tag, raw, value, problem in found:
                self.readings[tag.tag] = Reading(
                    tag=tag.tag, cycle=cycle, at=now, raw=raw, value=value, problem=problem
                )
        await self._publish(cycle)

    async def _poll_modbus(self, tags: Sequence[TagConfig]) -> list[tuple[TagConfig, str, float | None, str]]:
        key = (tags[0].host, tags[0].port)
        client = self._modbus.setdefault(key, ModbusClient(*key))
        found: list[tuple[TagConfig, str, float | None, str]] = []
        for tag in tags:
            try:
                words = await client.read(tag.unit, tag.function, tag.address, count_words(tag.type))
            except ReadError as error:
                found.append((tag, "", None, str(error)))
                continue
            number = decode(words, tag.type, tag.order)
            raw = " ".join(f"{word:04X}" for word in words)
            found.append((tag, raw, scale(tag, number), "" if number is not None else "不是数值 no number"))
        return found

    async def _poll_opcua(self, tags: Sequence[TagConfig]) -> list[tuple[TagConfig, str, float | None, str]]:
        key = (tags[0].host, tags[0].port)
        client = self._controllers.setdefault(key, ControllerClient(*key, USER, self._password))
        try:
            values = await client.read([tag.node for tag in tags])
        except NodeError as error:
            return [(tag, "", None, str(error)) for tag in tags]
        found: list[tuple[TagConfig, str, float | None, str]] = []
        for tag, value in zip(tags, values, strict=True):
            problem = value if isinstance(value, str) else ""
            number = value if isinstance(value, float) else None
            found.append((tag, "" if number is None else f"{number:g}", scale(tag, number), problem))
        return found

    async def _publish(self, cycle: int) -> None:
        if self._link is None:
            self.published = {}
            return
        topics: dict[str, dict[str, float | None]] = {}
        for tag in self._tags:
            reading = self.readings.get(tag.tag)
            if reading is not None and reading.cycle == cycle:
                topics.setdefault(tag.topic, {})[tag.key] = reading.value
        link = self._link
        payloads = {topic: json.dumps({"cycle": cycle, "values": values}) for topic, values in topics.items()}
        told = await asyncio.gather(*(link.publish(topic, one.encode()) for topic, one in payloads.items()))
        self.published = dict(zip(payloads, told, strict=True))


def scale(tag: TagConfig, number: float | None) -> float | None:
    """A decoded number by the tag's scale and offset; None where it has none, or where it grows out of all numbers."""
    value = None if number is None else number * tag.scale + tag.shift
    return value if value is not None and math.isfinite(value) else None
