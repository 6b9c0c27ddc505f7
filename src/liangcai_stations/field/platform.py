"""A small platform: device models take what comes in on their topics; live values; alarms.

In: messages of the broker, the properties that are set up. Out: live values by tag; alarms that are raised or go back.
Follows: what fits no device model is not taken, whoever sends it; a value that is no number is none.
"""

import json
import math
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec

from liangcai_stations.field.config import PropertyConfig

LARGEST_MESSAGE = 16 * 1024
RAISE_AFTER = 2
"""So many messages in a row without a good value raise an alarm: one poll may fail for other reasons."""

Told = Callable[[str, bool], Awaitable[None]]


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """The last that came for a tag: None where the value was not good; the gateway's cycle; ``at`` in seconds."""

    value: float | None
    cycle: int
    at: float
    bad: int = 0


class Platform:
    """The platform of a bench; ``told`` is awaited when an alarm is raised (True) or goes back (False)."""

    def __init__(self, clock: Callable[[], float], told: Told) -> None:
        self._clock = clock
        self._told = told
        self._properties: tuple[PropertyConfig, ...] = ()
        self.live: dict[str, Live] = {}
        self.others: dict[str, int] = {}
        self._raised: set[str] = set()
        self.refused = 0

    def configure(self, properties: Sequence[PropertyConfig], raised: set[str]) -> None:
        """Take messages for these properties; ``raised``: the alarms that stand."""
        self._properties = tuple(properties)
        kept = {one.tag for one in properties}
        self.live = {tag: one for tag, one in self.live.items() if tag in kept}
        self._raised = set(raised)

    async def receive(self, topic: str, payload: bytes) -> None:
        """Take a message."""
        message = read_message(payload)
        mine = [one for one in self._properties if one.topic == topic]
        if message is None:
            self.refused += 1
            return
        cycle, values = message
        if not mine and len(self.others) < 50:
            self.others[topic] = cycle
        for one in mine:
            if one.key in values:
                await self._take(one, cycle, values[one.key])

    async def _take(self, one: PropertyConfig, cycle: int, value: Any) -> None:
        fitting = fit(value, one)
        before = self.live.get(one.tag)
        bad = 0 if fitting is not None else (before.bad if before else 0) + 1
        self.live[one.tag] = Live(value=fitting, cycle=cycle, at=self._clock(), bad=bad)
        if bad >= RAISE_AFTER and one.tag not in self._raised:
            self._raised.add(one.tag)
            await self._told(one.tag, True)  # noqa: FBT003 - raised or back
        elif not bad and one.tag in self._raised:
            self._raised.discard(one.tag)
            await self._told(one.tag, False)  # noqa: FBT003 - raised or back


def read_message(payload: bytes) -> tuple[int, dict[str, Any]] | None:
    """Cycle and values of a message, or None where it is none of the gateway's form."""
    if len(payload) > LARGEST_MESSAGE:
        return None
    try:
        message = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict) or not isinstance(message.get("values"), dict):
        return None
    cycle = message.get("cycle")
    return (cycle, message["values"]) if isinstance(cycle, int) and not isinstance(cycle, bool) else None


def fit(value: Any, one: PropertyConfig) -> float | None:
    """A value as its property keeps it, or None where it is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    match one.type:
        case "int":
            return float(round(value))
        case "bool":
            return float(bool(value))
    return float(value)
