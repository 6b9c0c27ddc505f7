"""The skill part: independent sheets, and the panel's result by the stated rule.

In: an assessor's scores for a candidate. Out: facts. Follows: clause 1.9.3 (an odd panel), 4.2 (points a task); a
sheet is signed once by its own assessor, and nobody sees another's before signing.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, AbstractUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.panel import PanelMark, decide_panel
from liangcai.marking.panel_faults import check_sheet
from liangcai.marking.sheet import AssessorSheet, RowScore, ScoreSheet, derive_score_sheet
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import NewFact, append_fact, append_once, read_payload
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers import load_blueprint
from liangcai_web.services.payloads import PanelDecided, SheetSigned
from liangcai_web.services.turns import take_candidate_turn


def batch_sheet(batch: Batch) -> ScoreSheet | None:
    """The score sheet that every assessor of a batch fills in."""
    blueprint = load_blueprint(batch)
    return derive_score_sheet(blueprint) if blueprint else None


def read_sheets(candidate: Candidate) -> tuple[AssessorSheet, ...]:
    """The sheets that have been signed for a candidate."""
    facts = Fact.objects.filter(subject=candidate.uuid, kind="sheet_signed").order_by("position")
    signed = [read_payload(fact, SheetSigned) for fact in facts]
    return tuple(
        AssessorSheet(assessor=sheet.assessor, candidate=str(candidate.uuid), rows=sheet.rows) for sheet in signed
    )


def sign_sheet(
    candidate: Candidate, assessor: AbstractUser, rows: tuple[RowScore, ...], *, now: datetime
) -> Result[AssessorSheet | None]:
    """Keep one assessor's sheet; refused when it is incomplete, out of range, or signed already."""
    template = batch_sheet(candidate.batch)
    if template is None:
        return Result(None, (refuse("还没有评分表。", "There is no score sheet yet."),))
    sheet = AssessorSheet(assessor=assessor.get_username(), candidate=str(candidate.uuid), rows=rows)
    findings = check_sheet(template, sheet)
    if findings:
        return Result(None, findings)
    with take_candidate_turn(candidate):
        if any(known.assessor == sheet.assessor for known in read_sheets(candidate)):
            return Result(None, (refuse("您已签过这位考生的评分表。", "You have signed a sheet for this candidate."),))
        append_fact(
            candidate.batch.organisation,
            "sheet_signed",
            SheetSigned(assessor=sheet.assessor, rows=rows),
            now=now,
            actor=assessor,
            batch=candidate.batch.uuid,
            subject=candidate.uuid,
        )
    return Result(sheet)


def refuse(zh: str, en: str) -> Finding:
    """A sheet that can't be kept."""
    return Finding(rule="scoring", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.3")


def decide_skill(
    candidate: Candidate, *, now: datetime, actor: AbstractBaseUser | None = None
) -> Result[PanelMark | None]:
    """The panel's result for a candidate, once; findings while sheets are missing."""
    template = batch_sheet(candidate.batch)
    if template is None:
        return Result(None, (refuse("还没有评分表。", "There is no score sheet yet."),))
    decided = decide_panel(template, read_sheets(candidate), marking_pack())
    if decided.value is not None:
        new = NewFact(kind="panel_decided", payload=PanelDecided(mark=decided.value), subject=candidate.uuid)
        append_once(candidate.batch.organisation, (new,), now=now, actor=actor, batch=candidate.batch.uuid)
    return decided
