"""What facts say about yearly plans: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: the newest word on a year counts, the older stay.
"""

from liangcai_web.services.payloads.base import Payload


class PlannedExam(Payload, frozen=True, kw_only=True):
    """An item as it was filed."""

    uuid: str
    month: int
    standard: str
    level: str
    direction: str
    people: int
    site: str


class YearFiled(Payload, frozen=True, kw_only=True):
    """``year_filed``: the plan of a year was handed to the authority, item by item."""

    year: int
    items: tuple[PlannedExam, ...]


class YearJudged(Payload, frozen=True, kw_only=True):
    """``year_approved``, ``year_returned``: the authority's word on the plan filed at that position of the log."""

    year: int
    filed: int
    words: str


class BatchPlanned(Payload, frozen=True, kw_only=True):
    """``batch_planned``: a batch was announced from an item of an approved plan."""

    item: str
    year: int
    month: int
    people: int
