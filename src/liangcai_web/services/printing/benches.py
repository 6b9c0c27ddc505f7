"""The report of a candidate's bench as PDF: for whoever defends it with each check, for the candidate by requirement.

In: a candidate whose bench is graded. Out: PDF bytes, or findings. Follows: points are those of the report whose hash
the fact names; what a check saw and wanted, and the seed, stay with the office; a bench of practice has no such sheet.
"""

from datetime import datetime

from liangcai.findings import Message, Result
from liangcai_host.typesetting.bench_sheets import BenchCheck, BenchHash, BenchRequirement, BenchSheet
from liangcai_host.typesetting.fonts import spell_missing
from liangcai_host.typesetting.typeset import typeset_bench
from liangcai_web.records.batches import Candidate
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.records.facts import Fact
from liangcai_web.services.benches.reports import CheckLine, ReportPage, RequirementLine, describe_attempt, find_graded
from liangcai_web.services.days import local_day, local_time
from liangcai_web.services.facts import newest_fact, read_payload
from liangcai_web.services.payloads.benches import BenchGraded
from liangcai_web.services.printing.documents import describe_exam

HOW = {
    "candidate": Message("本人提交", "handed in"),
    "clock": Message("时间到", "time over"),
    "staff": Message("监考收卷", "ended by staff"),
}


def print_bench_report(candidate: Candidate, *, full: bool) -> Result[bytes | None]:
    """The report on paper, ``full`` with seed and checks; None while nothing is graded."""
    row, graded = find_graded(candidate), newest_fact(candidate.uuid, "bench_graded")
    page = describe_attempt(row) if row else None
    if row is None or page is None or graded is None:
        return Result(None)
    return typeset_bench(_build_sheet(candidate, row, page, graded, full=full))


def _build_sheet(candidate: Candidate, row: BenchAttempt, page: ReportPage, graded: Fact, *, full: bool) -> BenchSheet:
    return BenchSheet(
        exam=describe_exam(candidate.batch),
        version=page.report,
        made=local_day(graded.at),
        ticket=candidate.ticket_number,
        name=candidate.person.name,
        id_masked=candidate.person.masked_id_number,
        title=page.title,
        pack=page.pack,
        seed=row.seed if full else "",
        started=_write_time(row.started_at),
        ended=_write_time(row.ended_at),
        how=HOW.get(row.ended_by, Message("", "")),
        minutes=row.minutes,
        granted=row.granted,
        lost=row.lost,
        earned=page.earned,
        possible=page.possible,
        percent=page.percent,
        broken=page.broken,
        vetoes=page.vetoes if full else (),
        requirements=tuple(_print_requirement(one) for one in page.requirements),
        checks=tuple(_print_check(one) for one in page.checks) if full else (),
        hashes=_name_hashes(graded),
    )


def _write_time(moment: datetime | None) -> str:
    return f"{local_time(moment):%Y-%m-%d %H:%M:%S}" if moment else "—"


def _print_requirement(one: RequirementLine) -> BenchRequirement:
    return BenchRequirement(
        number=one.number,
        text=one.text,
        task=one.task,
        earned=one.earned,
        possible=one.possible,
        percent=one.percent,
        weak=one.weak,
        knowledge=one.knowledge,
    )


def _print_check(one: CheckLine) -> BenchCheck:
    return BenchCheck(
        name=one.name,
        requirements=one.requirements,
        status=one.status,
        earned=one.earned,
        possible=one.possible,
        seen=_spell(one.seen),
        wanted=_spell(one.wanted),
        veto=one.veto,
        followed=one.followed,
    )


def _spell(said: Message) -> Message:
    """What was seen may be what somebody typed: no character of it may keep the report from being printed."""
    return Message(spell_missing(said.zh), spell_missing(said.en))


def _name_hashes(graded: Fact) -> tuple[BenchHash, ...]:
    said = read_payload(graded, BenchGraded)
    return (
        BenchHash(name=Message("报告", "Report"), sha256=said.report_sha256),
        BenchHash(name=Message("证据", "Evidence"), sha256=said.evidence_sha256),
        BenchHash(name=Message("工位包", "Pack"), sha256=said.pack_sha256),
        BenchHash(name=Message(f"记录 {graded.position}", f"Fact {graded.position}"), sha256=graded.hash),
    )
