"""What becomes of a question over time: its state, and what sittings showed of it.

In: item ids and versions. Out: frozen structs, kept beside the bank, so that an item's content hash stays.
Follows: the life of a question in a bank: draft, reviewed, on trial, live, resting, retired.
"""

from typing import Literal

import msgspec

State = Literal["draft", "reviewed", "trial", "live", "resting", "retired"]


class Observed(msgspec.Struct, frozen=True, kw_only=True):
    """What sittings showed: ``facility`` the share who answered rightly, ``discrimination`` the corrected
    point-biserial correlation, -1 to 1; None where all answered alike; ``answers`` how many were counted."""

    answers: int
    facility: float
    discrimination: float | None


class ItemRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Where a version of a question stands; ``exposures`` counts the papers on which it stood."""

    item_id: str
    sha256: str
    state: State = "draft"
    author: str = ""
    exposures: int = 0
    observed: Observed | None = None
