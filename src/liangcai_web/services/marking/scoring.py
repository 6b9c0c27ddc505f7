"""The skill part and the review: independent sheets, and the panel's result by the stated rule.

In: a member's scores for a candidate. Out: facts. Follows: clause 1.9.3 (an odd panel), 4.2 (points a task); a sheet is
signed once by its own member, nobody sees another's before signing, and the whole panel of the plan signs.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AbstractUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.panel import PanelMark, decide_panel
from liangcai.marking.panel_faults import check_sheet
from liangcai.marking.sheet import AssessorSheet, RowScore, ScoreSheet, SheetKind, VetoSeen, derive_score_sheet
from liangcai.marking.station import add_station
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.benches.stations import read_bench_report, station_paper, was_absent
from liangcai_web.services.facts import NewFact, append_fact, append_once, read_facts, read_payload
from liangcai_web.services.marking.panels import DECIDED, SIGNED, Panel, find_aside, find_panel
from liangcai_web.services.marking.recusals import is_barred
from liangcai_web.services.marking.reviews import chosen_form
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.papers.practical import batch_tasks
from liangcai_web.services.payloads.base import PanelDecided, SheetSigned
from liangcai_web.services.turns import take_candidate_turn


def batch_sheet(batch: Batch, kind: SheetKind = "skill") -> ScoreSheet | None:
    """The score sheet that every member fills in: with the vetoes of the tasks, or the criteria of the review.

    Where the batch has a station, its rows stand open; ``candidate_sheet`` fills them.
    """
    blueprint = load_blueprint(batch)
    if blueprint is None:
        return None
    if kind == "review":
        return derive_score_sheet(blueprint, kind, form=chosen_form(batch))
    sheet, paper = derive_score_sheet(blueprint, kind, tasks=batch_tasks(batch)), station_paper(batch)
    return add_station(sheet, paper) if sheet and paper else sheet


def candidate_sheet(
    candidate: Candidate, kind: SheetKind = "skill", template: ScoreSheet | None = None
) -> ScoreSheet | None:
    """The sheet of one candidate: where the batch has a station, with what it gave them; ``template`` of the batch."""
    if kind == "review" or station_paper(candidate.batch) is None:
        return template or batch_sheet(candidate.batch, kind)
    blueprint, paper = load_blueprint(candidate.batch), station_paper(candidate.batch)
    sheet = derive_score_sheet(blueprint, kind, tasks=batch_tasks(candidate.batch)) if blueprint else None
    if sheet is None or paper is None:
        return None
    return add_station(sheet, paper, read_bench_report(candidate), absent=was_absent(candidate))


def read_sheets(candidate: Candidate, kind: SheetKind = "skill") -> tuple[AssessorSheet, ...]:
    """The sheets that have been signed for a candidate."""
    return _fold(Fact.objects.filter(subject=candidate.uuid, kind=SIGNED[kind]).order_by("position"))


def list_sheets(batch: Batch, kind: SheetKind = "skill") -> dict[UUID, tuple[AssessorSheet, ...]]:
    """The sheets that have been signed in a batch, by candidate."""
    found: dict[UUID, list[Fact]] = {}
    for fact in read_facts(batch.uuid, SIGNED[kind]):
        if fact.subject:
            found.setdefault(fact.subject, []).append(fact)
    return {subject: _fold(facts) for subject, facts in found.items()}


def _fold(facts: Iterable[Fact]) -> tuple[AssessorSheet, ...]:
    signed = ((fact, read_payload(fact, SheetSigned)) for fact in facts)
    return tuple(
        AssessorSheet(
            assessor=said.assessor, candidate=str(fact.subject), rows=said.rows, vetoes=said.vetoes, fixed=said.fixed
        )
        for fact, said in signed
    )


def sign_sheet(
    candidate: Candidate,
    assessor: AbstractUser,
    rows: tuple[RowScore, ...],
    *,
    now: datetime,
    kind: SheetKind = "skill",
    vetoes: tuple[VetoSeen, ...] = (),
) -> Result[AssessorSheet | None]:
    """Keep one member's sheet; refused when incomplete, out of range, signed already, or theirs to stand aside from."""
    template = candidate_sheet(candidate, kind)
    if template is None:
        return Result(None, (no_sheet(),))
    name, fixed = assessor.get_username(), template.fixed
    sheet = AssessorSheet(assessor=name, candidate=str(candidate.uuid), rows=rows, vetoes=vetoes, fixed=fixed)
    findings = check_sheet(template, sheet)
    if findings:
        return Result(None, findings)
    with take_candidate_turn(candidate):
        wrong = check_signer(candidate, assessor, kind)
        if wrong is not None:
            return Result(None, (wrong,))
        append_fact(
            candidate.batch.organisation,
            SIGNED[kind],
            SheetSigned(assessor=name, rows=rows, vetoes=vetoes, fixed=fixed),
            now=now,
            actor=assessor,
            batch=candidate.batch.uuid,
            subject=candidate.uuid,
        )
    return Result(sheet)


def check_signer(candidate: Candidate, assessor: AbstractUser, kind: SheetKind) -> Finding | None:
    """What keeps a member from signing a sheet, or None."""
    if any(known.assessor == assessor.get_username() for known in read_sheets(candidate, kind)):
        return refuse("您已签过这位考生的评分表。", "You have signed a sheet for this candidate.")
    if is_barred(candidate, assessor):
        zh = "您与这位考生有回避关系，不能评分；请考务人员安排他人替换。"
        en = "You stand aside for this candidate and can't score them: the office puts somebody in your place."
        return refuse(zh, en)
    return None


def no_sheet() -> Finding:
    """That there is nothing to fill in yet."""
    return refuse("还没有评分表。", "There is no score sheet yet.")


def refuse(zh: str, en: str) -> Finding:
    """A sheet that can't be kept."""
    return Finding(rule="scoring", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.3")


def decide_skill(
    candidate: Candidate, *, now: datetime, actor: AbstractBaseUser | None = None
) -> Result[PanelMark | None]:
    """The panel's result of the skill part for a candidate, once; findings while the plan's panel is not complete."""
    return decide_part(candidate, "skill", now=now, actor=actor)


def decide_part(
    candidate: Candidate, kind: SheetKind, *, now: datetime, actor: AbstractBaseUser | None = None
) -> Result[PanelMark | None]:
    """The result of a panel or board for a candidate, once; every member of the plan has to have signed."""
    template, panel = candidate_sheet(candidate, kind), find_panel(candidate, kind)
    if template is None or panel is None:
        return Result(None, (no_sheet(),))
    return keep_result(candidate, template, panel, now=now, actor=actor)


def keep_result(
    candidate: Candidate, template: ScoreSheet, panel: Panel, *, now: datetime, actor: AbstractBaseUser | None
) -> Result[PanelMark | None]:
    """Decide, and keep what was decided."""
    kind = template.kind
    sheets, aside = read_sheets(candidate, kind), find_aside(candidate, panel)
    decided = decide_panel(template, sheets, marking_pack(), panel.members, aside)
    if decided.value is not None:
        new = NewFact(kind=DECIDED[kind], payload=PanelDecided(mark=decided.value), subject=candidate.uuid)
        append_once(candidate.batch.organisation, (new,), now=now, actor=actor, batch=candidate.batch.uuid)
    return decided
