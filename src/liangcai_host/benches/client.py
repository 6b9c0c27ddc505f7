"""How the site reaches benches: one call, one line to the supervisor, one line back.

In: the folder of the installation. Out: values, or a ``BenchError`` that a page can show. Follows: synchronous and safe
from any thread; a supervisor that is away is told as such and never waited for.
"""

import os
import socket
from pathlib import Path
from typing import Any

import msgspec

from liangcai.findings import Message
from liangcai_host.benches import wire
from liangcai_host.benches.model import BenchHealth, BenchOrder, HandIn, Json, Ready, Step, StepReply

CONNECT_SECONDS, USUAL_SECONDS = 2.0, 20.0
HEALTH_SECONDS = 5.0
PREPARE_SECONDS, HAND_IN_SECONDS = 90.0, 300.0
CHUNK = 1 << 16
AWAY = Message(
    "工位服务没有运行，请告知考务人员。", "The service of the benches is not running; please tell the staff."
)

SLOW = Message("工位还没有应答，请再试。", "The bench has not answered yet; please try again.")


class BenchError(Exception):
    """Why a bench did not do what was asked."""

    def __init__(self, rule: str, message: Message) -> None:
        super().__init__(f"{rule}: {message.en}")
        self.rule, self.message = rule, message


class Benches:
    """The supervisor of an installation."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def prepare(self, order: BenchOrder) -> Ready:
        """A bench, ready; asked again, the same."""
        ready: Ready = self._ask(wire.Prepare(order=order), Ready, PREPARE_SECONDS)
        return ready

    def step(self, attempt: str, step: Step, part: str | None = "") -> StepReply:
        """Have a step done; the reply shows ``part`` after it, nothing where that is None."""
        reply: StepReply = self._ask(wire.Take(attempt=attempt, step=step, part=part), StepReply)
        return reply

    def look(self, attempt: str, part: str = "") -> Json:
        """A part as it stands."""
        view: Json = self._ask(wire.See(attempt=attempt, part=part), Json)
        return view

    def hand_in(self, attempt: str) -> HandIn:
        """The end of the work; the bench is gone after it. Asked again, the same once more."""
        handed: HandIn = self._ask(wire.Finish(attempt=attempt), HandIn, HAND_IN_SECONDS)
        return handed

    def reset(self, attempt: str, of: int | None = None) -> int:
        """Begin again, from nothing or from the steps of an earlier run (the first is 0); the number of the new run."""
        run: int = self._ask(wire.Reset(attempt=attempt, of=of), dict[str, int], PREPARE_SECONDS)["run"]
        return run

    def stop(self, attempt: str) -> None:
        """End a bench without a hand-in; nothing where there is none."""
        self._ask(wire.Stop(attempt=attempt), Json, PREPARE_SECONDS)

    def health(self) -> tuple[BenchHealth, ...]:
        """How all benches do."""
        found: tuple[BenchHealth, ...] = self._ask(wire.Tell(), tuple[BenchHealth, ...], HEALTH_SECONDS)
        return found

    def judge(self, order: BenchOrder, evidence: Json) -> Json:
        """The report of evidence, once more, without a bench."""
        report: Json = self._ask(wire.Rejudge(order=order, evidence=evidence), Json, HAND_IN_SECONDS)
        return report

    def _ask(self, request: wire.AnyRequest, kind: Any, seconds: float = USUAL_SECONDS) -> Any:
        line = msgspec.json.encode(request) + b"\n"
        try:
            with connect_in(self._home) as link:
                link.settimeout(seconds)
                link.sendall(line)
                reply = msgspec.json.decode(read_line(link), type=wire.Reply)
        except TimeoutError:
            raise BenchError("benches.slow", SLOW) from None
        except (OSError, msgspec.DecodeError):
            raise BenchError("benches.away", AWAY) from None
        if reply.rule:
            raise BenchError(reply.rule, reply.message or AWAY)
        return msgspec.convert(reply.value, kind)


def connect_in(home: Path) -> socket.socket:
    """A connection to the socket in a folder, however long its path is; raises OSError."""
    if not hasattr(os, "O_PATH"):
        raise OSError("benches run on Linux only")
    folder = os.open(home, os.O_PATH | os.O_DIRECTORY)
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        link.settimeout(CONNECT_SECONDS)
        link.connect(f"/proc/self/fd/{folder}/{wire.SOCKET}")
    except OSError:
        link.close()
        raise
    finally:
        os.close(folder)
    return link


def read_line(link: socket.socket) -> bytes:
    """What the other side says until the end of its line."""
    parts = []
    while part := link.recv(CHUNK):
        parts.append(part)
        if part.endswith(b"\n"):
            break
    return b"".join(parts)
