"""R7: an old tab or another machine never overwrites a newer answer.

In: how many interleavings. Out: an account, a try an interleaving. Follows: rules 1 and 3 of reliability. Pages number
answers as ``answers.js`` does: the milliseconds of the server's clock as the page knows it, and above all that it has
seen. The judge does not look at those numbers: it knows when each answer was given and what its page had seen by then.
"""

import random
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

import msgspec

from bench.account import Account, account
from liangcai_host import clock
from liangcai_host.journal.model import NewEvent, Receipt
from liangcai_web.services.sittings.journal import fold_events, open_journal

SHORT, LONG = 300, 10_000
START = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
CLOCK_ERROR = 60  # milliseconds by which a page may misjudge the server's clock
GROUP = 500
MINUTES = 90


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """An answer given on a page at a millisecond; ``seen`` are the choices that the page knew of by then."""

    name: str
    item: str
    sequence: int
    given: int
    seen: frozenset[str]


class Tab:
    """A page: its error of the clock, what it has seen, what the server has not acknowledged yet."""

    def __init__(self, name: str, rng: random.Random) -> None:
        self.name = name
        self.error = rng.randint(-CLOCK_ERROR, CLOCK_ERROR)
        self.last = 0
        self.seen: set[str] = set()
        self.pending: list[Choice] = []

    def choose(self, item: str, at: int) -> Choice:
        """As ``Answers.next``: the clock, and above the last."""
        self.last = max(at + self.error, self.last + 1)
        name = f"{self.name}-{self.last}"
        choice = Choice(name=name, item=item, sequence=self.last, given=at, seen=frozenset(self.seen))
        self.seen.add(name)
        self.pending.append(choice)
        return choice

    def learn(self, stored: list[Choice]) -> None:
        """As ``Answers.merge``: what the server has becomes known."""
        self.seen.update(name for choice in stored for name in (choice.name, *choice.seen))
        self.last = max((self.last, *(choice.sequence for choice in stored)))


class Story(msgspec.Struct, kw_only=True):
    """What was given, and the deliveries to the server in order: when, and which choices."""

    choices: list[Choice]
    deliveries: list[tuple[int, list[Choice]]]


def make_story(rng: random.Random) -> Story:
    """Two or three pages on one or two questions: typing, waiting, losing replies, sending again, looking."""
    tabs = [Tab(letter, rng) for letter in "abc"[: rng.randint(2, 3)]]
    items = ["q1", "q2"][: rng.randint(1, 2)]
    story, now = Story(choices=[], deliveries=[]), 1000
    server: list[Choice] = []
    for _ in range(rng.randint(4, 12)):
        now += rng.choice((1, 5, 40, 200, 3000, 60_000))
        tab, act = rng.choice(tabs), rng.random()
        if act < 0.5:
            story.choices.append(tab.choose(rng.choice(items), now))
        elif act < 0.85 and tab.pending:
            deliver(story, server, tab, now, rng)
        else:
            tab.learn(server)
    for tab in rng.sample(tabs, len(tabs)):
        now += rng.choice((1, 500))
        story.deliveries.append((now, list(tab.pending)))
    return story


def deliver(story: Story, server: list[Choice], tab: Tab, now: int, rng: random.Random) -> None:
    """Some of what is pending reaches the server, in any order; the reply may be lost."""
    group = rng.sample(tab.pending, rng.randint(1, len(tab.pending)))
    story.deliveries.append((now, group))
    server.extend(choice for choice in group if choice not in server)
    if rng.random() < 0.6:
        tab.pending = [choice for choice in tab.pending if choice not in group]
        tab.learn(server)


def store(attempt: str, story: Story) -> list[Future[Receipt]]:
    """Through the journal, at the moments of arrival."""
    opened = NewEvent(kind="opened", client_id="opened", payload={"minutes": MINUTES})
    waiting = [open_journal().append(attempt, (opened,), START)]
    for at, group in story.deliveries:
        events = [
            NewEvent(
                kind="answered",
                client_id=choice.name,
                item=choice.item,
                sequence=choice.sequence,
                payload={"response": choice.name},
            )
            for choice in group
        ]
        waiting.append(open_journal().append(attempt, events, START + timedelta(milliseconds=at)))
    return waiting


def find_overwritten(story: Story, standing: dict[str, str]) -> list[str]:
    """Where another answer was newer than the one that stands: seen it, or given later beyond all error of clocks."""
    faults = []
    for item in sorted({choice.item for choice in story.choices}):
        own = [choice for choice in story.choices if choice.item == item]
        final = next((choice for choice in own if choice.name == standing.get(item)), None)
        if final is None:
            faults.append(f"{item}: no answer stands")
            continue
        faults += [
            f"{item}: {final.name} stands over the newer {other.name}"
            for other in own
            if final.name in other.seen or other.given > final.given + 2 * CLOCK_ERROR
        ]
    return faults


def prove(tries: int) -> Account:
    """Store story after story, some hundred at a time, then read what stands."""
    rng = random.Random(7)  # noqa: S311 - nothing secret
    prefix = f"tabs-{clock.now().timestamp()}"
    faults: list[str] = []
    deliveries = 0
    for start in range(0, tries, GROUP):
        numbers = range(start, min(start + GROUP, tries))
        stories = [make_story(rng) for _ in numbers]
        for future in [
            future
            for number, story in zip(numbers, stories, strict=True)
            for future in store(f"{prefix}-{number}", story)
        ]:
            future.result()
        for number, story in zip(numbers, stories, strict=True):
            state = fold_events(open_journal().read(f"{prefix}-{number}"))
            standing = {answer.item: answer.response for answer in state.answers}
            found = find_overwritten(story, standing)
            faults += [f"interleaving {number}: {found[0]}"] if found else []
            deliveries += len(story.deliveries)
    return account(
        "R7",
        "newer answer overwritten by an old tab or another machine",
        tries,
        "interleavings",
        faults,
        f"{deliveries:,} deliveries",
    )
