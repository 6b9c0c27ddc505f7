"""What happened to an application, for its applicant and its reviewers.

In: an application. Out: steps in time. Follows: facts; who reviewed is shown to the office, not to the applicant.
"""

from datetime import datetime

import msgspec

from liangcai.findings import Message
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import Request
from liangcai_web.records.facts import Fact

NAMES = {
    "application_submitted": Message("提交报名", "Handed in"),
    "application_ruled": Message("人工认定职业或专业", "Ruling on an occupation or major"),
    "application_reviewed": Message("一人完成审核", "One person has reviewed it"),
    "application_returned": Message("退回补正", "Returned for more"),
    "application_decided": Message("审核结论", "Decided"),
    "appeal_filed": Message("提出申诉", "Appeal filed"),
    "appeal_decided": Message("申诉结论", "Appeal decided"),
}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened: when, what, by whom (blank for the applicant)."""

    at: datetime
    name: Message
    actor: str


def list_history(row: ApplicationRow) -> tuple[Step, ...]:
    """The steps of an application, oldest first."""
    subjects = [row.uuid, *([row.person.uuid] if row.person else [])]
    facts = Fact.objects.filter(batch=row.batch.uuid, subject__in=subjects, kind__in=NAMES).order_by("position")
    return tuple(
        Step(at=fact.at, name=NAMES[fact.kind], actor=fact.actor.get_username() if fact.actor else "")
        for fact in facts.select_related("actor")
    )


def list_requests(row: ApplicationRow) -> tuple[Request, ...]:
    """What reviewers asked the applicant for, newest first."""
    return tuple(Request.objects.filter(version__application=row).select_related("version").order_by("-pk"))
