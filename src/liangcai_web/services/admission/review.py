"""Review of an application: two different people, a third where they differ, back to the applicant for more.

In: a version, what a reviewer found in each condition. Out: rows of ``Review`` and facts; ``application_decided`` once
two agree. Follows: the examination workflow, step 4; the database keeps the reviewers of a version apart, and a verdict
only with two people.
"""

import hashlib
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.eligibility.application import Ruling
from liangcai.eligibility.check import Verdict
from liangcai.findings import Finding, Message, Reason, Result, Severity
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import ApplicationVersion, Request, Review
from liangcai_web.services.admission.applications import State, judge_version
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.payloads.applications import (
    ApplicationDecided,
    ApplicationReturned,
    ApplicationReviewed,
    ApplicationRuled,
)
from liangcai_web.services.turns import take_turn

Place = Review.Place
OPEN = (State.SUBMITTED, State.DISPUTED)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person found in a condition: met or not, why where the machine found otherwise or left it open."""

    clause: str
    met: bool
    text: str = ""


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer's word on an application: admitted or not, condition by condition, and in general."""

    admitted: bool
    judgements: tuple[Judgement, ...]
    text: str = ""


def newest_version(row: ApplicationRow) -> ApplicationVersion | None:
    """The version that stands, or None while nothing was handed in."""
    version = row.versions.order_by("-number").first()
    if version is not None:
        version.application = row
    return version


def list_reviews(version: ApplicationVersion) -> tuple[Review, ...]:
    """The reviews of a version, the first reviewer's first."""
    return tuple(version.reviews.select_related("reviewer").order_by("place"))


def read_opinion(review: Review) -> Opinion:
    """What a review says."""
    return msgspec.json.decode(review.findings, type=Opinion)


def follow_machine(verdict: Verdict) -> Opinion:
    """The opinion of somebody who finds what the machine found."""
    judgements = tuple(Judgement(clause=reason.clause, met=reason.met) for reason in verdict.reasons)
    return Opinion(admitted=verdict.status == "admitted", judgements=judgements)


def check_opinion(verdict: Verdict, opinion: Opinion) -> tuple[Finding, ...]:
    """What keeps an opinion from being signed: a reason that lacks, or a verdict that the conditions do not give."""
    found = {reason.clause: reason for reason in verdict.reasons}
    met = {judgement.clause: judgement.met for judgement in opinion.judgements}
    findings = [
        _say(f"review.text-{judgement.clause}", judgement.clause, *_WHY)
        for judgement in opinion.judgements
        if judgement.met != found[judgement.clause].met and not judgement.text.strip()
    ]
    heads = [clause for clause in found if "(" not in clause]
    ways = [clause for clause in found if "(" in clause]
    fits = all(met.get(clause) for clause in heads) and (any(met.get(clause) for clause in ways) or not ways)
    if opinion.admitted and not fits:
        findings.append(_say("review.admitted", "1.9.1", *_NOT_MET))
    if not opinion.admitted and fits:
        findings.append(_say("review.admitted", "1.9.1", *_ALL_MET))
    return tuple(findings)


_WHY = ("与系统的结论不同，请写明理由。", "This differs from what the system found: give the reason.")
_NOT_MET = (
    "没有一条条件符合（或总前提不符合），不能通过；请先在符合的条件上选“符合”并写明理由。",
    "No condition is met (or what heads the list is not), so nobody is admitted; mark what is met, and say why.",
)
_ALL_MET = (
    "所列条件已符合，不能判为不符合；请在不符合的条件上选“不符合”并写明理由。",
    "The conditions are met, so this is no refusal; mark the condition that is not met, and say why.",
)


def sign_review(
    row: ApplicationRow, opinion: Opinion, *, reviewer: AbstractBaseUser, version: int, now: datetime
) -> Result[Review | None]:
    """Put a reviewer's word on record; the second one decides where both agree, the third in any case."""
    with take_turn(row.batch.organisation):
        row.refresh_from_db(fields=["state"])
        standing = newest_version(row)
        problem = refuse_review(row, standing, reviewer, version)
        if problem or standing is None:
            return Result(None, (problem,) if problem else ())
        verdict = judge_version(standing)
        if verdict is None:
            return Result(None, (_say("review", "", *_ERASED),))
        findings = check_opinion(verdict, opinion)
        if findings:
            return Result(None, findings)
        before = list_reviews(standing)
        review = make_review(standing, Place(len(before) + 1), opinion, reviewer, now)
        review.save()
        facts = [reviewed_fact(row, review)]
        append_facts(row.batch.organisation, facts, now=now, actor=reviewer, batch=row.batch.uuid)
        _settle(row, standing, (*before, review), verdict, now)
    return Result(review)


def refuse_review(
    row: ApplicationRow, standing: ApplicationVersion | None, reviewer: AbstractBaseUser, version: int
) -> Finding | None:
    """Why this person may not review this version now, or None."""
    if standing is None or row.state not in OPEN or standing.number != version:
        return _say("review", "", *_NOT_OPEN)
    if standing.reviews.filter(reviewer_id=reviewer.pk).exists():
        return _say("review", "", *_SAME)
    return None


_NOT_OPEN = (
    "这份报名眼下不待审核，或者已有新的版本。请刷新页面。",
    "This application does not wait for a review now, or there is a newer version. Load the page again.",
)
_SAME = ("您已审核过这份报名，须由另一人审核。", "You have reviewed this application: another person has to.")
_ERASED = ("申请人的数据已删除。", "The applicant's data were erased.")


def _settle(
    row: ApplicationRow,
    version: ApplicationVersion,
    reviews: tuple[Review, ...],
    verdict: Verdict,
    now: datetime,
) -> None:
    """What follows from the reviews so far: wait, decide, or ask a third."""
    if len(reviews) < Place.SECOND:
        return
    last = reviews[-1]
    agreeing = next((one for one in reviews[:-1] if one.admitted == last.admitted), None)
    if agreeing is None:
        row.state = State.DISPUTED
    else:
        decided = make_decision(version, last, verdict)
        new = NewFact(kind="application_decided", payload=decided, subject=row.person.uuid if row.person else None)
        append_facts(
            row.batch.organisation,
            (new,),
            now=now,
            actor=last.reviewer,
            approver=agreeing.reviewer,
            batch=row.batch.uuid,
        )
        row.state = State.ADMITTED if last.admitted else State.REFUSED
    row.save(update_fields=["state"])


def make_decision(version: ApplicationVersion, review: Review, verdict: Verdict) -> ApplicationDecided:
    """The verdict as a fact: each condition as the reviewers found it, what lacks as the machine says it."""
    found = {judgement.clause: judgement for judgement in read_opinion(review).judgements}
    reasons = tuple(_say_reason(reason, found.get(reason.clause)) for reason in verdict.reasons)
    unmet = {reason.clause for reason in reasons if not reason.met}
    return ApplicationDecided(
        status="admitted" if review.admitted else "refused",
        reasons=reasons,
        missing=() if review.admitted else tuple(lack for lack in verdict.missing if lack.clause in unmet),
        earliest=verdict.earliest,
        version=version.number,
        sha256=version.sha256,
        how={Place.SECOND: "agreed", Place.THIRD: "settled"}.get(Place(review.place), "appeal"),  # type: ignore[arg-type]
    )


def _say_reason(reason: Reason, judgement: Judgement | None) -> Reason:
    if judgement is None or judgement.met == reason.met:
        return reason
    zh = f"经人工审核{'符合' if judgement.met else '不符合'} {reason.clause}。"
    en = f"By a person's decision {reason.clause} is {'' if judgement.met else 'not '}met."
    return msgspec.structs.replace(reason, met=judgement.met, message=Message(zh, en))


def return_application(
    row: ApplicationRow, text: str, *, reviewer: AbstractBaseUser, version: int, now: datetime
) -> Result[ApplicationVersion | None]:
    """Give an application back for more; whoever reads it says what is wanted."""
    with take_turn(row.batch.organisation):
        row.refresh_from_db(fields=["state"])
        standing = newest_version(row)
        if standing is None or row.state not in OPEN or standing.number != version:
            return Result(None, (_say("review", "", *_NOT_OPEN),))
        if not text.strip():
            return Result(None, (_say("review.text", "", "请写明要补什么。", "Say what is wanted."),))
        keep_request(standing, text, reviewer, now)
        row.state = State.RETURNED
        row.save(update_fields=["state"])
    return Result(standing)


def keep_request(version: ApplicationVersion, text: str, actor: AbstractBaseUser, now: datetime) -> None:
    """Keep what an applicant is asked for, and the fact that it was."""
    row = version.application
    Request.objects.create(version=version, text=text.strip()[:2000], at=now, by_id=actor.pk)
    said = ApplicationReturned(version=version.number, sha256=hash_text(text.strip()[:2000]))
    new = NewFact(kind="application_returned", payload=said, subject=row.person.uuid if row.person else None)
    append_facts(row.batch.organisation, (new,), now=now, actor=actor, batch=row.batch.uuid)


def rule_on(row: ApplicationRow, ruling: Ruling, *, actor: AbstractBaseUser, now: datetime) -> None:
    """Put a person's ruling on an occupation or a major on record; the verdict of the machine follows it."""
    new = NewFact(kind="application_ruled", payload=ApplicationRuled(ruling=ruling), subject=row.uuid)
    with take_turn(row.batch.organisation):
        append_facts(row.batch.organisation, (new,), now=now, actor=actor, batch=row.batch.uuid)
        standing = newest_version(row)
        verdict = judge_version(standing) if standing else None
        if verdict is not None:
            row.machine = verdict.status
            row.save(update_fields=["machine"])


def make_review(
    version: ApplicationVersion, place: Place, opinion: Opinion, reviewer: AbstractBaseUser, now: datetime
) -> Review:
    """A review, not yet kept."""
    words = msgspec.json.encode(opinion).decode()
    review = Review(version=version, place=place, admitted=opinion.admitted, findings=words, at=now)
    review.reviewer = reviewer  # type: ignore[assignment]
    return review


def reviewed_fact(row: ApplicationRow, review: Review) -> NewFact:
    """The fact that a review was signed."""
    said = ApplicationReviewed(
        version=review.version.number,
        place=review.place,
        admitted=review.admitted,
        sha256=hash_text(review.findings),
    )
    return NewFact(kind="application_reviewed", payload=said, subject=row.person.uuid if row.person else None)


def hash_text(text: str) -> str:
    """The SHA-256, in hex, of words that stand in an erasable table."""
    return hashlib.sha256(text.encode()).hexdigest()


def _say(field: str, clause: str, zh: str, en: str) -> Finding:
    return Finding(rule=field, severity=Severity.ERROR, message=Message(zh, en), clause=clause)
