"""Every score again from raw events: what was published is found again, or the differences are named.

In: a batch. Out: a ``Rescore`` with counts and differences; nothing is written. Follows: every score can be recomputed
from raw events and equals what was published: theory from the journal under the live marking version, panels from their
signed sheets, decisions from the marks. A mark that two people set in a review is theirs: its reason stands in the log.
"""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from liangcai.findings import Message
from liangcai.marking.panel import decide_panel
from liangcai_web.records.batches import Batch
from liangcai_web.services.facts import read_facts, read_payload
from liangcai_web.services.marking.panels import DECIDED
from liangcai_web.services.marking.scoring import batch_sheet, candidate_sheet, list_sheets
from liangcai_web.services.marking.theory import live_version, score_papers
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.payloads.base import PanelDecided, TheoryMarked
from liangcai_web.services.payloads.results import MarkChanged
from liangcai_web.services.results.decisions import judge_candidates, read_mark
from liangcai_web.services.results.versions import read_theory
from liangcai_web.services.standing.awards import read_decisions

PARTS = {
    "theory": Message("理论", "theory"),
    "skill": Message("技能", "skill"),
    "review": Message("综合评审", "review"),
    "decision": Message("评定", "decision"),
}


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was published and is not found again."""

    ticket: str
    what: str
    published: str
    found: str


class Rescore(msgspec.Struct, frozen=True, kw_only=True):
    """How much was scored again, how much of it people had set in a review, and what differs."""

    papers: int = 0
    responses: int = 0
    panels: int = 0
    decisions: int = 0
    reviewed: int = 0
    differences: tuple[Difference, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether everything was found again."""
        return not self.differences


def rescore_batch(batch: Batch) -> Rescore:
    """Score everything again and hold it against what was published."""
    theory, panels = rescore_theory(batch), rescore_panels(batch)
    decided = tuple(rescore_decisions(batch))
    return Rescore(
        papers=theory.papers,
        responses=theory.responses,
        panels=panels.panels,
        decisions=len(read_decisions(batch)),
        reviewed=theory.reviewed + panels.reviewed,
        differences=(*theory.differences, *panels.differences, *decided),
    )


def rescore_theory(batch: Batch) -> Rescore:
    """The theory papers from the events of the journal."""
    stands, papers, responses, reviewed = read_theory(batch), 0, 0, 0
    found: list[Difference] = []
    for candidate, mark in score_papers(batch, live_version(batch)):
        fact = stands.pop(candidate.uuid, None)
        papers, responses = papers + 1, responses + len(mark.responses)
        if fact is None:
            found.append(_differ(candidate.ticket_number, "theory", "—", str(mark.points)))
            continue
        changed = read_payload(fact, MarkChanged) if fact.kind == "mark_changed" else None
        if changed is not None and changed.cause == "review":
            reviewed += 1
            continue
        areas = changed.areas if changed else read_payload(fact, TheoryMarked).areas
        again = tuple((area.key, area.points, area.full) for area in mark.areas)
        if (read_mark(fact).points, areas) != (mark.points, again):
            found.append(_differ(candidate.ticket_number, "theory", _show(areas), _show(again)))
    lost = batch.candidates.filter(uuid__in=list(stands)).values_list("ticket_number", flat=True)
    found += [_differ(ticket, "theory", "?", "—") for ticket in lost]
    return Rescore(papers=papers, responses=responses, reviewed=reviewed, differences=tuple(found))


def rescore_panels(batch: Batch) -> Rescore:
    """The results of panels and boards from the signed sheets."""
    changed = (read_payload(fact, MarkChanged) for fact in read_facts(batch.uuid, "mark_changed"))
    reviewed = sum(one.kind != "theory" and one.cause == "review" for one in changed)
    found: list[Difference] = []
    panels = 0
    for kind, decided in DECIDED.items():
        sheets, template = list_sheets(batch, kind), batch_sheet(batch, kind)
        facts = [(fact.subject, fact) for fact in read_facts(batch.uuid, decided) if fact.subject]
        people = {row.uuid: row for row in batch.candidates.select_related("batch__organisation", "batch__standard")}
        tickets = {uuid: row.ticket_number for uuid, row in people.items()}
        panels += len(facts)
        for subject, fact in facts:
            published, signed = read_payload(fact, PanelDecided).mark, sheets.get(subject, ())
            own = candidate_sheet(people[subject], kind, template) if template else None
            again = decide_panel(own, signed, marking_pack()).value if own else None
            if again != published:
                points = str(again.points) if again else "—"
                found.append(_differ(tickets.get(subject, "?"), kind, str(published.points), points))
    return Rescore(panels=panels, reviewed=reviewed, differences=tuple(found))


def rescore_decisions(batch: Batch) -> Iterator[Difference]:
    """The decisions from the marks that stand."""
    published = read_decisions(batch)
    again = judge_candidates(batch, set(published))
    tickets = dict(batch.candidates.values_list("uuid", "ticket_number"))
    for subject, decision in published.items():
        if again.get(subject) != decision:
            yield _differ(tickets.get(subject, "?"), "decision", _pass(decision), _pass(again.get(subject)))


def _pass(decision: object) -> str:
    passed = getattr(decision, "passed", None)
    return "—" if passed is None else "合格 passed" if passed else "不合格 not passed"


def _show(areas: tuple[tuple[str, Decimal, Decimal], ...]) -> str:
    return f"{sum((points for _, points, _ in areas), Decimal(0))}"


def _differ(ticket: str, what: str, published: str, found: str) -> Difference:
    return Difference(ticket=ticket, what=what, published=published, found=found)
