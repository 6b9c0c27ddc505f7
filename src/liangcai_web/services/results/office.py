"""Marks and decisions of a batch side by side, and what still lacks before a decision.

In: a batch. Out: rows by ticket number; findings. Follows: clause 1.9.2: each part on its own; a decision is published
by two people.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page

from liangcai.award.decide import Decision
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.panel import decide_panel
from liangcai.marking.sheet import SheetKind
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import NewFact, append_once, read_facts
from liangcai_web.services.marking.panels import DECIDED, SIGNED, list_panels
from liangcai_web.services.marking.recusals import find_barred
from liangcai_web.services.marking.scoring import batch_sheet, candidate_sheet, list_sheets, no_sheet
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.paging import page_of
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.payloads.base import PanelDecided
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.results.decisions import decide_awards, read_marks
from liangcai_web.services.sittings.office import count_standings
from liangcai_web.services.standing.awards import read_decisions

MOST_SAID = 30  # findings on panels that are said at once


class MarkRow(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate's marks so far as (name of the part, points); ``panels`` are those that owe them sheets."""

    candidate: Candidate
    points: tuple[tuple[str, Decimal | None], ...]
    panels: tuple["PanelState", ...]
    decision: Decision | None

    @property
    def complete(self) -> bool:
        """Whether every part has a mark."""
        return all(points is not None for _, points in self.points)


class PanelState(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate's panel or board: its number, how many have signed, of how many."""

    kind: SheetKind
    number: int
    signed: int
    size: int


class MarkTable(msgspec.Struct, frozen=True, kw_only=True):
    """The marks of a batch: the parts in their order as (kind, name, full mark, pass mark), a row a candidate."""

    parts: tuple[tuple[str, str, int, int], ...]
    rows: tuple[MarkRow, ...]

    def points_of(self, kind: str) -> tuple[Decimal, ...]:
        """All marks of a part."""
        index = [part[0] for part in self.parts].index(kind) if any(part[0] == kind for part in self.parts) else None
        if index is None:
            return ()
        return tuple(points for row in self.rows if (points := row.points[index][1]) is not None)


def read_table(batch: Batch) -> MarkTable:
    """Marks, sheets and decisions of everyone, by ticket number."""
    blueprint = load_blueprint(batch)
    parts = (
        tuple((part.kind, part.name, part.full_mark, part.pass_mark) for part in blueprint.parts) if blueprint else ()
    )
    marks, decisions, plan = read_marks(batch), read_decisions(batch), load_plan(batch)
    kinds = [kind for kind in SIGNED if any(part[0] == kind for part in parts)]
    panels = {kind: list_panels(batch, kind, plan) for kind in kinds}
    signed = {kind: count_sheets(batch, kind) for kind in kinds}
    rows = []
    for candidate in batch.candidates.order_by("serial"):
        points = {mark.kind: mark.points for mark in marks.get(candidate.uuid, ())}
        own = [(kind, panels[kind][candidate.uuid]) for kind in kinds if candidate.uuid in panels[kind]]
        rows.append(
            MarkRow(
                candidate=candidate,
                points=tuple((name, points.get(kind)) for kind, name, *_ in parts),
                panels=tuple(
                    PanelState(
                        kind=kind,
                        number=panel.number,
                        signed=signed[kind][candidate.uuid],
                        size=len(panel.members),
                    )
                    for kind, panel in own
                ),
                decision=decisions.get(candidate.uuid),
            )
        )
    return MarkTable(parts=parts, rows=tuple(rows))


def count_sheets(batch: Batch, kind: SheetKind = "skill") -> Counter[UUID | None]:
    """How many sheets are signed for each candidate."""
    return Counter(fact.subject for fact in read_facts(batch.uuid, SIGNED[kind]))


def page_rows(rows: Sequence[MarkRow], number: str | None) -> "Page[MarkRow]":
    """A page of candidates."""
    return page_of(rows, number)


def decide_panels(
    batch: Batch, *, now: datetime, actor: AbstractBaseUser | None, kind: SheetKind = "skill"
) -> Result[int]:
    """The result of every panel that has begun to sign; where one can't be settled yet, why."""
    template, panels = batch_sheet(batch, kind), list_panels(batch, kind)
    if template is None:
        return Result(0, (no_sheet(),))
    sheets = list_sheets(batch, kind)
    decided = set(Fact.objects.filter(batch=batch.uuid, kind=DECIDED[kind]).values_list("subject", flat=True))
    everyone = sorted({name for panel in panels.values() for name in panel.members})
    barred = find_barred(batch, everyone) if sheets else {}
    made, facts = 0, []
    findings: tuple[Finding, ...] = ()
    for candidate in batch.candidates.select_related("batch__organisation", "batch__standard").order_by("serial"):
        panel = panels.get(candidate.uuid)
        if panel is None or candidate.uuid in decided or candidate.uuid not in sheets:
            continue
        aside = barred.get(candidate.uuid, frozenset()) & set(panel.members)
        own = candidate_sheet(candidate, kind, template) or template
        result = decide_panel(own, sheets[candidate.uuid], marking_pack(), panel.members, aside)
        findings += tuple(_name(finding, candidate) for finding in result.findings)
        if result.value is not None:
            made += 1
            facts.append(NewFact(kind=DECIDED[kind], payload=PanelDecided(mark=result.value), subject=candidate.uuid))
    append_once(batch.organisation, facts, now=now, actor=actor, batch=batch.uuid)
    return Result(made, findings[:MOST_SAID])


def _name(finding: Finding, candidate: Candidate) -> Finding:
    """A finding on a panel with the candidate whom it is about."""
    ticket, said = candidate.ticket_number[-4:], finding.message
    return msgspec.structs.replace(finding, message=Message(f"…{ticket}：{said.zh}", f"…{ticket}: {said.en}"))


def decide_batch(
    batch: Batch,
    *,
    absent_fail: bool,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
    now: datetime,
) -> Result[int]:
    """Decide on everyone, by two people; refused while somebody works, or has a part without a mark unseen."""
    findings = check_decisions(batch, absent_fail=absent_fail)
    if findings:
        return Result(0, findings)
    before = len(read_decisions(batch))
    return Result(len(decide_awards(batch, now=now, actor=actor, approver=approver)) - before)


def check_decisions(batch: Batch, *, absent_fail: bool) -> tuple[Finding, ...]:
    """What stands against deciding now."""
    table = read_table(batch)
    if not table.rows:
        return (refuse("decisions", "还没有考生。", "There are no candidates yet."),)
    working = count_standings(batch)["working"]
    if working:
        zh, en = (
            f"还有 {working} 人在答题，不能评定。",
            f"{working} candidates are still working: nothing can be decided.",
        )
        return (refuse("decisions", zh, en),)
    missing = [row for row in table.rows if row.decision is None and not row.complete]
    if missing and not absent_fail:
        tickets = "、".join(row.candidate.ticket_number for row in missing[:5]) + ("…" if len(missing) > 5 else "")
        zh = f"有 {len(missing)} 人缺部分成绩（{tickets}），评定后即为不合格；确认后请勾选。"
        en = f"{len(missing)} candidates lack the mark of a part ({tickets}) and would not pass; tick this if so."
        return (refuse("decisions.absent_fail", zh, en),)
    return ()


def refuse(rule: str, zh: str, en: str) -> Finding:
    """A decision that can't be taken now."""
    return Finding(rule=rule, severity=Severity.ERROR, message=Message(zh, en), clause="1.9.2")
