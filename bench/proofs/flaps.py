"""R9: in the last two minutes, with a line that comes and goes, all that reaches the server in time counts.

In: how many sittings. Out: an account, a try an answer that reached the server in its last 120 seconds. Follows: the
real intake under a simulated clock; whether an answer was in time is told by the line, which knows when each first got
through, not by the product. What came later is stored, is told as late, and does not count.
"""

import asyncio
import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from bench.account import Account, account
from bench.examination import seat_strangers
from bench.proofs.resends import call_intake
from bench.proofs.simulated import Simulated, simulate
from liangcai_host.journal.model import NewEvent
from liangcai_web.records.batches import Candidate
from liangcai_web.services.sittings.attempts import close_attempt, close_if_due, hand_in, read_answers
from liangcai_web.services.sittings.journal import append_frame, open_journal, read_attempt

SHORT, LONG = 12, 1000
START = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
MINUTES, ITEMS, LAST = 30, 8, 120
AFTER = 90
ENDINGS = ("clock", "clock", "clock", "nobody", "candidate", "staff")


class Given(msgspec.Struct, kw_only=True):
    """An answer: when it was given, when it first reached the server; the end it was judged by is known later."""

    name: str
    item: str
    sequence: int
    response: str
    reached: datetime | None = None


class Sitting:
    """A candidate in the last minutes: a page, a line that comes and goes, an end."""

    def __init__(self, candidate: Candidate, rng: random.Random, now: Simulated, runner: asyncio.Runner) -> None:
        self.candidate, self.rng, self.now, self.runner = candidate, rng, now, runner
        self.attempt = str(candidate.uuid)
        self.way = rng.choice(ENDINGS)
        self.given: list[Given] = []
        self.pending: list[Given] = []
        self.up, self.flaps, self.lost = True, 0, 0
        self.closed: datetime | None = None
        self.faults: list[str] = []

    def open(self) -> None:
        """The attempt began half an hour before its end; at times the end is moved while the last minutes run."""
        self.now.moment = START
        opened = NewEvent(kind="opened", client_id="opened", payload={"minutes": MINUTES})
        append_frame(self.attempt, opened, START)
        self.token = open_journal().open_session(self.attempt)
        self.end = START + timedelta(minutes=MINUTES)
        self.grant_at = self.end - timedelta(seconds=self.rng.randint(1, 100)) if self.rng.random() < 0.3 else None
        self.stop_at = (
            self.end - timedelta(seconds=self.rng.randint(0, 60)) if self.way in ("candidate", "staff") else None
        )

    def run(self) -> None:
        """Second by second and less, until a minute and a half after the end; then all that is pending gets through."""
        self.open()
        self.now.moment = self.end - timedelta(seconds=LAST)
        while self.now.moment < self.end + timedelta(seconds=AFTER):
            self.turn()
            self.now.go_on(self.rng.choice((0.05, 0.4, 1.0, 2.5)))
        self.up = True
        while self.pending:
            self.send("well")
            self.now.go_on(1)
        if self.way != "nobody":
            close_if_due(self.candidate, self.now.moment)

    def turn(self) -> None:
        """What may happen at a moment: the line changes, time is granted, the end comes, something is typed or sent."""
        if self.rng.random() < 0.15:
            self.up, self.flaps = not self.up, self.flaps + 1
        if self.grant_at and self.now.moment >= self.grant_at and self.now.moment <= self.end and not self.closed:
            append_frame(
                self.attempt, NewEvent(kind="granted", client_id="g", payload={"seconds": 40}), self.now.moment
            )
            self.end, self.grant_at = self.end + timedelta(seconds=40), None
        self.finish()
        if self.rng.random() < 0.5 and self.now.moment <= self.end + timedelta(seconds=20):
            self.choose()
        if self.pending and self.rng.random() < 0.7:
            self.send(self.rng.choice(("well", "well", "lose request", "lose reply")))

    def finish(self) -> None:
        """The end, in its own way; the clock's comes with a sweep at some moment behind it."""
        if self.closed is not None:
            return
        if self.stop_at is not None and self.now.moment >= self.stop_at:
            self.closed = self.now.moment
            if self.way == "candidate":
                hand_in(self.candidate, self.closed)
            else:
                close_attempt(self.candidate, "staff", self.closed)
        elif self.way == "clock" and self.now.moment > self.end and self.rng.random() < 0.2:
            close_if_due(self.candidate, self.now.moment)

    def choose(self) -> None:
        """A new answer; its sequence rises, as the page's does."""
        number = len(self.given) + 1
        item, response = f"q{self.rng.randrange(ITEMS)}", self.rng.choice(("A", "B", "C", ""))
        one = Given(name=f"{number}-{self.rng.getrandbits(64):x}", item=item, sequence=number, response=response)
        self.given.append(one)
        self.pending.append(one)

    def send(self, fate: str) -> None:
        """All that is pending, or a part of it where the page was cut short; down, nothing gets through."""
        if not self.up or fate == "lose request":
            self.lost += 1
            return
        group = self.rng.sample(self.pending, self.rng.choice((1, len(self.pending))))
        for one in group:
            one.reached = one.reached or self.now.moment
        events = [{"id": one.name, **self.content(one)} for one in group]
        body = msgspec.json.encode({"attempt": self.attempt, "events": events})
        try:
            status, reply = self.runner.run(call_intake(self.token, body, lose=fate == "lose reply"))
        except ConnectionResetError:
            self.lost += 1
            return
        if status != 200 or sorted(reply["acknowledged"]) != sorted(one.name for one in group):
            self.faults.append(f"{status} {reply}")
        self.pending = [one for one in self.pending if one not in group]

    @staticmethod
    def content(one: Given) -> dict[str, Any]:
        """What a page says of an answer, but for its id."""
        return {"item": one.item, "sequence": one.sequence, "response": one.response}

    def in_time(self, one: Given) -> bool:
        """Whether the line carried it before the end."""
        last = min(self.end, self.closed) if self.closed else self.end
        return one.reached is not None and one.reached <= last

    def in_last(self, one: Given) -> bool:
        """Whether it came in the last two minutes before the end as it then was."""
        return one.reached is not None and self.end - one.reached <= timedelta(seconds=LAST)

    def find_faults(self) -> list[str]:
        """Everything is stored once; of what came in time the newest counts, of the rest nothing does."""
        newest: dict[str, str] = {one.item: one.response for one in self.given if self.in_time(one)}
        state = read_attempt(self.attempt)
        counted = {answer.item: answer.response for answer in state.answers}
        stored = [event.client_id for event in open_journal().read(self.attempt, ("answered",))]
        late = {event.client_id for event in state.late}
        wanted = {one.name for one in self.given if not self.in_time(one)}
        faults = list(self.faults)
        faults += [] if sorted(stored) == sorted(one.name for one in self.given) else ["not everything is stored once"]
        faults += [] if counted == newest else [f"{counted} counts, {newest} came in time"]
        faults += [] if late == wanted else [f"late are {late ^ wanted} or not"]
        if self.way != "nobody" and read_answers(self.candidate) != newest:
            faults.append("the closed attempt has other answers")
        return [f"{self.way}: {fault}" for fault in faults]


def prove(tries: int) -> Account:
    """So many sittings, one after another."""
    rng = random.Random(9)  # noqa: S311 - nothing secret
    rows = seat_strangers([uuid.uuid4() for _ in range(tries)])
    sittings, faults = [], []
    with simulate(START) as now, asyncio.Runner() as runner:
        for number, candidate in enumerate(rows):
            sitting = Sitting(candidate, rng, now, runner)
            sitting.run()
            faults += [f"sitting {number} ended by {fault}" for fault in sitting.find_faults()]
            sittings.append(sitting)
    given = [(one, sitting) for sitting in sittings for one in sitting.given]
    late = sum(not sitting.in_time(one) for one, sitting in given)
    counted = sum(sitting.in_time(one) and sitting.in_last(one) for one, sitting in given)
    said = (
        f"{tries:,} sittings, {len(given):,} answers given, {late:,} came late and are stored as late; "
        f"{sum(one.flaps for one in sittings):,} changes of the line, {sum(one.lost for one in sittings):,} requests "
        "or replies lost"
    )
    promise = f"in time in the last {LAST} s and not counted, or late and counted"
    return account("R9", promise, counted, "answers", faults, said)
