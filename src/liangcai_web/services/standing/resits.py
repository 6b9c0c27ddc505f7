"""Parts that people have passed before and keep, when they sit again.

In: a batch, people. Out: parts by person, facts once they are seated. Follows: the rule pack of awards; the kept mark
names the decision that it comes from, and whoever sits the part all the same is judged by the new mark.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from liangcai.award.decide import PartMark
from liangcai.award.keeping import Earlier, KeptPart, keep_parts
from liangcai.findings import Message, Reason
from liangcai.standard.identity import standard_id
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.people import Person
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import NewFact, read_facts, read_payload
from liangcai_web.services.packs import award_pack
from liangcai_web.services.payloads.base import PartKept
from liangcai_web.services.standing.awards import AWARDS, read_decision

KINDS = {"theory": "theory_kept", "skill": "skill_kept", "review": "review_kept"}


def list_kept(batch: Batch, people: Iterable[Person]) -> dict[UUID, tuple[KeptPart, ...]]:
    """What each person keeps for a batch on the day of its examination; those who keep nothing are left out."""
    standard = batch_standard(batch)
    place = (standard_id(standard.code, standard.edition), batch.level, batch.direction or None)
    found = {}
    for person, earlier in _list_earlier(batch, people).items():
        kept = keep_parts(tuple(earlier), place, local_day(batch.starts_at), award_pack())
        if kept:
            found[person] = kept
    return found


def _list_earlier(batch: Batch, people: Iterable[Person]) -> dict[UUID, list[Earlier]]:
    """The decisions on people in other batches of the organisation that stand."""
    rows = Candidate.objects.filter(person__in=[person.pk for person in people]).exclude(batch=batch)
    owner = {row.uuid: row.person.uuid for row in rows.select_related("person")}
    facts = Fact.objects.filter(subject__in=list(owner), kind__in=AWARDS).order_by("position")
    earlier: dict[UUID, list[Earlier]] = {}
    for subject, fact in {fact.subject: fact for fact in facts if fact.subject}.items():
        decision = read_decision(fact)
        parts = tuple(mark.kind for mark in decision.marks if mark.evidence.startswith("kept "))
        one = Earlier(day=local_day(fact.at), decision=decision, kept=parts)
        earlier.setdefault(owner[subject], []).append(one)
    return earlier


def note_kept(batch: Batch, candidates: Sequence[Candidate]) -> list[NewFact]:
    """The facts that say what candidates keep."""
    kept = list_kept(batch, [candidate.person for candidate in candidates])
    return [
        NewFact(
            kind=KINDS[part.kind],
            payload=PartKept(kind=part.kind, points=part.points, passed_on=part.passed_on, until=part.until),
            subject=candidate.uuid,
        )
        for candidate in candidates
        for part in kept.get(candidate.person.uuid, ())
    ]


def read_kept(batch: Batch) -> Mapping[UUID, tuple[PartMark, ...]]:
    """The marks that candidates of a batch keep from before."""
    marks: dict[UUID, tuple[PartMark, ...]] = {}
    for fact in read_facts(batch.uuid, *KINDS.values()):
        if fact.subject:
            said = read_payload(fact, PartKept)
            marks[fact.subject] = (*marks.get(fact.subject, ()), _mark(said, fact))
    return marks


def _mark(said: PartKept, fact: Fact) -> PartMark:
    message = Message(
        f"{said.passed_on} 已合格，成绩保留至 {said.until} 前。",
        f"Passed on {said.passed_on}, kept until the day before {said.until}.",
    )
    reason = Reason(clause="1.9.2", met=True, message=message)
    return PartMark(kind=said.kind, points=said.points, reasons=(reason,), evidence=f"kept fact {fact.hash}")
