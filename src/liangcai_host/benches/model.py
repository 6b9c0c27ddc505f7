"""What site, supervisor and engines say to each other about a bench.

In: nothing. Out: values, and the two shapes that an engine fills: ``Engine`` (what is known of a kind of station) and
``Bench`` (one attempt, alive). Follows: a step is stored before the bench gets it, so that a bench is its steps folded;
a candidate sees neither checks nor truth nor seeds; the report is made from evidence alone, without a bench.
"""

from collections.abc import Awaitable, Callable, Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, Protocol, TypeAlias

import msgspec

from liangcai.findings import Finding, Message, Severity
from liangcai.stations.model import StationReport

Json: TypeAlias = dict[str, Any]
Mode = Literal["practice", "examination"]
Name: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}\Z")]
Seconds: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=86_400)]
DEFAULT_SECONDS = 3600


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something done at a bench: ``body`` is the engine's own event as JSON.

    ``id`` is made by the client; the same id sent again is answered with the first reply. ``at``, the second of the
    attempt, is written by the supervisor when the step arrives (time that was lost by our fault is not counted): what a
    client puts there is not looked at. ``wire``: it came in by a protocol of the bench, through ``observe``.
    """

    id: Name
    body: Json
    at: Seconds = 0
    wire: bool = False


class BenchOrder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A bench that is wanted: ``files`` are the texts of the pack by name, ``seconds`` how long the attempt may last.

    ``address`` (a prefix such as ``127.50.7``, of which the bench may use all 254 addresses and no others) and
    ``folder`` (its own, empty, removed with it) are given by the supervisor; a client leaves them blank.
    """

    attempt: Name
    pack: Name
    engine: Name
    files: dict[str, str]
    seed: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    mode: Mode = "practice"
    seconds: Seconds = DEFAULT_SECONDS
    address: str = ""
    folder: str = ""


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A bench is there: its addresses by name, and in how many seconds it was ready."""

    addresses: dict[str, str] = {}
    seconds: float = 0.0


class StepReply(msgspec.Struct, frozen=True, kw_only=True):
    """A step is on stable storage at ``seq``; where the bench did not take it, ``finding`` says why.

    ``view`` is what ``look`` of the part that the client named shows after it.
    """

    seq: int
    taken: bool
    finding: Json | None = None
    view: Json = {}


class HandIn(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded at hand-in, the report made of it, and the seconds that were lost by our fault."""

    evidence: Json
    report: Json
    lost_seconds: int = 0


class BenchHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How a bench does: ``state``, bytes of its own memory, seconds since its last word, its last step, restarts."""

    attempt: str
    pack: str
    engine: str
    mode: Mode
    state: Literal["opening", "ready", "lost", "broken", "ending"]
    address: str = ""
    memory: int = 0
    quiet: float = 0.0
    at: int = 0
    steps: int = 0
    last_step: str = ""
    restarts: int = 0
    lost_seconds: int = 0


Observe: TypeAlias = Callable[[Json], Awaitable[int]]
Taken: TypeAlias = tuple[bool, Json | None]


class RefusedError(Exception):
    """``observe`` did not store: the protocol refuses what came in, and the bench does not change."""


class Bench(Protocol):
    """One attempt in a process of its own, with an event loop of its own; only its runner calls it, one call at a time.

    ``look`` may be called at any time; ``step`` never before the one before it is done. A step for which ``step``
    raises is struck out of the log, and the bench made again without it.
    """

    @property
    def refused(self) -> Mapping[str, Json]:
        """Of the steps that ``open`` was given, those that were not taken: the finding by the id of the step."""

    @property
    def addresses(self) -> Mapping[str, str]:
        """What the candidate may reach with tools of their own, such as ``{"opcua": "opc.tcp://127.50.7.10:4840"}``."""

    async def step(self, step: Step) -> Taken:
        """Do a step: whether it was taken, and if not the finding as JSON (``write_finding``)."""

    async def look(self, part: str) -> Json:
        """What the candidate may see of a part (``views.View`` as JSON); an unknown or blank part is the first."""

    async def evidence(self) -> Json:
        """Run what is tried after hand-in; then all that ``judge`` needs, as JSON: never more than 4 MB.

        It holds pack version and what was seen of state and traffic; the runner adds ``steps`` and ``seed``.
        """

    async def close(self) -> None:
        """Let go of ports and files."""


class Engine(Protocol):
    """A kind of station: one value in the table of engines."""

    name: str

    def warm(self) -> None:
        """Import what is heavy, before the fork: no thread, no event loop, no open file or socket."""

    async def open(self, order: BenchOrder, steps: tuple[Step, ...], observe: Observe, /) -> Bench:
        """The bench of an attempt with the steps folded that are stored of it already.

        ``observe(body)``: what came in by a protocol of the bench is stored as a step (``wire``) and has a number
        before the protocol answers; the bench applies it then, itself. Raises ``RefusedError`` where it is not stored.
        """

    def judge(self, files: Mapping[str, str], seed: str, evidence: Json) -> StationReport:
        """The report, from evidence alone: the same evidence gives the same report, and no bench is needed."""


Engines: TypeAlias = Mapping[str, Engine]


def write_finding(finding: Finding) -> Json:
    """A finding as JSON."""
    found: Json = msgspec.to_builtins(finding)
    return found


def refuse(rule: str, zh: str, en: str) -> Json:
    """A finding as JSON, from its words."""
    return write_finding(Finding(rule=rule, severity=Severity.ERROR, message=Message(zh, en)))


def write_report(report: StationReport) -> Json:
    """A report as JSON; exact fractions are texts such as ``3/4``."""
    written: Json = msgspec.to_builtins(report, enc_hook=_write_fraction)
    return written


def read_report(report: Json) -> StationReport:
    """The report of ``write_report``; raises ValueError for what is none."""
    return msgspec.convert(report, StationReport, dec_hook=_read_fraction)


def _write_fraction(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _read_fraction(kind: type, value: Any) -> Fraction:
    if kind is Fraction and isinstance(value, str):
        return Fraction(value)
    raise ValueError(f"no {kind.__name__}")
