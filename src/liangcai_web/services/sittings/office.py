"""The sitting as the exam office runs it: opened by two people, watched seat by seat, closed when time is over.

In: a batch. Out: the fact that opens it, the state of each seat from the journal. Follows: reliability rules 5 and 9:
only the server's clock counts; two different people open the papers.
"""

from datetime import datetime
from typing import Literal

import msgspec
from django.core.paginator import Page

from liangcai.delivery.attempt import AttemptState
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.accounts.officer_keys import Hand
from liangcai_web.services.facts import append_fact, last_fact
from liangcai_web.services.paging import page_of
from liangcai_web.services.papers.making import kept_hash, load_forms
from liangcai_web.services.papers.seals import find_seal, recover_key, release_key
from liangcai_web.services.payloads.base import SittingOpened
from liangcai_web.services.sittings.access import Signs, find_access
from liangcai_web.services.sittings.disk import check_room, reserve_room
from liangcai_web.services.sittings.journal import read_attempt, read_frame
from liangcai_web.services.sittings.visits import read_signs
from liangcai_web.services.turns import take_turn

SeatStanding = Literal["absent", "working", "handed_in", "closed"]
SEATS = 60


class SeatState(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate's seat as the journal has it; ``late`` counts answers that came after the end."""

    candidate: Candidate
    standing: SeatStanding
    answered: int
    questions: int
    late: int
    ends: datetime | None
    signs: Signs | None = None


def open_sitting(
    batch: Batch, *, hands: tuple[Hand, Hand], now: datetime, rooms_start: bool = True
) -> Result[Fact | None]:
    """Unseal the papers by two people, once, when all is ready; watched rooms wait for their start."""
    first, second = hands
    with take_turn(batch.organisation):
        finding, seal = check_opening(batch, now), find_seal(batch)
        if finding or seal is None:
            return Result(None, (finding,) if finding else ())
        key = recover_key(seal, hands)
        if key.value is None:
            return Result(None, key.findings)
        release_key(seal, key.value)
        forms_sha256 = kept_hash(batch.uuid, "forms_assembled") or ""
        opened = SittingOpened(forms_sha256=forms_sha256, rooms_start=rooms_start)
        fact = append_fact(
            batch.organisation,
            "sitting_opened",
            opened,
            now=now,
            actor=first.user,
            approver=second.user,
            batch=batch.uuid,
        )
    reserve_room(batch, now)
    return Result(fact)


def check_opening(batch: Batch, now: datetime) -> Finding | None:
    """What keeps a sitting from being opened, or None."""
    if read_opening(batch) is not None:
        return refuse("试卷已经启封。", "The papers have been opened already.")
    if kept_hash(batch.uuid, "forms_assembled") is None:
        return refuse("还没有试卷，请先组卷。", "There are no papers yet: assemble them first.")
    if not batch.candidates.exists():
        return refuse("还没有编排考场，无人可考。", "Nobody has a seat yet: plan rooms and staff first.")
    return check_room(batch, now)


def read_opening(batch: Batch) -> Fact | None:
    """The fact that opened the papers, or None while they are sealed."""
    return last_fact(batch.uuid, "sitting_opened")


def refuse(zh: str, en: str) -> Finding:
    """A sitting that can't be opened."""
    return Finding(rule="sitting.office", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.3")


def page_seats(batch: Batch, number: str | None) -> "Page[SeatState]":
    """The seats by room and number, each with its state from the journal."""
    forms = load_forms(batch)
    counts = {form.id: len(form.questions) for form in forms.forms} if forms else {}
    rows = batch.candidates.exclude(room="").select_related("person").order_by("starts_at", "room", "seat", "serial")
    page = page_of(rows, number, SEATS)
    watched = find_access(batch) is not None
    page.object_list = [describe_seat(row, counts.get(row.form, 0), watched=watched) for row in page.object_list]
    return page


def describe_seat(candidate: Candidate, questions: int, *, watched: bool = False) -> SeatState:
    """One seat, its attempt folded from the journal; with the signs of its browser where there are rules of entry."""
    state = read_attempt(str(candidate.uuid))
    return SeatState(
        candidate=candidate,
        standing=find_standing(state),
        answered=sum(bool(answer.response) for answer in state.answers),
        questions=questions,
        late=len(state.late),
        ends=state.ends,
        signs=read_signs(str(candidate.uuid)) if watched else None,
    )


def find_standing(state: AttemptState) -> SeatStanding:
    """Where an attempt stands."""
    if state.started is None:
        return "absent"
    if state.handed_in is not None:
        return "handed_in"
    return "closed" if state.closed is not None else "working"


def count_standings(batch: Batch) -> dict[SeatStanding, int]:
    """How many seats stand where, without their answers."""
    counts: dict[SeatStanding, int] = {"absent": 0, "working": 0, "handed_in": 0, "closed": 0}
    for uuid in batch.candidates.exclude(room="").values_list("uuid", flat=True):
        counts[find_standing(read_frame(str(uuid)))] += 1
    return counts
