"""What people say against a result: objections to a posting, requests for a review, words on a charge, appeals.

In: a batch, a candidate or anybody, their words. Out: rows of ``Petition`` with sealed words; facts with the hash of
them; petitions settled by two. Follows: the workflow, steps 16 and 17; terms in working days from the rule packs; what
is said is personal and stays out of the facts.
"""

import hashlib
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.fields import open_text, seal_text
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.petitions import Petition
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import misconduct_pack, workflow_pack
from liangcai_web.services.payloads.results import PetitionFiled, PetitionSettled
from liangcai_web.services.people import field_keys
from liangcai_web.services.results.postings import read_posting
from liangcai_web.services.standing.awards import newest_award, read_decision
from liangcai_web.services.turns import take_turn

Kind = Petition.Kind
Outcome = Literal["upheld", "changed", "dismissed"]
LONGEST, LONGEST_NAME = 2000, 80


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Who says it, how they can be reached, and what they say; the first two are blank where a candidate says it."""

    text: str
    name: str = ""
    contact: str = ""


def file_objection(
    batch: Batch, said: Said, *, now: datetime, candidate: Candidate | None = None
) -> Result[Petition | None]:
    """An objection to the posting, by a candidate or by anybody who gives a name, while it stands posted."""
    posting = read_posting(batch)
    if posting is None or not posting.runs(local_day(now)):
        until = f"{posting.until}" if posting else "—"
        zh, en = f"公示期已过或尚未公示（截止 {until}）。", f"The posting is over, or not made yet (until {until})."
        return Result(None, (say("objection.text", zh, en, *AFTER),))
    if candidate is None and not (said.name.strip() and said.contact.strip()):
        zh, en = "请写明姓名和联系方式。", "Give your name and how you can be reached."
        return Result(None, (say("objection.name", zh, en, "匿名的异议无法答复。", "Nobody can answer without it."),))
    return keep_petition(batch, Kind.OBJECTION, said, now=now, candidate=candidate)


def file_review(candidate: Candidate, part: str, text: str, *, now: datetime) -> Result[Petition | None]:
    """A candidate asks for a review of the mark of a part, within the term, once at a time."""
    batch, award = candidate.batch, newest_award(candidate.uuid)
    marks = {one.kind: one.points for one in read_decision(award).outcomes} if award else {}
    if marks.get(part) is None:  # type: ignore[call-overload]
        zh, en = "这一部分没有可以复核的成绩。", "That part has no mark that could be reviewed."
        return Result(None, (say("review.part", zh, en, "请选有成绩的部分。", "Choose a part that has a mark."),))
    until = review_until(batch, local_day(award.at) if award else local_day(now))
    if local_day(now) > until:
        zh, en = f"申请成绩复核的期限到 {until} 为止。", f"A review could be asked for until {until}."
        return Result(None, (say("review.text", zh, en, *AFTER),))
    with take_turn(batch.organisation):
        if Petition.objects.filter(candidate=candidate, kind=Kind.REVIEW, part=part, settled_at=None).exists():
            zh, en = "这一部分的复核正在办理。", "A review of that part is under way."
            return Result(None, (say("review.part", zh, en, "请等候结果。", "Please wait for it."),))
        return keep_petition(batch, Kind.REVIEW, Said(text=text), now=now, candidate=candidate, part=part)


def review_until(batch: Batch, decided: date) -> date:
    """Until when a review may be asked for: so many working days after the posting, or the decision before it."""
    posting = read_posting(batch)
    begin = max(decided, posting.day) if posting else decided
    return workflow_pack().calendar.shift(begin, misconduct_pack().review_workdays)


def keep_petition(
    batch: Batch,
    kind: str,
    said: Said,
    *,
    now: datetime,
    candidate: Candidate | None = None,
    part: str = "",
    case: UUID | None = None,
) -> Result[Petition | None]:
    """Keep what somebody says, with the fact of it."""
    words = msgspec.structs.replace(
        said,
        text=said.text.strip()[:LONGEST],
        name=said.name.strip()[:LONGEST_NAME],
        contact=said.contact.strip()[:LONGEST_NAME],
    )
    if not words.text:
        return Result(None, (say(f"{kind}.text", "请写明理由。", "Say on what grounds.", *_WRITE),))
    text = msgspec.json.encode(words).decode()
    with take_turn(batch.organisation):
        row = Petition(batch=batch, candidate=candidate, kind=kind, part=part, case=case, filed_at=now)
        row.sealed = seal_text(field_keys(), text, f"petition:{row.uuid}")
        row.save()
        filed = PetitionFiled(petition=str(row.uuid), kind=kind, part=part, sha256=hash_words(text))
        subject = candidate.uuid if candidate else None
        append_fact(batch.organisation, "petition_filed", filed, now=now, batch=batch.uuid, subject=subject)
    return Result(row)


def read_words(row: Petition) -> Said:
    """What was said; blank once it was erased."""
    if not row.sealed:
        return Said(text="")
    return msgspec.json.decode(open_text(field_keys(), row.sealed, f"petition:{row.uuid}"), type=Said)


def hash_words(text: str) -> str:
    """The hash by which a fact names words."""
    return hashlib.sha256(text.encode()).hexdigest()


def find_petition(batch: Batch, uuid: UUID) -> Petition | None:
    """A petition of this batch, or None."""
    return (
        batch.petitions.select_related("candidate__person", "candidate__batch__organisation").filter(uuid=uuid).first()
    )


def list_petitions(batch: Batch) -> tuple[Petition, ...]:
    """Everything that was said about a batch, what waits first."""
    rows = batch.petitions.exclude(kind=Kind.HEARING).select_related("candidate__person", "handler", "approver")
    return tuple(sorted(rows, key=lambda row: (row.settled_at is not None, row.filed_at)))


def list_own(candidate: Candidate) -> tuple[Petition, ...]:
    """What a candidate has said, in order."""
    return tuple(candidate.petitions.order_by("pk"))


def list_open(batch: Batch) -> tuple[int, ...]:
    """The rows of the candidates of a batch for whom something waits to be settled."""
    waiting = batch.petitions.exclude(kind=Kind.HEARING).filter(settled_at=None, candidate__isnull=False)
    return tuple(waiting.values_list("candidate", flat=True).distinct())


def settle_objection(
    row: Petition, outcome: Outcome, reason: str, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Petition | None]:
    """Answer an objection with a reason, by two people; what follows from it is done by its own means."""
    if row.kind != Kind.OBJECTION:
        zh, en = "这不是公示异议。", "This is no objection to a posting."
        return Result(None, (say("petition.kind", zh, en, *OTHER_KIND),))
    with take_turn(row.batch.organisation):
        refused = check_settling(row, reason)
        if refused is not None:
            return Result(None, (refused,))
        settle(row, outcome, reason, actor=actor, approver=approver, now=now)
    return Result(row)


def check_settling(row: Petition, reason: str) -> Finding | None:
    """Why a petition can't be settled, or None."""
    row.refresh_from_db(fields=["settled_at"])
    if row.settled_at is not None:
        return say("petition.settled", "已经办结。", "It is settled already.", "无须再办。", "Nothing is left to do.")
    if not reason.strip():
        return say("petition.reason", "没有写明理由。", "The reason is not stated.", *_WRITE)
    return None


def settle(
    row: Petition,
    outcome: Outcome,
    reason: str,
    *,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
    now: datetime,
    evidence: str = "",
) -> None:
    """The row and the fact of a petition that two people settle."""
    row.settled_at, row.outcome = now, outcome
    row.handler_id, row.approver_id = actor.pk, approver.pk
    row.save(update_fields=["settled_at", "outcome", "handler", "approver"])
    said = PetitionSettled(
        petition=str(row.uuid), kind=row.kind, outcome=outcome, reason=reason.strip(), evidence=evidence
    )
    append_fact(
        row.batch.organisation,
        "petition_settled",
        said,
        now=now,
        actor=actor,
        approver=approver,
        batch=row.batch.uuid,
        subject=row.candidate.uuid if row.candidate else None,
    )


_WRITE = ("写明事实和依据。", "State facts and grounds.")
OTHER_KIND = ("请用相应的办理页面。", "Settle it on the page of its kind.")
AFTER = ("期限过后可向主管部门申诉。", "After the term, turn to the authority.")


def say(rule: str, zh: str, en: str, how_zh: str, how_en: str) -> Finding:
    """Why something is not taken."""
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=Message(zh, en),
        remedy=Message(how_zh, how_en),
        clause="1.9.2",
    )
