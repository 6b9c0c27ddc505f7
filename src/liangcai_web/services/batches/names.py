"""What a candidate's examination is called in both languages.

In: a candidate. Out: names of occupation, level, direction, parts and areas. Follows: English is an overlay; where it
has no word the Chinese one stands.
"""

import msgspec

from liangcai.findings import Message
from liangcai.standard.model import NO_TABLE, Function, PartKind
from liangcai_web.records.batches import Candidate
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.names import AREAS, Overlay, overlay_of

PARTS: dict[PartKind, str] = {"theory": "Theory", "skill": "Skill", "review": "Comprehensive review"}


class ExamNames(msgspec.Struct, frozen=True, kw_only=True):
    """The names of one examination; ``areas`` by the row of the weight table."""

    occupation: Message
    level: Message
    direction: Message | None
    areas: dict[str, str]

    def area(self, name: str) -> Message:
        """An area of a part."""
        return Message(name, self.areas.get(name) or name)

    def part(self, name: str, kind: PartKind) -> Message:
        """A part as the standard calls it, and what kind of part that is."""
        return Message(name, PARTS[kind])


def name_examination(candidate: Candidate) -> ExamNames:
    """The names of the examination that a candidate sits."""
    standard, batch = batch_standard(candidate.batch), candidate.batch
    overlay = overlay_of(standard)
    functions = standard.functions(batch.level, batch.direction or None)
    return ExamNames(
        occupation=Message(standard.name, overlay.name or standard.name),
        level=Message(batch.level, overlay.levels.get(batch.level) or batch.level),
        direction=_name_direction(batch.direction, overlay),
        areas=AREAS | {function.name: _name_function(batch.level, function, overlay) for function in functions},
    )


def _name_direction(direction: str, overlay: Overlay) -> Message | None:
    return Message(direction, overlay.directions.get(direction) or direction) if direction else None


def _name_function(level: str, function: Function, overlay: Overlay) -> str:
    return overlay.functions.get(f"{level}/{function.table or NO_TABLE}/{function.number}", "")
