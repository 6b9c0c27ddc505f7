"""What the standings of a seat are called, each with a sign, so that colour is never the only one.

In: a standing. Out: words. Follows: the pages of the design.
"""

from typing import NamedTuple

from liangcai.findings import Message
from liangcai_web.services.sittings.console import Standing


class Word(NamedTuple):
    """A sign and a name."""

    sign: str
    name: Message


STANDINGS: dict[Standing, Word] = {
    "absent": Word("○", Message("未到", "Not arrived")),
    "checked": Word("◐", Message("已核验", "Checked")),
    "instructions": Word("☰", Message("看须知", "Instructions")),
    "working": Word("✎", Message("答题中", "Working")),
    "stale": Word("!", Message("失联", "Stale")),
    "paused": Word("‖", Message("已暂停", "Paused")),
    "handed_in": Word("✓", Message("已交卷", "Handed in")),
    "closed": Word("■", Message("已收卷", "Closed")),
    "refused": Word("✕", Message("核验未过", "Refused")),
}
ENDINGS = {
    "candidate": Message("交卷", "handed in"),
    "clock": Message("时间到", "time over"),
    "staff": Message("监考收卷", "closed by staff"),
}
WEIGHTS = {
    "minor": Message("一般", "minor"),
    "serious": Message("严重", "serious"),
    "grave": Message("特别严重", "grave"),
}


def write_left(seconds: int) -> str:
    """Time left as minutes and seconds; hours only where there are any."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
