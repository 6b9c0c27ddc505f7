"""What the facts about a bank of questions say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: a version of a question is named by its hash.
"""

from liangcai.items.elements import Addition
from liangcai_web.services.payloads.base import Payload


class ItemSaved(Payload, frozen=True, kw_only=True):
    """``item_saved``: a version of a question, by its author; the bank is ``code@edition/level``."""

    bank: str
    item_id: str
    sha256: str


class ItemMoved(Payload, frozen=True, kw_only=True):
    """``item_moved``: a step in the life of a version."""

    bank: str
    item_id: str
    sha256: str
    step: str
    state: str


class ItemsObserved(Payload, frozen=True, kw_only=True):
    """``items_observed``: the bank was told what a sitting showed, under which rule pack of analysis."""

    questions: int
    pack_id: str


class ItemsImported(Payload, frozen=True, kw_only=True):
    """``items_imported``: drafts made from a file; ``questions`` counts those that were new or changed."""

    bank: str
    sha256: str
    questions: int


class PointsChanged(Payload, frozen=True, kw_only=True):
    """``points_changed``: the points that an organisation keeps below a requirement, as they are from now on.

    ``highest`` is the highest number that a point has had there, so that none is given again.
    """

    bank: str
    table: str
    under: str
    points: tuple[Addition, ...]
    highest: int
