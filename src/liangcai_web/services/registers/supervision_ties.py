"""Who supervises a batch, for those who give duties in it.

In: a batch, people at hand. Out: the people who take no part in supervising it. Follows: staff rules (practice): a
supervisor is no assessor and no invigilator of the same batch.
"""

import msgspec

from liangcai.scheduling.model import Resources
from liangcai_web.records.batches import Batch
from liangcai_web.records.supervision import Visit


def list_supervising(batch: Batch) -> frozenset[str]:
    """The user names of those who supervise a batch."""
    rows = Visit.objects.filter(batch=batch, withdrawn_at=None)
    return frozenset(rows.values_list("supervisor__username", flat=True))


def without_supervisors(batch: Batch, resources: Resources) -> Resources:
    """The places and people at hand without those who supervise the batch."""
    names = list_supervising(batch)
    return msgspec.structs.replace(resources, staff=tuple(one for one in resources.staff if one.id not in names))
