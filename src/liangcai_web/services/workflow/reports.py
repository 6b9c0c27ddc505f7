"""Reports to the authority: drawn up by a rule pack, handed in, returned with remarks row by row, handed in again.

In: a batch, an officer; the authority. Out: rows of ``Report``, facts, workbooks. Follows: the workflow, steps 18 and
19; what was handed in stays as it was, the next one is another version; nobody judges a report of their own.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Max, QuerySet

from liangcai.credentials.canonical import sha256_hex
from liangcai.credentials.reporting import ReportPack, check_rows, fill_report, list_changed
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.tables.table import Table
from liangcai.tables.workbook import write_workbook
from liangcai_web.records.batches import Batch
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.reports import Report
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import REPORT_PACKS, report_pack
from liangcai_web.services.payloads.certificates import ReportJudged, ReportSubmitted
from liangcai_web.services.turns import take_turn
from liangcai_web.services.workflow.reports_lines import list_lines

State = Report.State
Rows = tuple[tuple[str, ...], ...]
ACCEPTED = {"report-results": "report_accepted", "report-certificates": "records_accepted"}
LONGEST = 400


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it would be handed in now, what is wrong with it, and the version that was handed in last."""

    name: str
    pack: ReportPack
    table: Table
    findings: tuple[Finding, ...]
    last: Report | None


def draft_report(batch: Batch, name: str) -> Draft:
    """A report of a batch as it stands."""
    pack = report_pack(name)
    filled = fill_report(pack, list_lines(batch, pack.who))
    return Draft(name=name, pack=pack, table=filled.value, findings=filled.findings, last=last_report(batch, name))


def submit_report(
    batch: Batch, name: str, note: str, *, actor: AbstractBaseUser, now: datetime
) -> Result[Report | None]:
    """Hand a report in; refused while one waits, while a cell is wrong, or where nothing is other than what stands."""
    if name not in REPORT_PACKS:
        return Result(None, (_refuse("pack", "没有这种上报。", "There is no such report."),))
    with take_turn(batch.organisation):
        draft = draft_report(batch, name)
        refused = draft.findings or _check_last(draft)
        if refused:
            return Result(None, refused)
        version = (Report.objects.filter(batch=batch, pack=name).aggregate(last=Max("version"))["last"] or 0) + 1
        made = Report.objects.create(
            batch=batch,
            pack=name,
            version=version,
            rows=msgspec.json.encode(draft.table.rows).decode(),
            count=len(draft.table.rows),
            sha256=sha256_hex(write_workbook(draft.table)),
            note=note.strip()[:LONGEST],
            submitted_at=now,
            submitted_by_id=actor.pk,
        )
        said = ReportSubmitted(pack_id=draft.pack.id, version=version, rows=made.count, sha256=made.sha256)
        append_fact(batch.organisation, "report_submitted", said, now=now, actor=actor, batch=batch.uuid)
    return Result(made)


def _check_last(draft: Draft) -> tuple[Finding, ...]:
    last = draft.last
    if last is not None and last.state == State.SUBMITTED:
        return (_refuse("waits", "已上报，等待主管部门核验。", "It is handed in and waits for the authority."),)
    if last is not None and last.state == State.ACCEPTED and read_rows(last) == draft.table.rows:
        return (_refuse("same", "与已核验的一版相同，不必再报。", "It is the same as the one that was accepted."),)
    return ()


def judge_report(
    report: Report,
    words: str,
    remarks: Mapping[str, str],
    *,
    accept: bool,
    actor: AbstractBaseUser,
    now: datetime,
) -> Result[Report | None]:
    """The authority accepts a report, or returns it with words or with remarks by ticket number."""
    organisation = report.batch.organisation
    given = tuple((ticket, said.strip()[:LONGEST]) for ticket, said in remarks.items() if said.strip())
    with take_turn(organisation):
        report = Report.objects.select_related("batch__organisation", "submitted_by").get(pk=report.pk)
        refused = _check_judging(report, words, given, accept=accept, actor=actor)
        if refused is not None:
            return Result(None, (refused,))
        report.state = State.ACCEPTED if accept else State.RETURNED
        report.words, report.remarks = words.strip()[:LONGEST], msgspec.json.encode(given).decode()
        report.judged_at, report.judged_by_id = now, actor.pk
        report.save()
        said = ReportJudged(
            pack_id=report_pack(report.pack).id,
            version=report.version,
            sha256=report.sha256,
            words=report.words,
            remarks=len(given),
        )
        kind = ACCEPTED[report.pack] if accept else "report_returned"
        append_fact(organisation, kind, said, now=now, actor=actor, batch=report.batch.uuid)
    return Result(report)


def _check_judging(
    report: Report, words: str, given: tuple[tuple[str, str], ...], *, accept: bool, actor: AbstractBaseUser
) -> Finding | None:
    if report.state != State.SUBMITTED:
        return _refuse("judged", "这份上报已有结论。", "There is a word on this report already.")
    if report.submitted_by_id == actor.pk:
        return _refuse("own", "不能核验自己的上报。", "Nobody judges a report of their own.")
    if accept and given:
        return _refuse("remarks", "有逐行意见时请退回。", "With remarks on rows it is returned, not accepted.")
    if not accept and not given and not words.strip():
        return _refuse("words", "退回须写意见。", "A report is returned with words.")
    return None


def read_table(report: Report) -> Table:
    """A report as it was handed in."""
    pack = report_pack(report.pack)
    return msgspec.structs.replace(fill_report(pack, ()).value, rows=read_rows(report))


def read_rows(report: Report) -> Rows:
    """Its rows."""
    return msgspec.json.decode(report.rows, type=Rows)


def read_remarks(report: Report | None) -> dict[str, str]:
    """What the authority said of rows, by ticket number."""
    return dict(msgspec.json.decode(report.remarks, type=tuple[tuple[str, str], ...])) if report else {}


def find_key(name: str) -> int:
    """The column of a report that names its rows."""
    return [column.key for column in report_pack(name).columns].index("ticket")


def check_report(report: Report) -> tuple[Finding, ...]:
    """What the authority finds wrong with a report by itself: its cells, and a file that is not what was handed in."""
    table = read_table(report)
    findings = tuple(check_rows(report_pack(report.pack), table.rows))
    if sha256_hex(write_workbook(table)) == report.sha256:
        return findings
    return (*findings, _refuse("changed", "内容与上报时不同。", "It is not what was handed in."))


def compare_before(report: Report) -> frozenset[str]:
    """The rows that are others than in the version before, by ticket number; nothing for the first."""
    before = Report.objects.filter(batch=report.batch, pack=report.pack, version=report.version - 1).first()
    return list_changed(read_rows(before), read_rows(report), find_key(report.pack)) if before else frozenset()


def last_report(batch: Batch, name: str) -> Report | None:
    """The newest version of a report."""
    return Report.objects.filter(batch=batch, pack=name).order_by("-version").first()


def list_reports(organisation: Organisation) -> "QuerySet[Report]":
    """What an organisation handed in, what waits first, then the newest."""
    rows = Report.objects.filter(batch__organisation=organisation).defer("rows").select_related("batch", "submitted_by")
    return rows.order_by("judged_at", "-pk")


def find_report(organisation: Organisation, uuid: UUID) -> Report | None:
    """A report of an organisation, or None."""
    rows = Report.objects.filter(batch__organisation=organisation, uuid=uuid)
    return rows.select_related("batch__organisation", "batch__standard", "submitted_by", "judged_by").first()


def _refuse(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"report.{rule}", severity=Severity.ERROR, message=Message(zh, en))
