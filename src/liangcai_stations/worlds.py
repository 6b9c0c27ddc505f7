"""What the worlds of all engines are made of: parts with names, draws at the head of the file, what is wrong.

In: nothing. Out: the values that the scenes of engines share; a finding. Follows: what a scene holds is its engine's.
"""

import msgspec

from liangcai.findings import Finding, Message, Severity
from liangcai_stations.drawing import AnyDraw


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something with an id and a name in both languages."""

    id: str
    zh: str
    en: str

    @property
    def name(self) -> Message:
        """What it is called."""
        return Message(self.zh, self.en)


class Drawn(msgspec.Struct, frozen=True):
    """The draws at the head of the file; the rest is read when they are made."""

    draws: tuple[AnyDraw, ...] = ()


def refuse_world(name: str, zh: str, en: str) -> Finding:
    """What is wrong with a world, as a finding."""
    message = Message(f"工位的世界文件{zh}。", f"The world of the station {en}.")
    return Finding(rule="station.world", severity=Severity.ERROR, message=message, document=name)
