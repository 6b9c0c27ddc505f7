"""The part of a standard that a framework of competencies can carry.

In: a standard. Out: ``Framework``: who it is for, its levels, what they must be able to do and know, the weights, the
terms, without places in a document. Follows: CASE 1.1. What CASE has no room for stays behind: application conditions,
teachers and places of training, parts, marks, minutes and staff of the examination, footnotes, the running text, the
account of the source.
"""

from typing import Any

import msgspec

from liangcai.standard.model import BasicGroup, GlossaryEntry, Kind, Level, LevelWork, Standard, Weight

PLACES = ("line", "spans")


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    """A standard as competencies; the elements are those of the model, their places blank."""

    code: str
    name: str
    edition: str
    kind: Kind
    definition: str
    levels: tuple[Level, ...] = ()
    basic: tuple[BasicGroup, ...] = ()
    work: tuple[LevelWork, ...] = ()
    weights: tuple[Weight, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()


def take_framework(standard: Standard) -> Framework:
    """The framework in a standard."""
    body = msgspec.to_builtins(standard)
    body["work"] = [work for work in body["work"] if work["functions"]]
    return msgspec.convert({name: drop_places(body[name]) for name in Framework.__struct_fields__}, Framework)


def drop_places(value: Any) -> Any:
    """A value of plain data without lines and spans, however deep."""
    if isinstance(value, dict):
        return {name: drop_places(inner) for name, inner in value.items() if name not in PLACES}
    return [drop_places(inner) for inner in value] if isinstance(value, list | tuple) else value
