"""The report of a bench in the words of the standard: what each requirement earned, what to train next, each check.

In: a report, the standard, the level. Out: a ``ReportPage``. Follows: whoever worked learns by requirement; whoever
scores sees each check with what was seen and what was wanted.
"""

from collections.abc import Iterator
from fractions import Fraction

import msgspec

from liangcai.findings import Message
from liangcai.standard.model import Standard, Task
from liangcai.stations.model import CheckResult, Pack, RequirementPoints, StationReport, Status
from liangcai_web.records.batches import Candidate
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.benches.packs import load_pack
from liangcai_web.services.benches.stations import load_report
from liangcai_web.services.standards.opened import open_bundled

STATUSES: dict[Status, Message] = {
    "pass": Message("通过", "passed"),
    "partial": Message("部分通过", "partly passed"),
    "fail": Message("未通过", "not passed"),
    "blocked": Message("受阻，未能检查", "blocked: it could not be tried"),
    "infra": Message("工位故障，不计分", "fault of the bench: not counted"),
}
SIGNS: dict[Status, str] = {"pass": "✓", "partial": "!", "fail": "✕", "blocked": "–", "infra": "⚙"}
TONES: dict[Status, str] = {"pass": "ok", "partial": "warn", "fail": "bad", "blocked": "warn", "infra": "warn"}
WEAK = 60


class RequirementLine(msgspec.Struct, frozen=True, kw_only=True):
    """A skill requirement: what the standard asks, what was earned, what knowledge goes with its task."""

    number: str
    text: str
    line: int
    task: str
    earned: str
    possible: str
    percent: int | None
    knowledge: tuple[str, ...]

    @property
    def weak(self) -> bool:
        """Whether it is to be trained."""
        return self.percent is not None and self.percent < WEAK

    @property
    def bar(self) -> int:
        """The percent for a bar, 0 where nothing could be earned."""
        return self.percent or 0


class CheckLine(msgspec.Struct, frozen=True, kw_only=True):
    """A check as an assessor sees it; points to two places, the exact ones stand in the report."""

    name: Message
    sign: str
    tone: str
    status: Message
    earned: str
    possible: str
    seen: Message
    wanted: Message
    requirements: tuple[str, ...]
    veto: bool
    followed: bool


class ReportPage(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report."""

    title: Message
    pack: str
    percent: int
    earned: str
    possible: str
    broken: str
    requirements: tuple[RequirementLine, ...]
    checks: tuple[CheckLine, ...]
    vetoes: tuple[Message, ...]
    evidence: str
    report: str
    lost: int

    @property
    def train(self) -> tuple[RequirementLine, ...]:
        """What to train next, the weakest first."""
        return tuple(sorted((one for one in self.requirements if one.weak), key=lambda one: one.bar))


def describe_attempt(row: BenchAttempt) -> ReportPage | None:
    """The report of an attempt, or None while it is not graded."""
    if row.report is None:
        return None
    pack = load_pack(row.pack.sha256)
    page = describe_report(load_report(row.report.sha256), pack, find_standard(row, pack))
    hashes = {"evidence": row.evidence.sha256 if row.evidence else "", "report": row.report.sha256}
    return msgspec.structs.replace(page, lost=row.lost, **hashes)


def find_standard(row: BenchAttempt, pack: Pack) -> Standard | None:
    """The standard that an attempt was for: that of the batch, or the bundled one of the pack."""
    if row.candidate is not None:
        return batch_standard(row.candidate.batch)
    opened = open_bundled(f"{pack.code}-{pack.edition}")
    return opened.standard if opened else None


def describe_report(report: StationReport, pack: Pack, standard: Standard | None) -> ReportPage:
    """The report in the words of the standard."""
    return ReportPage(
        title=pack.title,
        pack=f"{pack.id} {pack.version}",
        percent=int(report.earned * 100 / report.possible) if report.possible else 0,
        earned=f"{float(report.earned):.1f}",
        possible=f"{float(report.possible):.0f}",
        broken=f"{float(report.broken):.0f}" if report.broken else "",
        requirements=tuple(_list_requirements(report, pack, standard)),
        checks=tuple(_describe_check(one) for one in report.results),
        vetoes=tuple(one.check.name for one in report.results if one.check.id in report.vetoes),
        evidence="",
        report="",
        lost=0,
    )


def _list_requirements(report: StationReport, pack: Pack, standard: Standard | None) -> Iterator[RequirementLine]:
    tasks = {task.number: task for task in _list_tasks(pack, standard)}
    for one in report.requirements:
        task = tasks.get(one.number.rpartition(".")[0])
        skill = next((skill for skill in task.skills if skill.number == one.number), None) if task else None
        yield RequirementLine(
            number=one.number,
            text=skill.text if skill else "",
            line=skill.spans[0].line if skill and skill.spans else 0,
            task=task.name if task else "",
            earned=_write_points(one.earned),
            possible=_write_points(one.possible),
            percent=_percent(one),
            knowledge=tuple(f"{known.number} {known.text}" for known in task.knowledge) if task else (),
        )


def _list_tasks(pack: Pack, standard: Standard | None) -> list[Task]:
    functions = standard.functions(pack.level, pack.direction or None) if standard else ()
    return [task for function in functions for task in function.tasks]


def _percent(one: RequirementPoints) -> int | None:
    return int(one.earned * 100 / one.possible) if one.possible else None


def _write_points(points: Fraction) -> str:
    return f"{float(points):.2f}".rstrip("0").rstrip(".")


def _describe_check(one: CheckResult) -> CheckLine:
    return CheckLine(
        name=one.check.name,
        sign=SIGNS[one.status],
        tone=TONES[one.status],
        status=STATUSES[one.status],
        earned=_write_points(one.earned),
        possible=f"{float(one.possible):.0f}",
        seen=one.seen,
        wanted=one.wanted,
        requirements=one.check.requirements,
        veto=one.check.veto,
        followed=one.followed,
    )


def find_graded(candidate: Candidate) -> BenchAttempt | None:
    """The bench of a candidate with its documents, or None where nothing is graded."""
    rows = BenchAttempt.objects.filter(candidate=candidate, report__isnull=False)
    return rows.select_related("pack", "evidence", "report", "candidate__batch__standard").first()
