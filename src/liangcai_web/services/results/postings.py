"""Posting the results (公示): the masked list of those who passed, for so many working days, before anything is final.

In: a batch, two officers, the moment. Out: the fact ``results_posted`` with the hash of the list; the list. Follows:
the workflow, step 16; the rule pack says how long; a posting noted by hand counts as well. Nobody is named in full.
"""

import hashlib
from datetime import date, datetime
from decimal import Decimal

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.workflow.posting import POSTING, check_after, last_day
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact, last_fact, read_facts, read_payload
from liangcai_web.services.packs import workflow_pack
from liangcai_web.services.payloads.results import ResultsPosted
from liangcai_web.services.payloads.workflow import StepNoted
from liangcai_web.services.standing.awards import read_decisions
from liangcai_web.services.turns import take_turn

TAIL = 4


class PostedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One who passed, as the public may see it: the end of the ticket number, the masked name, the marks."""

    ticket: str
    name: str
    points: tuple[tuple[str, Decimal], ...]


class PostedList(msgspec.Struct, frozen=True, kw_only=True):
    """The list: whose examination, and everyone who passed, by ticket number."""

    batch: str
    title: str
    level: str
    direction: str
    rows: tuple[PostedRow, ...]

    @property
    def sha256(self) -> str:
        """The hash of all of it: what was posted can be told from what stands now."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


class Posting(msgspec.Struct, frozen=True, kw_only=True):
    """The posting that counts: its days, the fact, and the hash of the list (blank where it was noted by hand)."""

    day: date
    until: date
    sha256: str
    fact: Fact

    def runs(self, today: date) -> bool:
        """Whether objections are still heard."""
        return self.day <= today <= self.until


def read_posting(batch: Batch) -> Posting | None:
    """The newest posting of a batch, or None."""
    posted = last_fact(batch.uuid, "results_posted")
    noted = [fact for fact in read_facts(batch.uuid, "step_noted") if read_payload(fact, StepNoted).step == POSTING]
    by_hand = noted[-1] if noted else None
    if by_hand is not None and (posted is None or by_hand.position > posted.position):
        day = read_payload(by_hand, StepNoted).day
        return Posting(day=day, until=last_day(workflow_pack(), day), sha256="", fact=by_hand)
    if posted is None:
        return None
    said = read_payload(posted, ResultsPosted)
    return Posting(day=said.day, until=said.until, sha256=said.sha256, fact=posted)


def list_passed(batch: Batch) -> PostedList:
    """The list as it stands now."""
    decisions = read_decisions(batch)
    rows = [
        PostedRow(
            ticket=f"…{candidate.ticket_number[-TAIL:]}",
            name=mask(candidate.person.name),
            points=tuple((one.name, one.points) for one in decision.outcomes if one.points is not None),
        )
        for candidate in batch.candidates.select_related("person").order_by("serial")
        if (decision := decisions.get(candidate.uuid)) is not None and decision.passed
    ]
    return PostedList(
        batch=str(batch.uuid), title=batch.title, level=batch.level, direction=batch.direction, rows=tuple(rows)
    )


def mask(name: str) -> str:
    """A name as a posting shows it: first and last character, of two the first only."""
    hidden = "＊" * max(1, len(name) - 2)
    return f"{name[:1]}{hidden}{name[-1] if len(name) > 2 else ''}"


def post_results(
    batch: Batch, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """Post the list, by two people; refused while somebody is not decided on, or while the same list stands posted."""
    with take_turn(batch.organisation):
        posted = list_passed(batch)
        refused = check_posting(batch, posted)
        if refused is not None:
            return Result(None, (refused,))
        day = local_day(now)
        said = ResultsPosted(
            day=day,
            until=last_day(workflow_pack(), day),
            passed=len(posted.rows),
            sha256=posted.sha256,
            pack_id=workflow_pack().id,
        )
        fact = append_fact(
            batch.organisation, "results_posted", said, now=now, actor=actor, approver=approver, batch=batch.uuid
        )
    return Result(fact)


def check_posting(batch: Batch, posted: PostedList) -> Finding | None:
    """Why the list can't be posted now, or None."""
    lacking = batch.candidates.count() - len(read_decisions(batch))
    if lacking or not batch.candidates.exists():
        how = Message("评定全部考生以后再公示。", "Post once everyone is decided on.")
        return _say("undecided", f"还有 {lacking} 人没有评定。", f"{lacking} candidates are not decided on.", how)
    before = read_posting(batch)
    if before is not None and before.sha256 == posted.sha256:
        how = Message("名单变动后可再次公示。", "It can be posted again when the list has changed.")
        return _say(
            "again", f"同一名单已公示到 {before.until}。", f"The same list is posted until {before.until}.", how
        )
    return None


def check_issuing(batch: Batch, now: datetime) -> tuple[Finding, ...]:
    """What the posting has against issuing certificates now."""
    posting = read_posting(batch)
    return check_after(workflow_pack(), "certificates", posting.until if posting else None, local_day(now))


def _say(rule: str, zh: str, en: str, how: Message) -> Finding:
    return Finding(rule=f"posting.{rule}", severity=Severity.ERROR, message=Message(zh, en), remedy=how, clause="1.9.2")
