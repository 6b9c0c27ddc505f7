"""What a candidate may say against a result: a review, an objection, a word on a charge, an appeal.

In: a candidate, what was typed. Out: what the result page shows of it; petitions. Follows: terms from the rule packs;
what was typed stays where it is refused.
"""

from collections.abc import Callable
from datetime import date, datetime

import msgspec
from django.http import HttpRequest

from liangcai.award.misconduct import Measure
from liangcai.delivery.pack import Irregularity
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Candidate
from liangcai_web.records.petitions import Petition
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import newest_fact
from liangcai_web.services.packs import misconduct_pack, sitting_pack
from liangcai_web.services.results.misconduct import file_appeal, hear_candidate
from liangcai_web.services.results.petitions import (
    Kind,
    Said,
    file_objection,
    file_review,
    list_own,
    read_words,
    review_until,
)
from liangcai_web.services.results.postings import read_posting
from liangcai_web.services.results.score_reviews import read_outcome
from liangcai_web.services.standing.awards import newest_award, read_decision
from liangcai_web.services.standing.cases import Case, own_cases

LONGEST = 2000


class OwnPetition(msgspec.Struct, frozen=True, kw_only=True):
    """What a candidate said, and how it was settled."""

    row: Petition
    said: Said
    reason: str


class OwnCase(msgspec.Struct, frozen=True, kw_only=True):
    """A charge as the candidate is told of it, and what may be said to it now."""

    case: Case
    rule: Irregularity | None
    measure: Measure | None
    may_speak: bool
    may_appeal: bool


class Say(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said now, and until when: parts to be reviewed, an objection, cases; what was said before."""

    parts: tuple[str, ...] = ()
    review_until: date | None = None
    objection_until: date | None = None
    cases: tuple[OwnCase, ...] = ()
    own: tuple[OwnPetition, ...] = ()


def list_says(candidate: Candidate, now: datetime, *, decided: bool) -> Say:
    """What a candidate may say on a day; nothing before a decision or a charge, which is asked with one question."""
    if not decided and newest_fact(candidate.uuid, "misconduct_opened") is None:
        return Say()
    today, award = local_day(now), newest_award(candidate.uuid)
    posting = read_posting(candidate.batch) if award else None
    until = review_until(candidate.batch, local_day(award.at)) if award else None
    outcomes = read_decision(award).outcomes if award and until and today <= until else ()
    rows = list_own(candidate)
    open_parts = {row.part for row in rows if row.kind == Kind.REVIEW and row.settled_at is None}
    return Say(
        parts=tuple(one.kind for one in outcomes if one.points is not None and one.kind not in open_parts),
        review_until=until,
        objection_until=posting.until if posting and posting.runs(today) else None,
        cases=tuple(describe_case(one, rows, today) for one in own_cases(candidate)),
        own=tuple(OwnPetition(row=row, said=read_words(row), reason=read_reason(row)) for row in rows),
    )


def read_reason(row: Petition) -> str:
    """Why it was settled so, or nothing yet."""
    return read_outcome(row)[0] if row.settled_at else ""


def describe_case(case: Case, rows: tuple[Petition, ...], today: date) -> OwnCase:
    """A charge and what may be said to it."""
    decided = case.decided
    appealed = any(row.kind == Kind.APPEAL and str(row.case) == case.said.case for row in rows)
    in_time = decided is not None and case.lifted is None and today <= decided.appeal_until
    return OwnCase(
        case=case,
        rule=sitting_pack().irregularity(case.said.code),
        measure=misconduct_pack().measure(decided.measure) if decided else None,
        may_speak=decided is None,
        may_appeal=in_time and not appealed,
    )


def file_word(request: HttpRequest, candidate: Candidate, now: datetime) -> Result[Petition | None]:
    """Keep what a candidate typed, under the kind that the form names."""
    text = request.POST.get("text", "")[: LONGEST + 1]
    named = {case.said.case: case for case in own_cases(candidate)}
    case = named.get(request.POST.get("case", ""))
    kinds: dict[str, Callable[[], Result[Petition | None]]] = {
        Kind.REVIEW: lambda: file_review(candidate, request.POST.get("part", ""), text, now=now),
        Kind.OBJECTION: lambda: file_objection(candidate.batch, Said(text=text), now=now, candidate=candidate),
    }
    if case is not None:
        kinds |= {
            Kind.HEARING: lambda: hear_candidate(case, text, now=now),
            Kind.APPEAL: lambda: file_appeal(case, text, now=now),
        }
    kept = kinds.get(request.POST.get("kind", ""))
    if kept is None:
        message = Message("请从本页的表格提出。", "Please use the forms of this page.")
        return Result(None, (Finding(rule="petition.kind", severity=Severity.ERROR, message=message),))
    return kept()
