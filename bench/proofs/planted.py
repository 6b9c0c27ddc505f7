"""R5: checks that cannot fail are none: each of these bugs, planted on purpose, is caught by one of the proofs.

In: nothing. Out: an account, a try a bug. Follows: rule 6 of reliability. That ``synchronous`` is too
weak no kill can see, since what was written stays in the memory of the machine; it takes a cut of the power.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import uuid4

import msgspec

from bench.account import Account, account
from bench.examination import occupations
from bench.proofs import (
    badinputs,
    bench_kills,
    cells,
    chains,
    clocks,
    closings,
    cuts,
    flaps,
    forgeries,
    full_disk,
    histories,
    hostile,
    kills,
    kills_apart,
    matrix,
    payloads,
    privacy,
    rescore,
    resends,
    stored_scripts,
    tabs,
)
from bench.proofs.bad_bugs import BREAKS, HANGS, MIXES, OPEN, SILENT
from bench.proofs.bench_bugged import EARLY as EARLY_STEP
from bench.proofs.bench_bugged import FORGETFUL
from bench.proofs.bugged_server import HOPEFUL, STINGY, imagine
from bench.proofs.planted_doors import find_any_batch, find_any_proof, guard_nothing, write_naively
from bench.proofs.planted_leaks import send_hash, send_rationale, show_pictures_early, show_right_first
from bench.proofs.privacy_applications import OPEN_LOG, OPEN_TABLE
from bench.proofs.privacy_journey import UNSEALED
from bench.proofs.saver import EARLY, TRUSTING
from bench.proofs.script_bugs import UNESCAPED
from bench.proofs.stepped_server import WALL
from bench.proofs.stranger import GREEDY, LOUD, STRAY
from liangcai.credentials import judge, verify
from liangcai.delivery import attempt as delivery
from liangcai.findings import Message, Reason
from liangcai.marking import theory
from liangcai_host.journal import batch, chain
from liangcai_host.journal.model import Ack, NewEvent
from liangcai_host.journal.writer import Job, Writer
from liangcai_web.services import facts
from liangcai_web.services.marking import theory as marking
from liangcai_web.services.sittings import journal as sittings_journal


class Bug(msgspec.Struct, frozen=True):
    """A bug: what goes wrong, how it is planted, which proof must fail; ``long`` where that takes most of a minute."""

    name: str
    plant: Callable[[], AbstractContextManager[object]]
    check: Callable[[], Account]
    long: bool = False


def enter(self: batch.Ledger, append: batch.Append, event: NewEvent) -> Ack:
    """Enter an event whatever was stored before."""
    content = batch._content(event)
    return self._enter(append, event, f"{event.client_id}-{uuid4()}", content, event.flags)


@contextmanager
def store_again() -> Iterator[None]:
    """A resend becomes a new event."""

    def find_nothing(_connection: Any, _keys: Any) -> dict[Any, Any]:
        return {}

    with mock.patch.object(batch, "find_kept", find_nothing), mock.patch.object(batch.Ledger, "take", enter):
        yield


@contextmanager
def last_writer_wins() -> Iterator[None]:
    """What arrives last stands, whenever it was given."""
    true = delivery._latest

    def latest(answered: Any) -> Any:
        ordered = sorted(answered, key=delivery._order)
        numbered = [msgspec.structs.replace(event, sequence=number) for number, event in enumerate(ordered)]
        return true(numbered)

    with mock.patch.object(delivery, "_latest", latest):
        yield


@contextmanager
def late_counts() -> Iterator[None]:
    """There is no deadline: what comes late counts, unless the attempt was closed before."""
    true = delivery.fold_attempt

    def fold(stored: Any, _base_minutes: int | None = None) -> Any:
        return true(stored)

    with mock.patch.object(sittings_journal, "fold_attempt", fold):
        yield


@contextmanager
def believe_commits() -> Iterator[None]:
    """A commit that fails is taken for one that does not."""
    true = Writer._commit

    def commit(self: Writer, jobs: Sequence[Job]) -> list[Any]:
        try:
            return true(self, jobs)
        except sqlite3.OperationalError:
            if not all(isinstance(job.work, batch.Append) for job in jobs):
                raise
            self._drop_connection()
            return [imagine(job) for job in jobs]

    with mock.patch.object(Writer, "_commit", commit):
        yield


@contextmanager
def drop_before_end(seconds: int) -> Iterator[None]:
    """What comes shortly before the end is dropped when an attempt is closed."""
    true = delivery.fold_attempt

    def fold(stored: Any, base_minutes: int | None = None) -> Any:
        known = list(stored)
        state = true(known, base_minutes)
        ends = [moment for moment in (state.ends, state.handed_in, state.closed) if moment]
        if not ends:
            return state
        last = min(ends) - timedelta(seconds=seconds)
        return true([event for event in known if event.kind != "answered" or event.at < last], base_minutes)

    with mock.patch.object(sittings_journal, "fold_attempt", fold):
        yield


@contextmanager
def hash_without_payload() -> Iterator[None]:
    """The journal's hash leaves the answers out."""
    true = chain.hash_row

    def hash_row(row: Sequence[Any]) -> str:
        return true((*row[:6], "", *row[7:]))

    with mock.patch.object(chain, "hash_row", hash_row), mock.patch.object(batch, "hash_row", hash_row):
        yield


@contextmanager
def facts_without_chain() -> Iterator[None]:
    """A fact's hash does not cover the one before."""
    true = facts.hash_fact

    def hash_fact(fact: Any, organisation: Any) -> str:
        kept, fact.previous = fact.previous, ""
        digest = true(fact, organisation)
        fact.previous = kept
        return digest

    with mock.patch.object(facts, "hash_fact", hash_fact):
        yield


class EqualToAll(bytes):
    """Bytes that are never unequal."""

    def __ne__(self, other: object) -> bool:
        """No difference is seen."""
        return False

    __hash__ = bytes.__hash__


@contextmanager
def any_writing() -> Iterator[None]:
    """A file is read, not compared byte for byte."""
    with mock.patch.object(verify, "canonical_bytes", lambda _: EqualToAll()):
        yield


@contextmanager
def any_key() -> Iterator[None]:
    """A key that was revoked or is out of its time still counts."""
    met = Reason(clause="", met=True, message=Message(zh="", en=""))
    with mock.patch.object(judge, "judge_issuer", lambda *_: met):
        yield


@contextmanager
def letters_as_shown() -> Iterator[None]:
    """Answers are marked in the letters of the screen, not of the paper."""
    true = theory.mark_paper

    def mark(scheme: Any, answers: Any, _presentation: Any) -> Any:
        return true(scheme, answers)

    with mock.patch.object(marking, "mark_paper", mark):
        yield


BUGS = (
    Bug("acknowledged before the commit", nullcontext, lambda: kills.prove(8, EARLY)),
    Bug("what a process that ended was handed is called saved", nullcontext, lambda: kills_apart.prove(8, TRUSTING)),
    Bug("a step acknowledged before the commit", nullcontext, lambda: bench_kills.prove(4, EARLY_STEP), long=True),
    Bug("a bench comes again without a step", nullcontext, lambda: bench_kills.prove(4, FORGETFUL), long=True),
    Bug("synchronous=NORMAL", nullcontext, lambda: cuts.prove(20, "NORMAL")),
    Bug("synchronous=OFF", nullcontext, lambda: cuts.prove(20, "OFF")),
    Bug("what met a full disk is acknowledged", nullcontext, lambda: full_disk.prove(1, HOPEFUL), long=True),
    Bug("the ballast is never given back", nullcontext, lambda: full_disk.prove(1, STINGY), long=True),
    Bug("a resend is stored again", store_again, lambda: resends.prove(40)),
    Bug("the last writer wins", last_writer_wins, lambda: tabs.prove(200)),
    Bug("a commit that failed is believed", believe_commits, lambda: histories.prove(10)),
    Bug("a resend is stored again, in histories", store_again, lambda: histories.prove(10)),
    Bug("the last writer wins, in histories", last_writer_wins, lambda: histories.prove(20)),
    Bug("late answers count, in histories", late_counts, lambda: histories.prove(20)),
    Bug("the time is the wall clock's", nullcontext, lambda: clocks.prove(20, WALL)),
    Bug("late answers count", late_counts, lambda: flaps.prove(4)),
    Bug("the last two minutes are dropped, as they run", lambda: drop_before_end(120), lambda: flaps.prove(4)),
    Bug("the last two minutes are dropped", lambda: drop_before_end(120), lambda: closings.prove(10)),
    Bug("the event of the last moment is dropped on closing", lambda: drop_before_end(0), lambda: closings.prove(10)),
    Bug("the journal's hash leaves the answers out", hash_without_payload, lambda: chains.prove(240)),
    Bug("facts are not chained", facts_without_chain, lambda: chains.prove(240)),
    Bug("a rationale is sent with its question", send_rationale, lambda: payloads.prove(2)),
    Bug("the hash of the paper is sent", send_hash, lambda: payloads.prove_sitting(9001)),
    Bug("the right option comes first", show_right_first, lambda: payloads.prove_sitting(9002)),
    Bug("pictures are shown before the start", show_pictures_early, lambda: payloads.prove_sitting(9003)),
    Bug("a long text breaks a form", nullcontext, lambda: badinputs.prove(400, BREAKS), long=True),
    Bug("a long text makes a form wait", nullcontext, lambda: badinputs.prove(400, HANGS), long=True),
    Bug("answers go to whom they name", nullcontext, lambda: badinputs.prove(300, MIXES), long=True),
    Bug("what is another's is refused in silence", nullcontext, lambda: badinputs.prove(300, SILENT), long=True),
    Bug("forms need no token", nullcontext, lambda: badinputs.prove(300, OPEN), long=True),
    Bug("pages escape nothing", nullcontext, lambda: stored_scripts.prove(12, UNESCAPED), long=True),
    Bug("another office's batch is found", find_any_batch, lambda: matrix.prove(400)),
    Bug("a proof of anybody is shown to applicants", find_any_proof, lambda: matrix.prove(5000), long=True),
    Bug("a spreadsheet takes words for formulas", write_naively, lambda: cells.prove(100)),
    Bug("a table in text is written as it is", guard_nothing, lambda: cells.prove(100)),
    Bug("a parsing child leaves a file", nullcontext, lambda: hostile.prove(4, STRAY)),
    Bug("a parsing child takes 600 MB", nullcontext, lambda: hostile.prove(4, GREEDY)),
    Bug("a parsing child that breaks off is no finding", nullcontext, lambda: hostile.prove(4, LOUD)),
    Bug("a certificate is not compared byte for byte", any_writing, lambda: forgeries.prove(1000)),
    Bug("a revoked key counts", any_key, lambda: forgeries.prove(1000)),
    Bug("marked in the letters of the screen", letters_as_shown, lambda: rescore.prove(200)),
    Bug("a table shows numbers", nullcontext, lambda: privacy.prove(1, OPEN_TABLE, first_occupation()), long=True),
    Bug("the terminal tells addresses", nullcontext, lambda: privacy.prove(1, OPEN_LOG, first_occupation()), long=True),
    Bug("ID numbers are kept unsealed", nullcontext, lambda: privacy.prove(1, UNSEALED, first_occupation()), long=True),
)
SHORT = LONG = len(BUGS)


def first_occupation() -> tuple[str, ...]:
    """One journey is enough to be caught."""
    return occupations()[:1]


def prove(tries: int) -> Account:
    """Plant, prove, and be glad of a failure; the first so many of the bugs."""
    missed: list[str] = []
    caught: list[str] = []
    for bug in BUGS[:tries]:
        with bug.plant():
            found = bug.check()
        (caught if found.failed else missed).append(f"{bug.name} ({found.rule})")
    return account(
        "R5", "planted bugs not caught", len(caught) + len(missed), "bugs", missed, "caught: " + "; ".join(caught)
    )
