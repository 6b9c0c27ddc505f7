"""R24: at the start every seat signs in and opens its paper within a minute, without an error.

In: how many seats. Out: an account, a try a seat. Follows: a server of its own over real HTTP, each seat a connection
and an empty cache, all of them at once; a seat counts when it has its paper with its questions, its own attempt behind
it, and not later than a minute after the first request of all.
"""

import json
import time

from bench.account import Account, account
from bench.family import count_processor
from bench.load.driver import Client, Wait, drive, percentile
from bench.load.sitter import ITEM, STATE, Browser, Ticket, enter
from bench.measures.sitting_servers import Server, serve_examination

SHORT, LONG = 40, 1000
SECONDS = 60.0
PATIENCE = 300.0


class Seats:
    """Who has a paper: whose attempt it is, and after how many seconds."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.attempts: list[str] = []
        self.seconds: list[float] = []
        self.faults: list[str] = []

    def arrive(self, port: int, ticket: Ticket) -> Client:
        """One seat; what it meets instead of its paper is told."""
        browser = Browser(port)
        try:
            paper = (yield from enter(browser, ticket)).body.decode()
        except (RuntimeError, AssertionError) as error:
            self.faults.append(f"{ticket.ticket_number}: {error}")
            return
        state = STATE.search(paper)
        if state is None or not ITEM.search(paper):
            self.faults.append(f"{ticket.ticket_number}: a page without questions")
            return
        self.attempts.append(json.loads(state[1])["attempt"])
        self.seconds.append(time.perf_counter() - self.began)


def prove(tries: int) -> Account:
    """So many seats at once."""
    with serve_examination(tries) as (server, tickets):
        spent = count_processor(server.pid)
        seats, waits = surge(server, tickets)
        spent = count_processor(server.pid) - spent
        seats.faults += check_journal(server, tries)
    seats.faults += judge(seats, waits, tries)
    inside = sum(seconds <= SECONDS for seconds in seats.seconds)
    said = (
        f"{inside:,} papers open within {SECONDS:.0f} s, the last after {max(seats.seconds, default=0):.1f} s; "
        f"{len(waits):,} requests, p50 {percentile(waits, 0.5):.0f} ms, p99 {percentile(waits, 0.99):.0f} ms; "
        f"{1000 * spent / tries:.0f} ms of the server's processor a seat"
    )
    return account("R24", "seats without their paper a minute after the start", tries, "seats", seats.faults, said)


def surge(server: Server, tickets: list[Ticket]) -> tuple[Seats, list[Wait]]:
    """All seats at once, until the last has its paper or patience ends."""
    seats = Seats()
    try:
        waits, _ = drive((seats.arrive(server.port, one) for one in tickets), server.port, PATIENCE, len(tickets))
    except OSError as error:
        seats.faults.append(f"a line broke: {error}")
        waits = []
    return seats, waits


def judge(seats: Seats, waits: list[Wait], tries: int) -> list[str]:
    """Whoever has no paper, has it too late, or has another's."""
    late = [f"a paper only after {seconds:.1f} s" for seconds in seats.seconds if seconds > SECONDS]
    missing = tries - len(seats.attempts) - len(seats.faults)
    doubled = len(seats.attempts) - len(set(seats.attempts))
    refused = sum(wait.status >= 400 for wait in waits)
    return [
        *late,
        *([f"{missing} seats have no paper"] if missing > 0 else []),
        *([f"{doubled} seats have another's attempt"] if doubled else []),
        *([f"{refused} requests refused"] if refused else []),
    ]


def check_journal(server: Server, tries: int) -> list[str]:
    """Every seat's start is an event, one each."""
    stored = server.stored()
    return [] if stored == tries else [f"{stored} starts in the journal for {tries} seats"]
