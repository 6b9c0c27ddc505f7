"""Appeal against a refusal: filed by the applicant, decided by somebody who took no part.

In: an application, the applicant's words; later an opinion. Out: rows and facts. Follows: the examination workflow; the
place of the appeal stands beside those of the reviewers, whom the database keeps apart.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.fields import open_text, seal_text
from liangcai_web.records.applications import Appeal, ApplicationVersion, Review
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.facts import Fact
from liangcai_web.services.admission.applications import State, judge_version
from liangcai_web.services.admission.review import (
    Opinion,
    Place,
    check_opinion,
    hash_text,
    make_decision,
    make_review,
    newest_version,
    reviewed_fact,
)
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.payloads.applications import AppealFiled
from liangcai_web.services.people import field_keys
from liangcai_web.services.turns import take_turn

LONGEST = 2000


def file_appeal(row: ApplicationRow, text: str, *, now: datetime) -> Result[Appeal | None]:
    """Keep what an applicant says against a refusal; once a version."""
    words = text.strip()[:LONGEST]
    if not words:
        return Result(None, (_say("appeal.text", "请写明申诉的理由。", "Say on what grounds."),))
    with take_turn(row.batch.organisation):
        row.refresh_from_db(fields=["state"])
        version = newest_version(row)
        if version is None or row.state != State.REFUSED or hasattr(version, "appeal"):
            return Result(None, (_say("appeal", "这份报名眼下不能申诉。", "No appeal can be made here now."),))
        sealed = seal_text(field_keys(), words, f"appeal:{row.uuid}:{version.number}")
        appeal = Appeal.objects.create(version=version, sealed=sealed, filed_at=now)
        said = AppealFiled(version=version.number, sha256=hash_text(words))
        new = NewFact(kind="appeal_filed", payload=said, subject=row.person.uuid if row.person else None)
        append_facts(row.batch.organisation, (new,), now=now, batch=row.batch.uuid)
        row.state = State.APPEALED
        row.save(update_fields=["state"])
    return Result(appeal)


def read_appeal(version: ApplicationVersion) -> tuple[Appeal, str] | None:
    """The appeal against the decision on a version with the applicant's words, or None."""
    appeal = Appeal.objects.filter(version=version).first()
    if appeal is None:
        return None
    place = f"appeal:{version.application.uuid}:{version.number}"
    return appeal, open_text(field_keys(), appeal.sealed, place) if appeal.sealed else ""


def took_part(row: ApplicationRow, user: AbstractBaseUser) -> bool:
    """Whether somebody reviewed, entered, gave back or ruled on any version of an application."""
    of_row = {"version__application": row}
    ruled = Fact.objects.filter(batch=row.batch.uuid, kind="application_ruled", subject=row.uuid, actor_id=user.pk)
    return (
        Review.objects.filter(**of_row, reviewer_id=user.pk).exists()
        or row.versions.filter(by_id=user.pk).exists()
        or row.versions.filter(requests__by_id=user.pk).exists()
        or ruled.exists()
    )


def decide_appeal(
    row: ApplicationRow, opinion: Opinion, *, reviewer: AbstractBaseUser, now: datetime
) -> Result[Review | None]:
    """Decide an appeal; the outcome stands for the decision before it."""
    with take_turn(row.batch.organisation):
        row.refresh_from_db(fields=["state"])
        version = newest_version(row)
        if version is None or row.state != State.APPEALED:
            return Result(None, (_say("review", "没有待处理的申诉。", "No appeal waits here."),))
        if took_part(row, reviewer):
            zh, en = (
                "您参与过这份报名的审核，申诉须由未参与的人处理。",
                "You took part in this application: another decides.",
            )
            return Result(None, (_say("review", zh, en),))
        verdict = judge_version(version)
        if verdict is None:
            return Result(None, (_say("review", "申请人的数据已删除。", "The applicant's data were erased."),))
        findings = check_opinion(verdict, opinion)
        findings += () if opinion.text.strip() else (_say("review.text", "请写明理由。", "Give the reason."),)
        if findings:
            return Result(None, findings)
        review = make_review(version, Place.APPEAL, opinion, reviewer, now)
        review.save()
        decided = make_decision(version, review, verdict)
        person = row.person.uuid if row.person else None
        facts = (reviewed_fact(row, review), NewFact(kind="appeal_decided", payload=decided, subject=person))
        append_facts(row.batch.organisation, facts, now=now, actor=reviewer, batch=row.batch.uuid)
        row.state = State.ADMITTED if opinion.admitted else State.REFUSED
        row.save(update_fields=["state"])
    return Result(review)


def _say(field: str, zh: str, en: str) -> Finding:
    return Finding(rule=field, severity=Severity.ERROR, message=Message(zh, en))
