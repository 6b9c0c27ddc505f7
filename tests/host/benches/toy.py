"""An engine for the tests of the supervisor: it counts, and misbehaves on demand."""

import asyncio
import ctypes
import os
import socket
import time
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from liangcai.findings import Message
from liangcai.stations.model import Check, CheckResult, RequirementPoints, StationReport
from liangcai_host.benches.model import BenchOrder, Engine, Json, Observe, RefusedError, Step, Taken, refuse

PORT = 1502
WANTED = 10


class ToyBench:
    """Adds up; ``do`` of a step says what it does."""

    def __init__(self, order: BenchOrder, observe: Observe) -> None:
        self.order, self.observe = order, observe
        self.refused: dict[str, Json] = {}
        self.addresses: dict[str, str] = {}
        self.total = 0
        self.server: asyncio.Server | None = None

    async def listen(self) -> None:
        """A line with a number on the wire adds it."""
        host = f"{self.order.address}.10"
        self.server = await asyncio.start_server(self._serve, host, PORT, limit=1000)
        self.addresses["adder"] = f"{host}:{PORT}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            body = {"do": "add", "n": int(line)}
            try:
                seq = await self.observe(body)
                self.total += body["n"]
            except RefusedError:
                seq = 0
            writer.write(b"%d\n" % seq)
        writer.close()

    async def step(self, step: Step) -> Taken:
        """Do what is asked, however bad."""
        match step.body:
            case {"do": "add", "n": int(n)}:
                self.total += n
            case {"do": "raise"}:
                raise KeyError("planted")
            case {"do": "die"}:
                os._exit(9)
            case {"do": "hang"}:
                time.sleep(60)
            case {"do": str(act)} if act in ACTS:
                return False, {"seen": ACTS[act](self, step.body)}
            case _:
                return False, refuse("toy.unknown", "不认识。", "Not known.")
        return True, None

    async def look(self, part: str) -> Json:
        """The total."""
        return {"part": part, "total": self.total}

    async def evidence(self) -> Json:
        """The total."""
        return {"version": "1", "total": self.total}

    async def close(self) -> None:
        """Let go of the port."""
        if self.server is not None:
            self.server.close()


def attempt(act: Any) -> str:
    """What came of trying it."""
    try:
        return f"done {act()}"
    except (OSError, MemoryError) as error:
        return type(error).__name__


def fork_below_python() -> int:
    """A process made by the C library, of which Python's hooks know nothing."""
    pid: int = ctypes.CDLL(None, use_errno=True).fork()
    if pid == 0:
        os._exit(0)
    if pid < 0:
        raise OSError(ctypes.get_errno(), "fork")
    return pid


def reach(body: Json) -> None:
    """A connection to some address."""
    with socket.create_connection((body["host"], body["port"]), timeout=1):
        pass


ACTS: dict[str, Any] = {
    "fork": lambda _bench, _body: attempt(os.fork),
    "fork-below": lambda _bench, _body: attempt(fork_below_python),
    "reach": lambda _bench, body: attempt(lambda: reach(body)),
    "write": lambda _bench, body: attempt(lambda: Path(body["path"]).write_text("x")),
    "write-own": lambda bench, _body: attempt(lambda: Path(bench.order.folder, "x").write_text("x")),
    "fill": lambda bench, _body: attempt(lambda: Path(bench.order.folder, "x").write_bytes(bytes(64 << 20))),
    "eat": lambda _bench, _body: attempt(lambda: len(bytearray(1 << 30))),
}


class ToyEngine:
    """The engine of the tests."""

    name = "toy"

    def warm(self) -> None:
        """Nothing to import."""

    async def open(self, order: BenchOrder, steps: tuple[Step, ...], observe: Observe, /) -> ToyBench:
        """The bench; a pack with a file ``broken`` can't be opened."""
        if "broken" in order.files:
            raise ValueError("planted")
        bench = ToyBench(order, observe)
        for step in steps:
            taken, finding = await bench.step(step)
            if not taken:
                bench.refused[step.id] = finding or {}
        await bench.listen()
        return bench

    def judge(self, files: Mapping[str, str], seed: str, evidence: Json) -> StationReport:
        """The share of ten that was reached."""
        check = Check(id="sum", zh="和", en="sum", kind="outcome", points=Decimal(100), requirements=("1.1.1",))
        share = min(Fraction(evidence["total"], WANTED), Fraction(1))
        earned, said = share * 100, Message(str(evidence["total"]), seed)
        result = CheckResult(
            check=check, status="partial", earned=earned, possible=Fraction(100), seen=said, wanted=said
        )
        points = RequirementPoints(number="1.1.1", earned=earned, possible=Fraction(100))
        return StationReport(
            pack=files.get("name", ""),
            version="1",
            results=(result,),
            requirements=(points,),
            vetoes=(),
            earned=earned,
            possible=Fraction(100),
            broken=Fraction(0),
        )


ENGINES: dict[str, Engine] = {"toy": ToyEngine()}
