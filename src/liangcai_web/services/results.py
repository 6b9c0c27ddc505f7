"""A candidate's result as the candidate and the office see it.

In: a candidate. Out: what is decided and why, per part and per area. Follows: clause 1.9.2; before a decision it says
what is still to come.
"""

from decimal import Decimal

import msgspec

from liangcai.award.decide import Decision
from liangcai.marking.panel import PanelMark
from liangcai_web.records.batches import Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import newest_fact, read_payload
from liangcai_web.services.payloads import AwardDecided, PanelDecided, TheoryMarked


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
    decided = newest(candidate, "award_decided")
    if decided is None:
        return CandidateResult(decision=None, areas=())
    credential = Credential.objects.filter(candidate=candidate).first()
    return CandidateResult(
        decision=read_payload(decided, AwardDecided).decision,
        areas=(*theory_areas(candidate), *skill_areas(candidate)),
        certificate_number=credential.number if credential else "",
        certificate_token=credential.token if credential else "",
    )


def theory_areas(candidate: Candidate) -> tuple[AreaResult, ...]:
    """The theory part by area."""
    fact = newest(candidate, "theory_marked")
    areas = read_payload(fact, TheoryMarked).areas if fact else ()
    return tuple(AreaResult(part="theory", area=area, points=points, full=full) for area, points, full in areas)


def skill_areas(candidate: Candidate) -> tuple[AreaResult, ...]:
    """The skill part by area: the mean of the scores that count."""
    fact = newest(candidate, "panel_decided")
    return sum_rows(read_payload(fact, PanelDecided).mark) if fact else ()


def sum_rows(mark: PanelMark) -> tuple[AreaResult, ...]:
    """The rows of a panel's mark added up by area, each row the mean of its scores."""
    earned: dict[str, Decimal] = {}
    full: dict[str, Decimal] = {}
    for row in mark.rows:
        count = Decimal(max(1, len(row.scores)))
        earned[row.area] = earned.get(row.area, Decimal(0)) + sum(row.scores, Decimal(0)) / count
        full[row.area] = full.get(row.area, Decimal(0)) + row.maximum
    return tuple(
        AreaResult(part=mark.kind, area=area, points=earned[area].quantize(Decimal("0.1")), full=full[area])
        for area in earned
    )
