"""The notice of misconduct to a candidate (违纪处理告知书) as it is printed: the charge, or the decision.

In: filled by the caller. Out: a frozen struct for the template ``measure.typ``. Follows: the rule pack of misconduct:
facts, reason and ground are told before, the candidate is heard, the decision is served in writing with how to appeal.
"""

import msgspec

from liangcai.findings import Message
from liangcai_host.typesetting.sheets import Sheet


class MeasureTaken(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided: the measure, its ground, the reason, what follows from it."""

    name: Message
    ground: Message
    reason: tuple[str, ...]
    effects: tuple[Message, ...]


class MeasureSheet(Sheet, frozen=True, kw_only=True):
    """What a candidate is told; ``taken`` is None while it is a charge, ``lifted`` says why an appeal was upheld."""

    title: Message
    number: str
    ticket: str
    name: str
    id_masked: str
    part: Message
    code: str
    rule: Message
    told: str
    evidence: tuple[str, ...]
    heard: Message
    taken: MeasureTaken | None
    rights: tuple[Message, ...]
    lifted: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
