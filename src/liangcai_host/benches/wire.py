"""What the site says to the supervisor, a line of JSON a request and a line a reply.

In: lines. Out: requests, or what is wrong with them; replies. Follows: what comes in is bounded before it is looked at.
"""

from typing import Annotated, Any, TypeAlias

import msgspec

from liangcai.findings import Message
from liangcai_host.benches.model import BenchOrder, Json, Name, Step

LONGEST = 12 << 20
SOCKET, LOCK, JOURNAL, FOLDER, ALIVE = "benches.sock", "benches.lock", "benches.sqlite3", "benches", "benches.alive"
PartName: TypeAlias = Annotated[str, msgspec.Meta(max_length=64)]


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"):
    """Something that is wanted."""


class Prepare(Request, frozen=True, kw_only=True, tag="prepare"):
    """A bench."""

    order: BenchOrder


class Take(Request, frozen=True, kw_only=True, tag="step"):
    """A step, and the part that is shown with the reply; None for none."""

    attempt: Name
    step: Step
    part: PartName | None = ""


class See(Request, frozen=True, kw_only=True, tag="look"):
    """A part."""

    attempt: Name
    part: PartName = ""


class Finish(Request, frozen=True, kw_only=True, tag="hand_in"):
    """The end of the work: evidence, report; the bench is gone after it."""

    attempt: Name


class Reset(Request, frozen=True, kw_only=True, tag="reset"):
    """Begin again; ``of``: not from nothing but from the steps of this earlier run."""

    attempt: Name
    of: int | None = None


class Stop(Request, frozen=True, kw_only=True, tag="stop"):
    """End a bench without a hand-in."""

    attempt: Name


class Rejudge(Request, frozen=True, kw_only=True, tag="judge"):
    """The report of some evidence, without a bench."""

    order: BenchOrder
    evidence: Json


class Tell(Request, frozen=True, kw_only=True, tag="health"):
    """How all benches do."""


AnyRequest: TypeAlias = Prepare | Take | See | Finish | Reset | Stop | Rejudge | Tell


class RefusalError(Exception):
    """A request is not met; ``rule`` and ``message`` are for people."""

    def __init__(self, rule: str, zh: str, en: str) -> None:
        super().__init__(f"{rule}: {en}")
        self.rule, self.message = rule, Message(zh, en)


class Reply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Either a value or why there is none."""

    value: Any = None
    rule: str = ""
    message: Message | None = None


def write_refusal(error: RefusalError) -> bytes:
    """The line of a refusal."""
    return write_reply(Reply(rule=error.rule, message=error.message))


def write_reply(reply: Reply) -> bytes:
    """The line of a reply."""
    return msgspec.json.encode(reply) + b"\n"
