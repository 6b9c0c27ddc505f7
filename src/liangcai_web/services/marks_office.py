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
from liangcai.scheduling.plan import Plan, list_uses
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.decisions import decide_awards, read_decisions, read_marks
from liangcai_web.services.facts import read_facts
from liangcai_web.services.paging import page_of
from liangcai_web.services.papers import load_blueprint
from liangcai_web.services.scoring import decide_skill
from liangcai_web.services.seating import load_plan
from liangcai_web.services.sittings_office import count_standings


class MarkRow(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate's marks so far as (name of the part, points); ``panel`` is how many sheets their panel owes."""

    candidate: Candidate
    points: tuple[tuple[str, Decimal | None], ...]
    sheets: int
    panel: int
    decision: Decision | None

    @property
    def complete(self) -> bool:
        """Whether every part has a mark."""
        return all(points is not None for _, points in self.points)


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
    marks, decisions, sheets = read_marks(batch), read_decisions(batch), count_sheets(batch)
    sizes = panel_sizes(load_plan(batch))
    rows = []
    for candidate in batch.candidates.order_by("serial"):
        points = {mark.kind: mark.points for mark in marks.get(candidate.uuid, ())}
        rows.append(
            MarkRow(
                candidate=candidate,
                points=tuple((name, points.get(kind)) for kind, name, *_ in parts),
                sheets=sheets[candidate.uuid],
                panel=sizes.get(candidate.panel or 0, 0),
                decision=decisions.get(candidate.uuid),
            )
        )
    return MarkTable(parts=parts, rows=tuple(rows))


def count_sheets(batch: Batch) -> Counter[UUID | None]:
    """How many sheets are signed for each candidate."""
    return Counter(fact.subject for fact in read_facts(batch.uuid, "sheet_signed"))


def panel_sizes(plan: Plan | None) -> dict[int, int]:
    """How many people each panel of the skill part has, by its number."""
    return {use.session.number: len(use.session.staff) for use in list_uses(plan, "skill")} if plan else {}


def page_rows(rows: Sequence[MarkRow], number: str | None) -> "Page[MarkRow]":
    """A page of candidates."""
    return page_of(rows, number)


def decide_panels(batch: Batch, *, now: datetime, actor: AbstractBaseUser | None) -> Result[int]:
    """The panel's result for every candidate whose whole panel has signed; a part of a panel decides nothing."""
    sizes, sheets = panel_sizes(load_plan(batch)), count_sheets(batch)
    decided = set(Fact.objects.filter(batch=batch.uuid, kind="panel_decided").values_list("subject", flat=True))
    made = 0
    findings: tuple[Finding, ...] = ()
    for candidate in batch.candidates.select_related("batch__organisation"):
        size = sizes.get(candidate.panel or 0, 0)
        if candidate.uuid in decided or not size or sheets[candidate.uuid] < size:
            continue
        result = decide_skill(candidate, now=now, actor=actor)
        made += result.value is not None
        findings += result.findings
    return Result(made, findings)


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
