"""What a candidate does at the bench, one event each, as it stands in the log.

In: a line of JSON. Out: an event or what is wrong with it. Follows: what comes in is bounded before it is looked at:
lengths, counts, kinds.
"""

from decimal import Decimal
from typing import Annotated, TypeAlias

import msgspec

from liangcai.findings import Finding, Message, Result, Severity

LONGEST_LINE = 20_000
Name: TypeAlias = Annotated[str, msgspec.Meta(max_length=64)]
Text: TypeAlias = Annotated[str, msgspec.Meta(max_length=500)]
Choices: TypeAlias = Annotated[tuple[Name, ...], msgspec.Meta(max_length=40)]
Second: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=86_400)]


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"):
    """Something done ``at`` a second of the attempt; an event of another attempt is not taken."""

    attempt: Name = ""
    at: Second = 0


class Ask(Event, frozen=True, kw_only=True, tag="ask"):
    """Say or ask something in the interview."""

    question: Name


class Look(Event, frozen=True, kw_only=True, tag="look"):
    """Open a table."""

    table: Name


class Fetch(Event, frozen=True, kw_only=True, tag="fetch"):
    """Take a record out of the archive for a purpose."""

    record: Name
    purpose: Name


class GiveBack(Event, frozen=True, kw_only=True, tag="give_back"):
    """Give a record back to the archive."""

    record: Name


class Put(Event, frozen=True, kw_only=True, tag="put"):
    """Fill in a field of a record."""

    record: Name
    field: Name
    value: Text | Choices


class Save(Event, frozen=True, kw_only=True, tag="save"):
    """Save a record as it is filled in."""

    record: Name


class Take(Event, frozen=True, kw_only=True, tag="take"):
    """Take a row of the import in."""

    row: Name


class Refuse(Event, frozen=True, kw_only=True, tag="refuse"):
    """Refuse a row of the import for a reason."""

    row: Name
    reason: Name


class Correct(Event, frozen=True, kw_only=True, tag="correct"):
    """Mend a field of a record that was fetched, on the ground of some evidence."""

    record: Name
    field: Name
    value: Text | Choices
    evidence: Name


class Receive(Event, frozen=True, kw_only=True, tag="receive"):
    """Book an arrival into the store."""

    arrival: Name
    quantity: Decimal


class Issue(Event, frozen=True, kw_only=True, tag="issue"):
    """Book goods out for a request; a negative quantity takes an earlier line back."""

    request: Name
    batch: Name
    quantity: Decimal


class Quarantine(Event, frozen=True, kw_only=True, tag="quarantine"):
    """Set a batch apart."""

    batch: Name


class Order(Event, frozen=True, kw_only=True, tag="order"):
    """Order so much of a kind of goods; a later order of the same takes the place of the earlier."""

    item: Name
    quantity: Decimal


class Send(Event, frozen=True, kw_only=True, tag="send"):
    """Send a saved record to somebody."""

    record: Name
    to: Name


AnyEvent: TypeAlias = (
    Ask | Look | Fetch | GiveBack | Put | Save | Take | Refuse | Correct | Receive | Issue | Quarantine | Order | Send
)
_DECODER: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


def read_event(line: bytes | str) -> Result[AnyEvent | None]:
    """The event of a line of JSON."""
    if len(line) > LONGEST_LINE:
        return Result(None, (refuse("size", "这一步太长", "That step is too long"),))
    try:
        return Result(_DECODER.decode(line))
    except (msgspec.DecodeError, ValueError, ArithmeticError, RecursionError) as error:
        return Result(None, (refuse("read", f"这一步读不懂：{error}", f"That step cannot be read: {error}"),))


def write_event(event: AnyEvent) -> str:
    """The line of an event, without what is left at its default."""
    found = {key: value for key, value in msgspec.to_builtins(event).items() if value not in ("", 0)}
    return msgspec.json.encode(found).decode()


def refuse(rule: str, zh: str, en: str) -> Finding:
    """A finding that says why a step was not taken; nothing of it is kept."""
    return Finding(rule=f"record.{rule}", severity=Severity.ERROR, message=Message(f"{zh}。", f"{en}."))
