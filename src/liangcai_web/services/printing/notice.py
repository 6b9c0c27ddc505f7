"""The notice to an applicant: the outcome with each clause, what lacks, from when, and what may be done.

In: an application that was decided or returned. Out: a sheet and its PDF. Follows: clause 1.9.1; reviewers are not
named to the applicant, their reasons are.
"""

import hashlib
from datetime import datetime

import msgspec

from liangcai.findings import Message, Result
from liangcai_host.typesetting.notice_sheets import Lack, NoticeSheet
from liangcai_host.typesetting.typeset import typeset_notice
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import ApplicationVersion
from liangcai_web.records.facts import Fact
from liangcai_web.services.admission.applications import State
from liangcai_web.services.admission.history import list_requests
from liangcai_web.services.admission.review import list_reviews, newest_version, read_opinion
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import read_payload
from liangcai_web.services.payloads.applications import ApplicationDecided
from liangcai_web.services.printing.documents import describe_exam

KINDS = ("application_decided", "appeal_decided")
OUTCOMES = {
    State.ADMITTED: Message("符合申报条件", "Admitted"),
    State.REFUSED: Message("不符合申报条件", "Not admitted"),
    State.APPEALED: Message("不符合申报条件（申诉中）", "Not admitted (an appeal waits)"),
    State.RETURNED: Message("退回补正", "Returned for more"),
}
HOWS = {
    "agreed": Message("经两人审核，结论一致。", "Reviewed by two people who agree."),
    "settled": Message("两人意见不一，由第三人裁定。", "Two people differed and a third has settled it."),
    "appeal": Message("经未参与审核的人处理申诉。", "Decided on appeal by somebody who took no part."),
}
RETURNED = Message(
    "请补正后重新提交，原有内容已保留。", "Please complete it and hand it in again; what you typed is kept."
)
APPEAL = Message(
    "对结论有异议的，可凭报名号和查询码在网上提出申诉，由未参与审核的人处理。",
    "You may appeal on the site with your number and code; somebody who took no part decides.",
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What an applicant is told of the version that stands."""

    decided: ApplicationDecided | None
    at: datetime | None
    words: tuple[tuple[str, str], ...]
    asked: str


def read_told(row: ApplicationRow, version: ApplicationVersion) -> Told:
    """The newest decision on a version with the reviewers' reasons, or what is wanted."""
    people = [row.person.uuid] if row.person else []
    facts = Fact.objects.filter(batch=row.batch.uuid, kind__in=KINDS, subject__in=people).order_by("-position")
    found = next(((fact, said) for fact in facts if _of(said := read_payload(fact, ApplicationDecided), version)), None)
    stands = row.state in (State.ADMITTED, State.REFUSED, State.APPEALED)
    requests = list_requests(row) if row.state == State.RETURNED else ()
    return Told(
        decided=found[1] if found and stands else None,
        at=found[0].at if found and stands else (requests[0].at if requests else None),
        words=tuple(list_words(version)) if found and stands else (),
        asked=requests[0].text if requests else "",
    )


def _of(decided: ApplicationDecided, version: ApplicationVersion) -> bool:
    return decided.sha256 == version.sha256


def list_words(version: ApplicationVersion) -> list[tuple[str, str]]:
    """The reasons that the last reviewer gave, by clause; those in general under no clause."""
    reviews = list_reviews(version)
    opinion = read_opinion(reviews[-1]) if reviews else None
    if opinion is None:
        return []
    words = [(one.clause, one.text) for one in opinion.judgements if one.text]
    return [*words, *([("", opinion.text)] if opinion.text else [])]


def print_notice(row: ApplicationRow) -> Result[bytes | None] | None:
    """The notice as PDF, or why it can't be printed; None while there is nothing to tell."""
    version = newest_version(row)
    if version is None or row.person is None or row.state not in OUTCOMES:
        return None
    told = read_told(row, version)
    if told.at is None:
        return None
    return typeset_notice(build_notice(row, version, told))


def build_notice(row: ApplicationRow, version: ApplicationVersion, told: Told) -> NoticeSheet:
    """The notice as a sheet."""
    decided, person = told.decided, row.person
    return NoticeSheet(
        exam=describe_exam(row.batch),
        version=hashlib.sha256(f"{version.sha256} {row.state}".encode()).hexdigest(),
        made=local_day(told.at) if told.at else local_day(version.at),
        number=row.number,
        name=person.name if person else "",
        id_masked=person.masked_id_number if person else "",
        handed_in=str(local_day(version.at)),
        outcome=OUTCOMES[State(row.state)],
        admitted=row.state == State.ADMITTED,
        how=HOWS[decided.how] if decided else RETURNED,
        reasons=decided.reasons if decided else (),
        words=told.words,
        lacks=tuple(
            Lack(clause=lack.clause, messages=lack.messages, earliest=str(lack.earliest or ""))
            for lack in (decided.missing if decided else ())
        ),
        asked=told.asked,
        earliest=str(decided.earliest or "") if decided else "",
        appeal=APPEAL if row.state == State.REFUSED else Message("", ""),
    )
