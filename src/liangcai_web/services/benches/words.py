"""What the state of a bench is called, each with a sign and a tone, so that colour is never the only one.

In: a state. Out: a ``Chip``. Follows: the pages of the design; a page and the script that keeps it true say the same.
"""

import msgspec

from liangcai.findings import Message


class Chip(msgspec.Struct, frozen=True):
    """A word with a sign; ``tone`` is ok, warn, bad or blank."""

    tone: str
    sign: str
    name: Message


STATES: dict[str, Chip] = {
    "waiting": Chip("", "○", Message("未开始", "not begun")),
    "absent": Chip("", "—", Message("未到", "absent")),
    "prepared": Chip("", "○", Message("已准备", "prepared")),
    "running": Chip("warn", "✎", Message("作业中", "at work")),
    "handed_in": Chip("warn", "…", Message("已交，待评分", "handed in, to be graded")),
    "graded": Chip("ok", "✓", Message("已评分", "graded")),
}
# What the supervisor says of a bench that is not well.
TROUBLES: dict[str, Chip] = {
    "lost": Chip("warn", "⚙", Message("恢复中", "coming back")),
    "broken": Chip("bad", "⚙", Message("故障", "broken")),
}
