"""Benches without a supervisor: the contract of the client kept in memory, by the engine of records itself."""

import asyncio
from collections.abc import Mapping

from liangcai.findings import Message
from liangcai_host.benches.client import AWAY, BenchError
from liangcai_host.benches.model import (
    Bench,
    BenchHealth,
    BenchOrder,
    HandIn,
    Json,
    Ready,
    Step,
    StepReply,
    write_report,
)
from liangcai_stations.hosting import ENGINES


class FakeHall:
    """A supervisor that forgets nothing while the test lasts; ``away`` is one that does not answer."""

    def __init__(self) -> None:
        self.orders: dict[str, BenchOrder] = {}
        self.steps: dict[str, list[Step]] = {}
        self.done: dict[str, HandIn] = {}
        self.stopped: list[str] = []
        self.lost: dict[str, int] = {}
        self.away = False

    def prepare(self, order: BenchOrder) -> Ready:
        self._answer()
        self.orders.setdefault(order.attempt, order)
        self.steps.setdefault(order.attempt, [])
        return Ready()

    def step(self, attempt: str, step: Step, part: str | None = "") -> StepReply:
        self._find(attempt)
        bench = self._open(attempt)
        known = [one.id for one in self.steps[attempt]]
        if step.id in known:
            refused = bench.refused.get(step.id)
            return StepReply(seq=known.index(step.id) + 1, taken=refused is None, view=self._look(bench, part))
        taken, finding = asyncio.run(bench.step(step))
        self.steps[attempt].append(step)
        return StepReply(seq=len(known) + 1, taken=taken, finding=finding, view=self._look(bench, part))

    def look(self, attempt: str, part: str = "") -> Json:
        self._find(attempt)
        clock = {"at": 1, "seconds": 3600, "left": 3599, "lost": self.lost.get(attempt, 0)}
        return {**self._look(self._open(attempt), part), "clock": clock}

    def hand_in(self, attempt: str) -> HandIn:
        self._answer()
        if attempt not in self.done:
            order = self._find(attempt)
            evidence = asyncio.run(self._open(attempt).evidence())
            evidence |= {"steps": [{"id": one.id, "body": one.body} for one in self.steps[attempt]], "seed": order.seed}
            report = self.judge(order, evidence)
            self.done[attempt] = HandIn(evidence=evidence, report=report, lost_seconds=self.lost.get(attempt, 0))
        return self.done[attempt]

    def reset(self, attempt: str, of: int | None = None) -> int:
        self._find(attempt)
        self.steps[attempt] = []
        return 1 if of is None else of + 1

    def stop(self, attempt: str) -> None:
        self._answer()
        self.stopped.append(attempt)
        self.orders.pop(attempt, None)

    def health(self) -> tuple[BenchHealth, ...]:
        self._answer()
        return tuple(
            BenchHealth(attempt=one.attempt, pack=one.pack, engine=one.engine, mode=one.mode, state="ready")
            for one in self.orders.values()
        )

    def judge(self, order: BenchOrder, evidence: Json) -> Json:
        self._answer()
        return write_report(ENGINES[order.engine].judge(order.files, order.seed, evidence))

    def _answer(self) -> None:
        if self.away:
            raise BenchError("benches.away", AWAY)

    def _find(self, attempt: str) -> BenchOrder:
        self._answer()
        if attempt in self.done or attempt not in self.orders:
            raise BenchError("benches.ended", Message("已经结束", "over"))
        return self.orders[attempt]

    def _open(self, attempt: str) -> Bench:
        order = self.orders[attempt]

        async def observe(_body: Json) -> int:
            return 0

        return asyncio.run(ENGINES[order.engine].open(order, tuple(self.steps[attempt]), observe))

    def _look(self, bench: Bench, part: str | None) -> Json:
        return {} if part is None else asyncio.run(bench.look(part))


def play_reference(files: Mapping[str, str], seed: str, *_more: object) -> tuple[Json, ...]:
    """Everything right, whoever plays."""
    from liangcai_cli.station_playing import play_named

    return play_named(files, seed, "reference")


def play_half(files: Mapping[str, str], seed: str, *_more: object) -> tuple[Json, ...]:
    """Half of what is right: something is passed, something blocked, something to be trained."""
    steps = play_reference(files, seed)
    return steps[: len(steps) // 2]
