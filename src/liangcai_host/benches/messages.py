"""What supervisor and bench process say to each other, a line of JSON each.

In: values. Out: lines. Follows: a question has a number and one answer with the same; the bench speaks unasked of its
health, and of what came in by its protocols and waits to be stored.
"""

import asyncio
from typing import Annotated, Any, TypeAlias

import msgspec

from liangcai_host.benches.model import BenchOrder, Json, Step

LONGEST = 32 << 20
Text: TypeAlias = Annotated[str, msgspec.Meta(max_length=2000)]


class Asked(msgspec.Struct, frozen=True, kw_only=True, tag_field="do"):
    """A question to a bench process."""

    number: int


class Open(Asked, frozen=True, kw_only=True, tag="open"):
    """Be the bench of this attempt; the first question, or ``Judge`` is."""

    order: BenchOrder
    steps: tuple[Step, ...]


class Judge(Asked, frozen=True, kw_only=True, tag="judge"):
    """Make the report of some evidence."""

    engine: str
    files: dict[str, str]
    seed: str
    evidence: Json


class DoStep(Asked, frozen=True, kw_only=True, tag="step"):
    """Do a stored step, unless it was done, and show a part (none where ``part`` is None)."""

    step: Step
    part: str | None = ""


class LookAt(Asked, frozen=True, kw_only=True, tag="look"):
    """Show a part."""

    part: str


class TakeEvidence(Asked, frozen=True, kw_only=True, tag="evidence"):
    """Try what is tried after hand-in and give the evidence."""


class Close(Asked, frozen=True, kw_only=True, tag="close"):
    """Let go and end."""


class Stored(Asked, frozen=True, kw_only=True, tag="stored"):
    """What was observed is stored at ``seq``; 0 where it is not."""

    seq: int


AnyAsked: TypeAlias = Open | Judge | DoStep | LookAt | TakeEvidence | Close | Stored


class Told(msgspec.Struct, frozen=True, kw_only=True, tag_field="tell"):
    """What a bench process says."""


class Done(Told, frozen=True, kw_only=True, tag="done"):
    """The answer to a question."""

    number: int
    value: Any = None


class Failed(Told, frozen=True, kw_only=True, tag="failed"):
    """The question could not be answered; ``why`` is for the log."""

    number: int
    why: Text


class Observed(Told, frozen=True, kw_only=True, tag="observed"):
    """Something came in by a protocol."""

    number: int
    body: Json


class Alive(Told, frozen=True, kw_only=True, tag="alive"):
    """The bench's event loop runs; ``memory`` are bytes of its own, 0 where they were not counted this time."""

    memory: int = 0


AnyTold: TypeAlias = Done | Failed | Observed | Alive


def write_line(message: AnyAsked | AnyTold) -> bytes:
    """The line of a message."""
    return msgspec.json.encode(message) + b"\n"


async def read_line(reader: asyncio.StreamReader) -> bytes:
    """The next line, or nothing where the other side ended or said more than there can be."""
    try:
        return await reader.readline()
    except (ValueError, ConnectionError):
        return b""
