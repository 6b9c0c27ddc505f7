"""An applicant's own application: opened, kept while it is typed, come back to, handed in, looked at.

In: a batch, a number and a code, what was typed. Out: rows and versions. Follows: nothing typed is lost; a number and a
code open one application and nothing else, and the code is kept as a hash only.
"""

from datetime import datetime, timedelta

import msgspec
from django.db.models import Q, QuerySet

from liangcai.eligibility.application import Application, lint_application
from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai_host.keys.phrases import hash_phrase, is_phrase
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import ApplicationVersion
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.accounts.limits import FailureLimit
from liangcai_web.services.accounts.numbers import draw_code, draw_number, read_code
from liangcai_web.services.admission.applications import Entry, State, Taken, hand_in
from liangcai_web.services.admission.dossiers import Dossier, Draft, open_draft, seal_draft
from liangcai_web.services.admission.evidence import list_marks
from liangcai_web.services.admission.training_evidence import claim, list_shown, with_proofs
from liangcai_web.services.days import local_day
from liangcai_web.services.people import check_number

LIMIT = FailureLimit(8, timedelta(minutes=10))
CLOSED_BY = ("plan_made", "batch_cancelled")
EDITABLE = (State.DRAFT, State.RETURNED)
DRAFTS = 50_000  # of one batch: a form that anybody may open is not a way to fill a disk
NUMBER = "resume.number"


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A new application with the code that is shown once."""

    row: ApplicationRow
    code: str


def list_open(now: datetime) -> "QuerySet[Batch]":
    """The batches that take applications, the nearest examination first."""
    closed = Fact.objects.filter(kind__in=CLOSED_BY, batch__isnull=False).values("batch")
    today = local_day(now)
    rows = Batch.objects.exclude(uuid__in=closed).filter(Q(apply_until__isnull=True) | Q(apply_until__gte=today))
    return rows.select_related("organisation", "standard").order_by("starts_at", "pk")


def is_open(batch: Batch, now: datetime) -> bool:
    """Whether a batch takes applications."""
    if batch.apply_until and batch.apply_until < local_day(now):
        return False
    return not Fact.objects.filter(batch=batch.uuid, kind__in=CLOSED_BY).exists()


def open_application(batch: Batch, now: datetime) -> Result[Opened | None]:
    """A new draft with its number and code."""
    if not is_open(batch, now):
        return Result(None, (_closed(),))
    if ApplicationRow.objects.filter(batch=batch, state=State.DRAFT).count() >= DRAFTS:
        return Result(None, (_full(),))
    code = draw_code()
    row = ApplicationRow.objects.create(batch=batch, number=draw_number(), secret=hash_phrase(code), kept_at=now)
    return Result(Opened(row=row, code=code))


def renew_code(row: ApplicationRow) -> str:
    """A new code for an application whose applicant has none, or lost it; the old one opens nothing any more."""
    code = draw_code()
    row.secret = hash_phrase(code)
    row.save(update_fields=["secret"])
    return code


def resume(number: str, code: str, now: datetime) -> Result[ApplicationRow | None]:
    """The application that a number and a code open; failures are limited by number."""
    plain = read_code(number)
    if not LIMIT.allows(plain, now):
        return Result(
            None, (_say("错误次数过多，请 10 分钟后再试。", "Too many wrong tries: please wait ten minutes."),)
        )
    row = find_row(plain)
    if row is None or not row.secret or not is_phrase(row.secret, read_code(code)):
        LIMIT.note(plain, now)
        return Result(None, (_say("报名号或查询码不对。", "Number or code is not right."),))
    return Result(row)


def find_row(number: str) -> ApplicationRow | None:
    """An application by its number."""
    rows = ApplicationRow.objects.filter(number=number)
    return rows.select_related("batch__organisation", "batch__standard", "person").first()


def keep_draft(row: ApplicationRow, typed: dict[str, str], now: datetime) -> bool:
    """Keep what is typed; False where the application is not open for typing."""
    if row.state not in EDITABLE:
        return False
    row.draft, row.kept_at = seal_draft(row, Draft(typed=typed)), now
    return bool(
        ApplicationRow.objects.filter(pk=row.pk, state__in=EDITABLE).update(draft=row.draft, kept_at=row.kept_at)
    )


def read_draft(row: ApplicationRow) -> dict[str, str]:
    """What was typed, field by field."""
    return open_draft(row).typed


def submit(
    row: ApplicationRow,
    name: str,
    id_number: str,
    application: Application,
    typed: dict[str, str],
    *,
    now: datetime,
) -> Result[Taken | None]:
    """Hand a draft in; what was returned keeps its person."""
    findings = (*check_number(id_number), *lint_application(application))
    if row.state not in EDITABLE or (row.state == State.DRAFT and not is_open(row.batch, now)):
        findings += (_closed(),)
    shown = list_shown(row, claim(name, id_number), now)
    findings += tuple(finding for one in shown for finding in one.findings)
    if has_errors(findings):
        return Result(None, findings)
    application = with_proofs(application, shown)
    own = {field: value for field, value in typed.items() if field not in ("name", "id_number")}
    statement = typed.get("statement_text", "")
    dossier = Dossier(application=application, typed=own, statement=statement, files=list_marks(row))
    entry = Entry(name=name, id_number=id_number, dossier=dossier, row=row)
    taken = hand_in(row.batch, [entry], source=ApplicationVersion.Source.WEB, now=now, by=None)
    return Result(taken.value[0] if taken.value else None, (*findings, *taken.findings))


def reopen_draft(row: ApplicationRow, typed: dict[str, str], now: datetime) -> None:
    """What a returned application starts from: what was handed in, with name and number."""
    person = row.person
    if row.state != State.RETURNED or row.draft or person is None:
        return
    keep_draft(row, {**typed, "name": person.name}, now)


def _closed() -> Finding:
    return _say(
        "这个批次现在不接受报名，或这份报名已经提交。", "This batch takes no applications now, or it was handed in."
    )


def _full() -> Finding:
    return _say("这个批次的草稿过多，请联系考务人员。", "This batch has too many drafts: ask the office.")


def _say(zh: str, en: str) -> Finding:
    return Finding(rule=NUMBER, severity=Severity.ERROR, message=Message(zh, en))
