"""The workflow of a batch: where it stands on each step, steps noted by hand, the plan filed, approved or returned.

In: a batch, the moment. Out: a state a step; facts. Follows: the rule pack of the workflow; the state is folded from
facts, the newest word on a step counts.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Max

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.workflow.follow import Happened, StepState, follow_workflow, refuse_step
from liangcai.workflow.pack import Anchor, Step
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.state import list_parts
from liangcai_web.services.certificates.office import count_passed
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact, read_facts, read_payload
from liangcai_web.services.packs import workflow_pack
from liangcai_web.services.payloads.workflow import PlanFiled, PlanJudged, StepNoted
from liangcai_web.services.results.postings import read_posting
from liangcai_web.services.supervision.reports import read_supervision
from liangcai_web.services.turns import take_turn

PLAN = ("plan_filed", "plan_approved", "plan_returned", "batch_changed")
Count_ = dict[str, tuple[int, datetime]]


def read_workflow(batch: Batch, now: datetime) -> tuple[StepState, ...]:
    """The state of every step."""
    grouped = Fact.objects.filter(batch=batch.uuid).order_by().values_list("kind").annotate(Count("pk"), Max("at"))
    counts: Count_ = {kind: (count, at) for kind, count, at in grouped}
    noted = {read_payload(fact, StepNoted).step: fact for fact in read_facts(batch.uuid, "step_noted")}
    wanted = {"": 1, "candidate": batch.candidates.count(), "passed": max(1, count_passed(batch))}
    happened = {step.key: _fold(batch, step, counts, noted, wanted[step.each]) for step in workflow_pack().steps}
    days: dict[Anchor, date] = {"announced": local_day(batch.opened_at), "start": local_day(batch.starts_at)}
    posted = read_posting(batch)
    if posted is not None:
        days["posted"] = posted.day
    if "certificate_issued" in counts:
        days["certified"] = local_day(counts["certificate_issued"][1])
    known = {key: one for key, one in happened.items() if one is not None}
    return follow_workflow(workflow_pack(), known, days, list_parts(batch), local_day(now))


def _fold(batch: Batch, step: Step, counts: Count_, noted: dict[str, Fact], wanted: int) -> Happened | None:
    """What the facts say of a step, of which ``wanted`` make it done; or None."""
    if step.key in noted:
        return _read_noted(noted[step.key])
    if "plan_approved" in step.facts:
        return _read_plan(batch)
    if "visit_signed" in step.facts:
        return read_supervision(batch)
    found = [counts[kind] for kind in step.facts if kind in counts]
    if not found:
        return None
    count, at = max(found)
    return Happened(count=count, of=wanted, at=at)


def _read_noted(fact: Fact) -> Happened:
    said = read_payload(fact, StepNoted)
    day = datetime.combine(said.day, fact.at.timetz())
    return Happened(count=1, at=day, by=str(fact.actor or ""), note=said.note)


def _read_plan(batch: Batch) -> Happened | None:
    """The newest word on the plan: approved, returned, filed and waiting, or changed since."""
    last = Fact.objects.filter(batch=batch.uuid, kind__in=PLAN).select_related("actor").order_by("-position").first()
    if last is None or (last.kind == "batch_changed" and not _was_filed(batch)):
        return None
    words = {
        "plan_filed": "已报备，待核准 filed, waits for the authority",
        "batch_changed": "报备后有变更，须重新报备 changed since it was filed: file it again",
    }
    note = words.get(last.kind) or read_payload(last, PlanJudged).words
    approved = last.kind == "plan_approved"
    return Happened(count=int(approved), at=last.at, by=str(last.actor or ""), note=note, back=not approved)


def _was_filed(batch: Batch) -> bool:
    return Fact.objects.filter(batch=batch.uuid, kind="plan_filed").exists()


def note_step(
    batch: Batch, key: str, day: date, note: str, *, actor: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """Note that a step was taken; refused where it waits for others, or lies in the future."""
    with take_turn(batch.organisation):
        refused = refuse_step(read_workflow(batch, now), key) or _check_day(batch, day, now)
        if refused:
            return Result(None, (refused,))
        said = StepNoted(step=key, day=day, note=note.strip())
        return Result(append_fact(batch.organisation, "step_noted", said, now=now, actor=actor, batch=batch.uuid))


def _check_day(batch: Batch, day: date, now: datetime) -> Finding | None:
    if day > local_day(now):
        return _refuse("day", "日期在将来：登记已经做完的事。", "The day lies ahead: note what is done.")
    if day.year < batch.opened_at.year - 1:
        return _refuse("day", "日期远早于批次公告，请核对。", "The day lies long before the batch: check it.")
    return None


def file_plan(batch: Batch, *, actor: AbstractBaseUser, now: datetime) -> Result[Fact | None]:
    """Hand the plan of a batch to the authority; refused while a plan waits or is approved, or before the review."""
    with take_turn(batch.organisation):
        state = next(one for one in read_workflow(batch, now) if "plan_approved" in one.step.facts)
        if state.standing == "waits":
            names = "、".join(step.zh for step in state.waits_for)
            english = ", ".join(step.en for step in state.waits_for)
            return Result(None, (_refuse("waits", f"方案报备须等：{names}。", f"To file waits for: {english}."),))
        if state.standing == "done" or _waiting_plan(batch):
            return Result(None, (_refuse("filed", "方案已报备。", "The plan is filed already."),))
        rooms = batch.candidates.exclude(room="").values("room").distinct().count()
        said = PlanFiled(title=batch.title, starts_at=batch.starts_at, candidates=batch.candidates.count(), rooms=rooms)
        return Result(append_fact(batch.organisation, "plan_filed", said, now=now, actor=actor, batch=batch.uuid))


def judge_plan(
    batch: Batch, words: str, *, approve: bool, actor: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """The authority approves the plan that waits, or returns it with a reason."""
    with take_turn(batch.organisation):
        filed = _waiting_plan(batch)
        if filed is None:
            return Result(None, (_refuse("none", "没有待核准的方案。", "No plan waits for a word."),))
        if not approve and not words.strip():
            return Result(None, (_refuse("reason", "退回须写明理由。", "A plan is returned with a reason."),))
        if filed.actor_id == actor.pk:
            return Result(None, (_refuse("own", "不能核准自己报备的方案。", "Nobody approves a plan of their own."),))
        kind, said = "plan_approved" if approve else "plan_returned", PlanJudged(filed=filed.position, words=words)
        return Result(append_fact(batch.organisation, kind, said, now=now, actor=actor, batch=batch.uuid))


def _waiting_plan(batch: Batch) -> Fact | None:
    last = Fact.objects.filter(batch=batch.uuid, kind__in=PLAN).order_by("-position").first()
    return last if last is not None and last.kind == "plan_filed" else None


def list_plans(batches: Iterable[Batch]) -> tuple[tuple[Batch, PlanFiled, Fact], ...]:
    """The plans that wait for the authority's word, the nearest examination first."""
    waiting = [(batch, fact) for batch in batches if (fact := _waiting_plan(batch)) is not None]
    found = [(batch, read_payload(fact, PlanFiled), fact) for batch, fact in waiting]
    return tuple(sorted(found, key=lambda one: one[0].starts_at))


def _refuse(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"workflow.{rule}", severity=Severity.ERROR, message=Message(zh, en))
