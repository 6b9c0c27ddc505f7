"""What all benches of a supervisor share.

In: made once at its start. Out: a value that is handed to each bench. Follows: one journal, one template, one clock.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from liangcai_host.benches.limits import Limits
from liangcai_host.benches.nursery import Nursery
from liangcai_host.journal.store import Journal


class House(msgspec.Struct, frozen=True, kw_only=True):
    """``folder`` holds a folder for each bench that runs."""

    folder: Path
    journal: Journal
    nursery: Nursery
    limits: Limits
    now: Callable[[], datetime]
