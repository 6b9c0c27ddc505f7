"""From the marks of the parts to decisions.

In: the marks in the facts of a batch. Out: ``award_decided`` a candidate, by two people; ``award_changed`` where a mark
changed later. Follows: clause 1.9.2: each part on its own must reach the pass mark; the decision names the standard,
the blueprint and the marks; decisions are never edited, a later one stands for the one before.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser

from liangcai.award.decide import Decision, PartMark, VoidPart, decide_award
from liangcai.blueprint.model import hash_blueprint
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.checkpoints import note_checkpoint
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.facts import NewFact, append_facts, append_once, read_facts, read_payload
from liangcai_web.services.marking.panels import DECIDED
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.payloads.base import AwardDecided, PanelDecided, TheoryMarked
from liangcai_web.services.payloads.results import AwardChanged, MarkChanged, MisconductDecided, MisconductLifted
from liangcai_web.services.standing.awards import read_awards, read_decision, read_decisions
from liangcai_web.services.standing.resits import read_kept
from liangcai_web.services.turns import take_turn

MARKS = ("theory_marked", *DECIDED.values(), "mark_changed")


def read_marks(batch: Batch) -> dict[UUID, tuple[PartMark, ...]]:
    """The marks of each candidate, one a part; a later mark of a part stands for an earlier or a kept one."""
    marks: dict[UUID, dict[str, PartMark]] = {}
    for fact in read_facts(batch.uuid, *MARKS):
        if fact.subject is not None:
            mark = read_mark(fact)
            marks.setdefault(fact.subject, {})[mark.kind] = mark
    for subject, kept in read_kept(batch).items():
        for mark in kept:
            marks.setdefault(subject, {}).setdefault(mark.kind, mark)
    return {subject: tuple(parts.values()) for subject, parts in marks.items()}


def read_mark(fact: Fact) -> PartMark:
    """The mark that a fact gives, with what it rests on."""
    if fact.kind == "theory_marked":
        theory = read_payload(fact, TheoryMarked)
        evidence = f"form {theory.form_sha256} pack {theory.pack_id} fact {fact.hash}"
        return PartMark(kind="theory", points=theory.points, reasons=theory.reasons, evidence=evidence)
    if fact.kind == "mark_changed":
        said = read_payload(fact, MarkChanged)
        evidence = f"pack {said.pack_id} version {said.version} {said.cause} {said.by} fact {fact.hash}"
        return PartMark(kind=said.kind, points=said.points, reasons=said.reasons, evidence=evidence)
    panel = read_payload(fact, PanelDecided).mark
    evidence = f"blueprint {panel.blueprint_sha256} pack {panel.pack_id} fact {fact.hash}"
    return PartMark(kind=panel.kind, points=panel.points, reasons=panel.reasons, evidence=evidence)


def read_void(batch: Batch) -> dict[UUID, tuple[VoidPart, ...]]:
    """The parts that a measure made void and no appeal put back, by candidate."""
    void: dict[UUID, dict[str, tuple[VoidPart, ...]]] = {}
    for fact in read_facts(batch.uuid, "misconduct_decided", "misconduct_lifted"):
        if fact.subject is None:
            continue
        if fact.kind == "misconduct_decided":
            said = read_payload(fact, MisconductDecided)
            void.setdefault(fact.subject, {})[said.case] = said.void
        else:
            void.get(fact.subject, {}).pop(read_payload(fact, MisconductLifted).case, None)
    return {
        subject: tuple({one.kind: one for parts in cases.values() for one in parts}.values())
        for subject, cases in void.items()
    }


def decide_awards(
    batch: Batch, *, now: datetime, actor: AbstractBaseUser | None, approver: AbstractBaseUser | None
) -> Mapping[UUID, Decision]:
    """Decide on every candidate who has not been decided on; somebody without a mark is not passed."""
    decided = read_decisions(batch)
    new = set(batch.candidates.values_list("uuid", flat=True)) - set(decided)
    made = judge_candidates(batch, new)
    facts = [
        NewFact(kind="award_decided", payload=AwardDecided(decision=decision), subject=subject)
        for subject, decision in made.items()
    ]
    if append_once(batch.organisation, facts, now=now, actor=actor, approver=approver, batch=batch.uuid):
        note_checkpoint(batch.organisation, now=now, batch=batch)
    return {**decided, **made}


def judge_candidates(batch: Batch, subjects: Collection[UUID]) -> dict[UUID, Decision]:
    """What the marks as they stand come to, in the order of the tickets; nothing is written."""
    standard, blueprint = batch_standard(batch), load_blueprint(batch)
    marks, void = read_marks(batch), read_void(batch)
    sha256, direction = hash_blueprint(blueprint) if blueprint else "", batch.direction or None
    rows = batch.candidates.order_by("serial").values_list("uuid", flat=True)
    return {
        uuid: decide_award(standard, batch.level, direction, marks.get(uuid, ()), sha256, void.get(uuid, ()))
        for uuid in rows
        if uuid in subjects
    }


def decide_again(
    batch: Batch,
    subjects: Collection[UUID],
    reason: str,
    *,
    now: datetime,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
) -> dict[UUID, Decision]:
    """A new decision on everyone of these whom the marks now judge otherwise; those not decided on yet are left."""
    with take_turn(batch.organisation):
        stands = {subject: fact for subject, fact in read_awards(batch).items() if subject in subjects}
        changed = {
            subject: decision
            for subject, decision in judge_candidates(batch, set(stands)).items()
            if decision != read_decision(stands[subject])
        }
        facts = [
            NewFact(
                kind="award_changed",
                payload=AwardChanged(decision=decision, reason=reason, replaces=stands[subject].hash),
                subject=subject,
            )
            for subject, decision in changed.items()
        ]
        if append_facts(batch.organisation, facts, now=now, actor=actor, approver=approver, batch=batch.uuid):
            note_checkpoint(batch.organisation, now=now, batch=batch)
    return changed
