"""How often somebody served at a site just before, without a pause.

In: a batch. Out: counts by person and site. Follows: rotation of staff (practice): after so many batches at a site
somebody pauses.
"""

from collections import Counter

from liangcai.scheduling.plan import Plan
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.services.documents import load_value
from liangcai_web.services.packs import scheduling_pack
from liangcai_web.services.papers.making import kept_hash

LOOKED_AT = 20


def count_in_a_row(batch: Batch) -> dict[tuple[str, str], int]:
    """For each person and site the number of the latest batches there that they served in one after another."""
    most = scheduling_pack().most_in_a_row
    if most is None:
        return {}
    found: Counter[tuple[str, str]] = Counter()
    seen: Counter[str] = Counter()
    for plan in list_earlier_plans(batch):
        serving: dict[str, set[str]] = {}
        for session in plan.timetable.sessions:
            serving.setdefault(session.site, set()).update(session.staff)
        for site, people in serving.items():
            for person in people:
                if found[person, site] == seen[site]:
                    found[person, site] += 1
            seen[site] += 1
    return dict(found)


def list_earlier_plans(batch: Batch) -> tuple[Plan, ...]:
    """The plans of the batches held before, the latest first."""
    planned = Fact.objects.filter(organisation=batch.organisation, kind="plan_made").values("batch")
    rows = Batch.objects.filter(organisation=batch.organisation, uuid__in=planned, starts_at__lt=batch.starts_at)
    rows = rows.exclude(pk=batch.pk).order_by("-starts_at", "-pk")[:LOOKED_AT]
    kept = (kept_hash(row.uuid, "plan_made") for row in rows)
    return tuple(load_value(batch.organisation, Document.Kind.PLAN, sha256, Plan) for sha256 in kept if sha256)
