"""What became of a batch, counted: passed by part, share earned by area, passed by school, and by level beside others.

In: a batch with decisions. Out: counts. Follows: clause 1.9.2; the school of a candidate is the one whose class for
this occupation they took, where one is on record here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from uuid import UUID

import msgspec

from liangcai.award.decide import Decision
from liangcai.standard.model import PartKind
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.training import Trainee
from liangcai_web.services.facts import read_facts, read_payload
from liangcai_web.services.marking.panels import DECIDED
from liangcai_web.services.payloads.base import PanelDecided, TheoryMarked
from liangcai_web.services.payloads.results import MarkChanged
from liangcai_web.services.results.result import AreaResult, sum_rows
from liangcai_web.services.standing.awards import read_decisions

OTHERS = 20  # batches of the organisation that are counted beside this one


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """So many of ``of`` passed; ``name`` is a part, a school, or a level."""

    name: str
    passed: int
    of: int
    kind: PartKind | None = None

    @property
    def percent(self) -> int:
        """The share that passed, in whole percent."""
        return 100 * self.passed // self.of if self.of else 0


class AreaMean(msgspec.Struct, frozen=True, kw_only=True):
    """What was earned of an area on the mean."""

    part: str
    area: str
    percent: int
    people: int


class Outcomes(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is counted of a batch."""

    total: Tally
    parts: tuple[Tally, ...]
    areas: tuple[AreaMean, ...]
    schools: tuple[Tally, ...]
    levels: tuple[Tally, ...]


def count_outcomes(batch: Batch) -> Outcomes:
    """Count a batch."""
    decisions = read_decisions(batch)
    return Outcomes(
        total=Tally(name=batch.title, passed=sum(one.passed for one in decisions.values()), of=len(decisions)),
        parts=tuple(count_parts(decisions.values())),
        areas=tuple(average_areas(batch)),
        schools=tuple(count_schools(batch, {str(key): one.passed for key, one in decisions.items()})),
        levels=tuple(count_levels(batch)),
    )


def count_parts(decisions: Iterable[Decision]) -> Iterator[Tally]:
    """How many passed each part, of those who were decided on."""
    names, passed, of = dict[PartKind, str](), defaultdict[str, int](int), defaultdict[str, int](int)
    for decision in decisions:
        for one in decision.outcomes:
            names[one.kind] = one.name
            passed[one.kind] += one.passed
            of[one.kind] += 1
    for kind, name in names.items():
        yield Tally(name=name, passed=passed[kind], of=of[kind], kind=kind)


def average_areas(batch: Batch) -> Iterator[AreaMean]:
    """The share of each area that was earned, over everybody who has a mark of the part that stands."""
    standing = dict[tuple[str, UUID | None], tuple[AreaResult, ...]]()
    for fact in read_facts(batch.uuid, "theory_marked", "mark_changed", *DECIDED.values()):
        for part, areas in read_areas(fact).items():
            standing[part, fact.subject] = areas
    sums = defaultdict[tuple[str, str], list[Decimal]](list)
    for areas in standing.values():
        for one in areas:
            if one.full:
                sums[one.part, one.area].append(one.points / one.full)
    for (part, area), shares in sums.items():
        mean = sum(shares, Decimal(0)) / len(shares)
        yield AreaMean(part=part, area=area, percent=int(100 * mean), people=len(shares))


def read_areas(fact: Fact) -> dict[str, tuple[AreaResult, ...]]:
    """The areas of a part as a fact has them; a change that names none leaves those before."""
    if fact.kind in DECIDED.values():
        mark = read_payload(fact, PanelDecided).mark
        return {mark.kind: sum_rows(mark)}
    if fact.kind == "theory_marked":
        areas = read_payload(fact, TheoryMarked).areas
    else:
        changed = read_payload(fact, MarkChanged)
        areas = changed.areas if changed.kind == "theory" else ()
    rows = (AreaResult(part="theory", area=key, points=got, full=full) for key, got, full in areas)
    return {"theory": tuple(rows)} if areas else {}


def count_schools(batch: Batch, passed: dict[str, bool]) -> Iterator[Tally]:
    """How many passed of each school, by the newest class for this occupation; the rest under a blank name."""
    people = {
        person: str(uuid) for person, uuid in Candidate.objects.filter(batch=batch).values_list("person_id", "uuid")
    }
    taught = Trainee.objects.filter(person__in=people, training__standard__code=batch.standard.code)
    pairs = taught.order_by("pk").values_list("person_id", "training__organisation__name")
    schools = dict(pairs)
    counts = defaultdict[str, list[bool]](list)
    for person, uuid in people.items():
        if uuid in passed:
            counts[schools.get(person, "")].append(passed[uuid])
    for name, done in sorted(counts.items(), key=lambda one: (one[0] == "", one[0])):
        yield Tally(name=name, passed=sum(done), of=len(done))


def count_levels(batch: Batch) -> Iterator[Tally]:
    """How many passed at each level of this occupation, in this batch and those before it."""
    rows = Batch.objects.filter(organisation=batch.organisation, standard__code=batch.standard.code)
    counts = defaultdict[str, list[bool]](list)
    for one in rows.filter(opened_at__lte=batch.opened_at)[:OTHERS]:
        counts[one.level].extend(decision.passed for decision in read_decisions(one).values())
    for level, done in counts.items():
        if done:
            yield Tally(name=level, passed=sum(done), of=len(done))
