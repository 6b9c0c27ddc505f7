"""What the announcement of a batch says: who may apply by which clause, days, parts, places, results, appeals.

In: a batch, the moment. Out: ``Announcement``. Follows: the workflow, step 2; nothing in it is typed for it: it is made
from the standard, the batch, the sites of the office, and the rule packs.
"""

from datetime import date, datetime

import msgspec

from liangcai.blueprint.derive import derive_blueprint
from liangcai.blueprint.model import PartPlan
from liangcai.eligibility.describe import describe
from liangcai.eligibility.rules import CompiledCondition, Uncompiled
from liangcai.findings import Message
from liangcai_web.records.batches import Batch
from liangcai_web.records.places import Site
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.admission.draft import is_open
from liangcai_web.services.batches.changed import is_cancelled
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.days import local_day
from liangcai_web.services.packs import award_pack, blueprint_pack, sitting_pack, workflow_pack

STEPS = ("review", "tickets", "posting")


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A condition: its clause and line, as the standard has it, and as a sentence in both languages if it was read."""

    clause: str
    line: int
    text: str
    said: Message | None


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page shows; a day that is not settled is None."""

    batch: Batch
    name: str
    code: str
    edition: str
    requires: Rule | None
    conditions: tuple[Rule, ...]
    parts: tuple[PartPlan, ...]
    days: dict[str, date]
    sites: tuple[Site, ...]
    late_minutes: int
    leave_minutes: int
    kept_years: int
    resits: int
    open: bool
    cancelled: bool
    unknown_year: bool


def read_announcement(batch: Batch, now: datetime) -> Announcement:
    """The announcement of a batch as it stands now."""
    standard, conditions = batch_standard(batch), batch_conditions(batch).value
    blueprint = derive_blueprint(standard, batch.level, batch.direction or None, blueprint_pack()).value
    pack, awards = sitting_pack(), award_pack()
    return Announcement(
        batch=batch,
        name=standard.name,
        code=standard.code,
        edition=standard.edition,
        requires=read_rule(conditions.requires) if conditions and conditions.requires else None,
        conditions=tuple(read_rule(one) for one in conditions.conditions) if conditions else (),
        parts=blueprint.parts if blueprint else (),
        days=list_days(batch),
        sites=tuple(Site.objects.filter(organisation=batch.organisation, retired_at=None)),
        late_minutes=pack.late_entry_minutes,
        leave_minutes=pack.leave_after_minutes,
        kept_years=awards.kept_years,
        resits=awards.resits,
        open=is_open(batch, now),
        cancelled=is_cancelled(batch),
        unknown_year=batch.starts_at.year not in workflow_pack().calendar.years,
    )


def read_rule(condition: CompiledCondition) -> Rule:
    """A condition in the words of the standard and in ours."""
    said = None if isinstance(condition.rule, Uncompiled) else describe(condition.rule)
    return Rule(clause=condition.clause, line=condition.line, text=condition.text, said=said)


def list_days(batch: Batch) -> dict[str, date]:
    """The days by which the office is to have done what applicants wait for, by the rule pack."""
    pack, start = workflow_pack(), local_day(batch.starts_at)
    steps = {key: pack.step(key) for key in STEPS}
    return {
        key: pack.calendar.shift(start, step.due.workdays)
        for key, step in steps.items()
        if step and step.due and step.due.anchor == "start"
    }
