"""R10: an attempt closed by its candidate, by staff, by the clock or after a crash has the same final answers.

In: how many histories. Out: an account, a try a history, played four times. Follows: closing uses the highest
acknowledged sequence of every item, however the attempt was closed; what comes after the end does not count.
"""

import random
import uuid
from datetime import UTC, datetime, timedelta

import msgspec

from bench.account import Account, account
from bench.examination import seat_strangers
from liangcai_host.journal.model import NewEvent
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import read_payload
from liangcai_web.services.payloads.base import AttemptClosed
from liangcai_web.services.sittings.attempts import close_attempt, close_due, close_if_due, hand_in, read_answers
from liangcai_web.services.sittings.journal import open_journal

SHORT, LONG = 20, 1000
START = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
MINUTES, ITEMS = 30, 6
WAYS = ("candidate", "staff", "clock", "crash")


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as it reaches the server, so many seconds after the start."""

    at: int
    item: str
    sequence: int
    response: str


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Grants in seconds, and what arrives; the end is base and grants."""

    grants: tuple[int, ...]
    sent: tuple[Sent, ...]

    @property
    def end(self) -> int:
        """Seconds from the start to the end."""
        return 60 * MINUTES + sum(self.grants)

    @property
    def answers(self) -> dict[str, str]:
        """What must count, found here anew: of what came in time, the highest sequence of each item."""
        counted: dict[str, Sent] = {}
        for one in self.sent:
            if one.at <= self.end and (one.item not in counted or one.sequence > counted[one.item].sequence):
                counted[one.item] = one
        return {item: one.response for item, one in counted.items()}


def make_history(rng: random.Random) -> History:
    """Answers all along, many in the last two minutes, some at the very end and behind it, not in order."""
    grants = tuple(rng.choice((30, 300)) for _ in range(rng.choice((0, 0, 1, 2))))
    end = 60 * MINUTES + sum(grants)
    moments = [
        rng.choice((rng.randint(1, end), rng.randint(end - 120, end), end, end + rng.randint(1, 60)))
        for _ in range(rng.randint(1, 14))
    ]
    numbers = rng.sample(range(1, 1000), len(moments))
    if rng.random() < 0.7:
        numbers.sort()
    sent = [
        Sent(at=at, item=f"q{rng.randrange(ITEMS)}", sequence=number, response=rng.choice(("A", "B", "C", "")))
        for at, number in zip(sorted(moments), numbers, strict=True)
    ]
    return History(grants=grants, sent=tuple(sent))


def play(history: History, attempt: str) -> None:
    """Everything that reaches the server before the attempt is closed, and what comes late."""
    opened = NewEvent(kind="opened", client_id="opened", payload={"minutes": MINUTES})
    open_journal().append(attempt, (opened,), START)
    for number, seconds in enumerate(history.grants):
        granted = NewEvent(kind="granted", client_id=f"grant-{number}", payload={"seconds": seconds})
        open_journal().append(attempt, (granted,), START + timedelta(seconds=1))
    for one in history.sent:
        event = NewEvent(
            kind="answered",
            client_id=f"{one.item}-{one.sequence}",
            item=one.item,
            sequence=one.sequence,
            payload={"response": one.response},
        )
        last = open_journal().append(attempt, (event,), START + timedelta(seconds=one.at))
    last.result()


def close_one(way: str, candidate: Candidate, end: datetime) -> None:
    """Each in its own way, with the same end; after a crash nobody closes, a later sweep does."""
    if way == "candidate":
        hand_in(candidate, end)
    elif way == "staff":
        close_attempt(candidate, "staff", end)
    elif way == "clock":
        close_if_due(candidate, end + timedelta(seconds=5))


def restart_and_sweep() -> None:
    """The server dies with attempts open, comes back hours later and sweeps."""
    open_journal().close()
    open_journal.cache_clear()
    close_due(START + timedelta(hours=6))


def prove(tries: int) -> Account:
    """Play, close, compare with what must count; the fact of the closing must say the same number of answers."""
    rng = random.Random(10)  # noqa: S311 - nothing secret
    histories = [make_history(rng) for _ in range(tries)]
    rows = seat_strangers([uuid.uuid4() for _ in range(tries * len(WAYS))])
    played = [(history, way) for history in histories for way in WAYS]
    for (history, way), candidate in zip(played, rows, strict=True):
        play(history, str(candidate.uuid))
        close_one(way, candidate, START + timedelta(seconds=history.end))
    restart_and_sweep()
    faults: dict[int, str] = {}
    for number, ((history, way), candidate) in enumerate(zip(played, rows, strict=True)):
        fault = compare(history, candidate)
        if fault:
            faults.setdefault(number // len(WAYS), f"history {number // len(WAYS)} closed by {way}: {fault}")
    answers = sum(len(history.sent) for history in histories)
    return account(
        "R10",
        "final answers that depend on who closed",
        tries,
        "histories",
        list(faults.values()),
        f"{answers:,} answers, each history closed by {', '.join(WAYS)}",
    )


def compare(history: History, candidate: Candidate) -> str:
    """What is wrong, or nothing."""
    answers = read_answers(candidate)
    if answers != history.answers:
        return f"{answers} instead of {history.answers}"
    fact = Fact.objects.filter(subject=candidate.uuid, kind="attempt_closed").first()
    wanted = sum(bool(response) for response in history.answers.values())
    said = read_payload(fact, AttemptClosed).answered if fact else None
    return "" if said == wanted else f"the fact says {said} answers, {wanted} count"
