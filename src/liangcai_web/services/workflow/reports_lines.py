"""What can be reported of the candidates of a batch.

In: a batch, whom the report lists. Out: a line a candidate, by ticket number. Follows: clause 1.9.2; ID numbers stand
with their last four (R22).
"""

from msgspec.structs import replace

from liangcai.award.decide import Decision
from liangcai.credentials.achievement import plain
from liangcai.credentials.reporting import ReportLine, Who
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.days import local_day
from liangcai_web.services.standing.awards import read_decisions

VALID, REVOKED = "有效 valid", "已撤销 revoked"


def list_lines(batch: Batch, who: Who) -> tuple[ReportLine, ...]:
    """Everybody who was decided on; or the newest certificate of everybody who has one, be it valid or revoked."""
    decisions = read_decisions(batch)
    rows = batch.candidates.select_related("person", "batch__organisation").order_by("serial")
    if who == "decided":
        return tuple(describe(row, decisions[row.uuid]) for row in rows if row.uuid in decisions)
    held = Credential.objects.filter(candidate__batch=batch, replaced_by=None).order_by("candidate__serial")
    given = held.select_related("candidate__person", "candidate__batch__organisation", "replaces").defer(
        "file", "token"
    )
    return tuple(add_certificate(describe(one.candidate, decisions[one.candidate.uuid]), one) for one in given)


def describe(candidate: Candidate, decision: Decision) -> ReportLine:
    """A candidate with marks and decision."""
    batch, standard = candidate.batch, batch_standard(candidate.batch)
    marks = {one.kind: "" if one.points is None else plain(one.points) for one in decision.outcomes}
    return ReportLine(
        ticket=candidate.ticket_number,
        name=candidate.person.name,
        id_masked=candidate.person.masked_id_number,
        organisation=batch.organisation.name,
        occupation=standard.name,
        code=f"{standard.code}@{standard.edition}",
        level=decision.level,
        direction=decision.direction or "",
        batch=f"{batch.starts_at:%Y}-{batch.pk:04d}",
        examined=local_day(batch.starts_at).isoformat(),
        theory=marks.get("theory", ""),
        skill=marks.get("skill", ""),
        review=marks.get("review", ""),
        decision="合格 passed" if decision.passed else "不合格 not passed",
    )


def add_certificate(line: ReportLine, one: Credential) -> ReportLine:
    """The line of a certificate that stands."""
    return replace(
        line,
        number=str(one),
        issued=local_day(one.issued_at).isoformat(),
        replaces=str(one.replaces or ""),
        status=VALID if one.revoked_at is None else REVOKED,
    )
