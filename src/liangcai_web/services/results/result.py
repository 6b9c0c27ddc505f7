"""A candidate's result as the candidate and the office see it.

In: a candidate. Out: what is decided and why, per part and per area. Follows: clause 1.9.2; before a decision it says
what is still to come.
"""

from decimal import Decimal

import msgspec

from liangcai.award.decide import Decision
from liangcai.marking.panel import PanelMark
from liangcai.marking.sheet import SheetKind
from liangcai_web.records.batches import Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import newest_fact, read_payload
from liangcai_web.services.marking.panels import DECIDED
from liangcai_web.services.payloads.base import PanelDecided, TheoryMarked
from liangcai_web.services.payloads.results import MarkChanged
from liangcai_web.services.standing.awards import newest_award, read_decision


class AreaResult(msgspec.Struct, frozen=True, kw_only=True):
    """What was earned in an area of a part, of how much."""

    part: str
    area: str
    points: Decimal
    full: Decimal

    @property
    def percent(self) -> int:
        """The share earned, in whole percent."""
        return int(100 * self.points / self.full) if self.full else 0


class CandidateResult(msgspec.Struct, frozen=True, kw_only=True):
    """The result: no decision while marks are to come; the certificate's number and token once there is one."""

    decision: Decision | None
    areas: tuple[AreaResult, ...]
    certificate_number: str = ""
    certificate_token: str = ""


def newest(candidate: Candidate, kind: str) -> Fact | None:
    """The newest fact of a kind about a candidate."""
    return newest_fact(candidate.uuid, kind)


def read_result(candidate: Candidate) -> CandidateResult:
    """The result as far as it has come."""
    decided = newest_award(candidate.uuid)
    if decided is None:
        return CandidateResult(decision=None, areas=())
    credential = Credential.objects.filter(candidate=candidate, replaced_by=None).order_by("-pk").first()
    return CandidateResult(
        decision=read_decision(decided),
        areas=(*theory_areas(candidate), *panel_areas(candidate)),
        certificate_number=credential.number if credential else "",
        certificate_token=credential.token if credential else "",
    )


def theory_areas(candidate: Candidate) -> tuple[AreaResult, ...]:
    """The theory part by area, as the mark that stands has it."""
    fact, changed = newest(candidate, "theory_marked"), newest_change(candidate, "theory")
    areas = read_payload(fact, TheoryMarked).areas if fact else ()
    areas = changed.areas if changed and changed.areas else areas
    return tuple(AreaResult(part="theory", area=area, points=points, full=full) for area, points, full in areas)


def newest_change(candidate: Candidate, kind: str) -> MarkChanged | None:
    """The newest change of the mark of a part, or None."""
    facts = Fact.objects.filter(subject=candidate.uuid, kind="mark_changed").order_by("-position")
    changes = (read_payload(fact, MarkChanged) for fact in facts)
    return next((change for change in changes if change.kind == kind), None)


def newest_panel(candidate: Candidate, kind: SheetKind) -> PanelMark | None:
    """What the panel or board of a candidate came to, or None."""
    fact = newest(candidate, DECIDED[kind])
    return read_payload(fact, PanelDecided).mark if fact else None


def panel_areas(candidate: Candidate) -> tuple[AreaResult, ...]:
    """What panels and boards gave by area: the mean of the scores that count."""
    found = (newest(candidate, kind) for kind in DECIDED.values())
    marks = (read_payload(fact, PanelDecided).mark for fact in found if fact)
    return tuple(area for mark in marks for area in sum_rows(mark))


def sum_rows(mark: PanelMark) -> tuple[AreaResult, ...]:
    """The rows of a panel's mark added up by area, each row the mean of its scores."""
    earned: dict[str, Decimal] = {}
    full: dict[str, Decimal] = {}
    for row in mark.rows:
        count = Decimal(max(1, len(row.scores)))
        earned[row.area] = earned.get(row.area, Decimal(0)) + sum(row.scores, Decimal(0)) / count
        full[row.area] = full.get(row.area, Decimal(0)) + row.maximum
    for fixed in mark.fixed:
        points = Decimal(fixed.points.numerator) / fixed.points.denominator
        earned[fixed.area] = earned.get(fixed.area, Decimal(0)) + points
        full[fixed.area] = full.get(fixed.area, Decimal(0)) + fixed.maximum
    return tuple(
        AreaResult(part=mark.kind, area=area, points=earned[area].quantize(Decimal("0.1")), full=full[area])
        for area in earned
    )
