"""What a candidate does at the bench, one event each, and what came in by a protocol, as it stands in the log.

In: JSON. Out: an event or what is wrong with it. Follows: what comes in is bounded before it is looked at.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from liangcai.findings import Finding, Message, Result, Severity

Name: TypeAlias = Annotated[str, msgspec.Meta(max_length=64)]
Text: TypeAlias = Annotated[str, msgspec.Meta(max_length=200)]
LONGEST_LINE = 20_000
MOST_LINES, LONGEST_TOLD = 20, 1000
Line: TypeAlias = Annotated[str, msgspec.Meta(max_length=LONGEST_TOLD)]
Tool = Literal["ping", "connect", "read", "node", "subscribe"]


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"):
    """Something done."""


class Put(Event, frozen=True, kw_only=True, tag="put"):
    """Fill in a field of a sheet: controller, device model, gateway, uplink, accuracy, answer."""

    sheet: Name
    field: Name
    value: Text


class Use(Event, frozen=True, kw_only=True, tag="use"):
    """Use a tool on something of the bench's network; which fields count depends on the tool."""

    tool: Tool
    host: Name = ""
    port: Name = ""
    unit: Name = "1"
    function: Name = "3"
    address: Name = "0"
    count: Name = "1"
    node: Name = ""
    topic: Text = ""


class Compare(Event, frozen=True, kw_only=True, tag="compare"):
    """Hold the line and put the reference instrument beside the sensor of a tag."""

    tag: Name


class Release(Event, frozen=True, kw_only=True, tag="release"):
    """Let the line run again."""


class Drill(Event, frozen=True, kw_only=True, tag="drill"):
    """Begin the drill: somewhere a sensor fails."""


class Acknowledge(Event, frozen=True, kw_only=True, tag="acknowledge"):
    """Acknowledge the alarm of a tag, with its cause."""

    tag: Name
    cause: Literal["sensor", "process", "link", "drift"]


class Watch(Event, frozen=True, kw_only=True, tag="watch"):
    """Look at the live values for some periods of the gateway."""

    periods: Annotated[int, msgspec.Meta(ge=1, le=4)] = 3


class Saw(Event, frozen=True, kw_only=True, tag="saw"):
    """What came in by a protocol, or what the platform raised: only the bench itself writes it."""

    what: Literal["alarm", "back", "clear", "write", "subscribe", "publish"]
    name: Text
    value: float = 0.0


class Found(Event, frozen=True, kw_only=True, tag="found"):
    """What a tool told: only the bench itself writes it, so that it is there again when the bench comes again."""

    lines: Annotated[tuple[Line, ...], msgspec.Meta(max_length=MOST_LINES)]


AnyEvent: TypeAlias = Put | Use | Compare | Release | Drill | Acknowledge | Watch | Saw | Found


def read_event(body: dict[str, Any]) -> Result[AnyEvent | None]:
    """The event of a step's body."""
    try:
        return Result(msgspec.convert(body, AnyEvent))
    except (msgspec.ValidationError, ValueError, RecursionError) as error:
        return Result(None, (refuse("read", f"这一步读不懂：{error}", f"That step cannot be read: {error}"),))


def read_line(line: bytes) -> Result[AnyEvent | None]:
    """The event of a line of JSON."""
    if len(line) > LONGEST_LINE:
        return Result(None, (refuse("size", "这一步太长", "That step is too long"),))
    try:
        return Result(msgspec.json.decode(line, type=AnyEvent))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        return Result(None, (refuse("read", f"这一步读不懂：{error}", f"That step cannot be read: {error}"),))


def write_event(event: AnyEvent) -> dict[str, Any]:
    """The body of an event."""
    written: dict[str, Any] = msgspec.to_builtins(event)
    return written


def write_found(lines: Sequence[str]) -> dict[str, Any]:
    """The body that keeps what a tool told, cut where it is long."""
    return write_event(Found(lines=tuple(line[:LONGEST_TOLD] for line in lines[:MOST_LINES])))


def refuse(rule: str, zh: str, en: str) -> Finding:
    """A finding that says why a step was not taken; nothing of it is kept."""
    return Finding(rule=f"field.{rule}", severity=Severity.ERROR, message=Message(f"{zh}。", f"{en}."))
