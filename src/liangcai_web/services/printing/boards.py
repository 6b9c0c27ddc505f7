"""The records of panels and boards as PDF.

In: a batch, the kind of part. Out: PDF bytes, a page a candidate who has a result. Follows: clause 1.9.3; what is
printed is what was signed and decided.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.panel import AssessorTotal, PanelMark
from liangcai.marking.sheet import AssessorSheet, ScoreSheet, SheetKind
from liangcai_host.typesetting.board_sheets import BoardMember, BoardRow, BoardSheet
from liangcai_host.typesetting.typeset import typeset_board
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.days import local_day, local_time
from liangcai_web.services.facts import read_facts, read_payload
from liangcai_web.services.marking.panels import DECIDED, SIGNED, Panel, list_panels
from liangcai_web.services.marking.reviews import chosen_form, read_clock, read_drawn
from liangcai_web.services.marking.scoring import batch_sheet, candidate_sheet, list_sheets
from liangcai_web.services.payloads.base import PanelDecided
from liangcai_web.services.payloads.marking import PhaseStarted
from liangcai_web.services.printing.documents import Pdf, describe_exam

NAMES: dict[SheetKind, str] = {"skill": "Skill part", "review": "Review board"}


def print_boards(batch: Batch, kind: SheetKind) -> Pdf:
    """The record of every candidate whose panel is settled."""
    template, panels, sheets = batch_sheet(batch, kind), list_panels(batch, kind), list_sheets(batch, kind)
    decided = {fact.subject: fact for fact in read_facts(batch.uuid, DECIDED[kind])}
    rows = batch.candidates.select_related("batch__organisation", "batch__standard", "person").order_by("serial")
    if template is None:
        return Result(None, (_nothing(),))
    signed = list_signed(batch, kind)
    pages = [
        describe_board(row, template, panels[row.uuid], sheets.get(row.uuid, ()), decided[row.uuid], signed)
        for row in rows
        if row.uuid in decided and row.uuid in panels
    ]
    return typeset_board(*pages) if pages else Result(None, (_nothing(),))


def list_signed(batch: Batch, kind: SheetKind) -> dict[tuple[UUID, str], datetime]:
    """When each sheet was signed, by candidate and member."""
    facts = read_facts(batch.uuid, SIGNED[kind]).select_related("actor")
    return {(fact.subject, fact.actor.get_username()): fact.at for fact in facts if fact.subject and fact.actor}


def describe_board(
    candidate: Candidate,
    template: ScoreSheet,
    panel: Panel,
    sheets: tuple[AssessorSheet, ...],
    fact: Fact,
    signed: dict[tuple[UUID, str], datetime],
) -> BoardSheet:
    """The record of one candidate: the scores as they were signed, the result as it was decided."""
    mark, batch, review = read_payload(fact, PanelDecided).mark, candidate.batch, template.kind == "review"
    form = chosen_form(batch) if review else None
    own = candidate_sheet(candidate, template.kind, template) or template
    return BoardSheet(
        exam=describe_exam(batch),
        version=fact.hash,
        made=local_day(fact.at),
        part=Message(template.name, NAMES[template.kind]),
        form=Message(form.zh, form.en) if form else None,
        ticket=candidate.ticket_number,
        room=panel.use.name,
        day=local_day(panel.start),
        full_mark=template.full_mark,
        points=mark.points,
        members=tuple(describe_member(total, mark, signed[candidate.uuid, total.assessor]) for total in mark.totals),
        rows=list_rows(own, sheets, [total.assessor for total in mark.totals]),
        questions=tuple(one.text for one in read_drawn(candidate)) if review else (),
        phases=tuple(list_phases(candidate)) if review else (),
        reasons=tuple(reason.message for reason in mark.reasons),
    )


def describe_member(total: AssessorTotal, mark: PanelMark, signed: datetime) -> BoardMember:
    """A member's total with what a station gave, whether it counted, and when the sheet was signed."""
    at = f"{local_time(signed):%Y-%m-%d %H:%M}"
    whole = (
        total.points + Decimal(f"{float(sum(row.points for row in mark.fixed)):.2f}") if mark.fixed else total.points
    )
    return BoardMember(name=total.assessor, total=whole, counted=total.counted, signed=at)


def list_rows(template: ScoreSheet, sheets: tuple[AssessorSheet, ...], names: list[str]) -> tuple[BoardRow, ...]:
    """The rows with the score of each member, in the order of ``names``."""
    given = {(sheet.assessor, row.key): row.points for sheet in sheets for row in sheet.rows}
    review = template.kind == "review"
    scored = tuple(
        BoardRow(
            name=row.name if review else f"{row.number} {row.name}".strip(),
            area="" if review else row.area,
            maximum=row.maximum,
            scores=tuple(given[name, row.key] for name in names),
        )
        for row in template.rows
    )
    fixed = (
        BoardRow(
            name=f"{row.number} {row.name}（工位 bench）",
            area=row.area,
            maximum=row.maximum,
            scores=(Decimal(f"{float(row.points):.2f}"),) * len(names),
        )
        for row in template.fixed
    )
    return (*scored, *fixed)


def list_phases(candidate: Candidate) -> list[str]:
    """When each phase began."""
    clock = read_clock(candidate)
    facts = Fact.objects.filter(subject=candidate.uuid, kind="phase_started").order_by("position")
    began = [(read_payload(fact, PhaseStarted).phase, local_time(fact.at)) for fact in facts]
    known = clock.phases if clock else ()
    return [f"{known[number - 1].zh} {at:%H:%M:%S}" for number, at in began if number <= len(known)]


def _nothing() -> Finding:
    message = Message("还没有汇总的结果。", "Nothing is settled yet.")
    return Finding(rule="documents", severity=Severity.ERROR, message=message, clause="1.9.3")
