"""Take an emergency file into the journal: each event once, marked as imported.

In: the bytes of a file, the organisation, who acts. Out: what was new and what came late, and the fact of it.
Follows: store first, judge later; idempotent by the ids that the page made; late events count only by two people.
"""

import hashlib
from datetime import datetime
from typing import NamedTuple

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.assembly.model import hash_form, name_paper
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.journal.model import ANSWERED, NewEvent, StoredEvent
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.base import AnswersImported
from liangcai_web.services.sittings.answers import SentEvent, build_event, flag_doubts, is_closed
from liangcai_web.services.sittings.attempts import load_paper
from liangcai_web.services.sittings.journal import BEFORE_OPENING, IMPORTED, open_journal, read_frame
from liangcai_web.services.sittings.rescue import Given, RescuedPaper, read_rescued
from liangcai_web.services.sittings.seated import find_candidate

GROUP = 500


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What a file brought: events in it, those that were new, and how many of these do not count as they are."""

    candidate: Candidate
    made: datetime
    events: int
    fresh: int
    doubtful: int


class Source(NamedTuple):
    """A file, and who brings it."""

    data: bytes
    name: str
    actor: AbstractBaseUser | None = None


def import_file(source: Source, organisation: Organisation | None, now: datetime) -> Result[Imported | None]:
    """Store what a file holds; a second time changes nothing. ``organisation`` None: any of this installation."""
    read = read_rescued(source.data, source.name)
    if read.value is None:
        return Result(None, read.findings)
    candidate = find_candidate(read.value.attempt)
    if candidate is None or (organisation is not None and candidate.batch.organisation_id != organisation.pk):
        zh, en = "这里没有这位考生。", "There is no such candidate here."
        return Result(None, (_refuse(source.name, "candidate", zh, en),))
    if candidate.ticket_number != read.value.ticket or read.value.form not in _papers_of(candidate):
        zh, en = "文件属于另一份试卷。", "The file belongs to another paper."
        return Result(None, (_refuse(source.name, "paper", zh, en),))
    imported = _store(candidate, read.value, now)
    _state_import(imported, source, now)
    return Result(imported)


def _papers_of(candidate: Candidate) -> set[str]:
    """The name of the paper that the candidate opened or, where this server does not know of it, would open."""
    opened = open_journal().read(str(candidate.uuid), ("opened",))
    if opened:
        return {name_paper(str(event.payload.get("form_sha256", ""))) for event in opened}
    paper = load_paper(candidate)
    return {name_paper(hash_form(paper.form))} if paper else set()


def _store(candidate: Candidate, paper: RescuedPaper, now: datetime) -> Imported:
    attempt, journal = str(candidate.uuid), open_journal()
    frame = read_frame(attempt)
    flags = (IMPORTED, *flag_doubts(frame, "running", is_closed(frame, now)))
    pending = [build_event(event, flags) for event in paper.events]
    standing = _list_standing(paper, pending, journal.read(attempt, (ANSWERED,)), flags)
    events = [*pending, *standing]
    groups = (events[start : start + GROUP] for start in range(0, len(events), GROUP))
    fresh = sum(not ack.again for group in groups for ack in journal.append(attempt, group, now).result().acks)
    return Imported(
        candidate=candidate,
        made=paper.made,
        events=len(events),
        fresh=fresh,
        doubtful=fresh if {"late", BEFORE_OPENING}.intersection(flags) else 0,
    )


def _list_standing(
    paper: RescuedPaper, pending: list[NewEvent], stored: tuple[StoredEvent, ...], flags: tuple[str, ...]
) -> list[NewEvent]:
    """Answers that the page had sent, and that this server does not have: they get an id from what they say."""
    known = {(event.item, event.sequence) for event in stored}
    known |= {(event.item, event.sequence) for event in pending if event.kind == ANSWERED}
    missing = [(item, given) for item, given in paper.answers.items() if (item, given.sequence) not in known]
    return [build_event(_name_event(item, given), flags) for item, given in missing]


def _name_event(item: str, given: Given) -> SentEvent:
    digest = hashlib.sha256(msgspec.json.encode((item, given.sequence, given.response))).hexdigest()[:32]
    return SentEvent(id=f"file-{digest}", item=item, sequence=given.sequence, response=given.response)


def _state_import(imported: Imported, source: Source, now: datetime) -> None:
    """One fact a file; a file that is taken in again is no news."""
    candidate, sha256 = imported.candidate, hashlib.sha256(source.data).hexdigest()
    known = Fact.objects.filter(kind="answers_imported", subject=candidate.uuid, payload__contains=sha256)
    if imported.fresh or not known.exists():
        payload = AnswersImported(
            sha256=sha256, events=imported.events, fresh=imported.fresh, doubtful=imported.doubtful
        )
        append_fact(
            candidate.batch.organisation,
            "answers_imported",
            payload,
            now=now,
            actor=source.actor,
            batch=candidate.batch.uuid,
            subject=candidate.uuid,
        )


def _refuse(name: str, rule: str, zh: str, en: str) -> Finding:
    remedy = Message("请核对文件与本批次。", "Compare the file with this batch.")
    return Finding(
        rule=f"sitting.file.{rule}", severity=Severity.ERROR, message=Message(zh, en), remedy=remedy, document=name
    )
