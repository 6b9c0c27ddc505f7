"""From the marks of the parts to decisions.

In: the marks in the facts of a batch. Out: an ``award_decided`` fact a candidate. Follows: clause 1.9.2: each part on
its own must reach the pass mark; the decision names the standard, the blueprint and the marks.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser

from liangcai.award.decide import Decision, PartMark, decide_award
from liangcai.blueprint.model import hash_blueprint
from liangcai_web.records.batches import Batch
from liangcai_web.services.batches import batch_standard
from liangcai_web.services.facts import NewFact, append_once, read_facts, read_payload
from liangcai_web.services.papers import load_blueprint
from liangcai_web.services.payloads import AwardDecided, PanelDecided, TheoryMarked
from liangcai_web.services.resits import read_kept


def read_marks(batch: Batch) -> dict[UUID, tuple[PartMark, ...]]:
    """The marks of each candidate, one a part; a later mark of a part stands for an earlier or a kept one."""
    marks: dict[UUID, dict[str, PartMark]] = {}
    for fact in read_facts(batch.uuid, "theory_marked", "panel_decided"):
        if fact.subject is None:
            continue
        if fact.kind == "theory_marked":
            theory = read_payload(fact, TheoryMarked)
            mark = PartMark(
                kind="theory",
                points=theory.points,
                reasons=theory.reasons,
                evidence=f"form {theory.form_sha256} pack {theory.pack_id} fact {fact.hash}",
            )
        else:
            panel = read_payload(fact, PanelDecided).mark
            evidence = f"blueprint {panel.blueprint_sha256} pack {panel.pack_id} fact {fact.hash}"
            mark = PartMark(kind=panel.kind, points=panel.points, reasons=panel.reasons, evidence=evidence)
        marks.setdefault(fact.subject, {})[mark.kind] = mark
    for subject, kept in read_kept(batch).items():
        for mark in kept:
            marks.setdefault(subject, {}).setdefault(mark.kind, mark)
    return {subject: tuple(parts.values()) for subject, parts in marks.items()}


def read_decisions(batch: Batch) -> dict[UUID, Decision]:
    """The decision on each candidate."""
    facts = read_facts(batch.uuid, "award_decided")
    return {fact.subject: read_payload(fact, AwardDecided).decision for fact in facts if fact.subject}


def decide_awards(
    batch: Batch, *, now: datetime, actor: AbstractBaseUser | None = None, approver: AbstractBaseUser | None = None
) -> Mapping[UUID, Decision]:
    """Decide on every candidate who has not been decided on; somebody without a mark is not passed."""
    standard, blueprint = batch_standard(batch), load_blueprint(batch)
    marks, decided = read_marks(batch), read_decisions(batch)
    made = {}
    for candidate in batch.candidates.all():
        if candidate.uuid not in decided:
            made[candidate.uuid] = decide_award(
                standard,
                batch.level,
                batch.direction or None,
                marks.get(candidate.uuid, ()),
                hash_blueprint(blueprint) if blueprint else "",
            )
    facts = [
        NewFact(kind="award_decided", payload=AwardDecided(decision=decision), subject=subject)
        for subject, decision in made.items()
    ]
    append_once(batch.organisation, facts, now=now, actor=actor, approver=approver, batch=batch.uuid)
    return {**decided, **made}
