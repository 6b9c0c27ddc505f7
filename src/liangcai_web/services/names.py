"""English names of a standard: an overlay keyed by id, not a second document.

In: a standard. Out: the names that the bundled overlay of its occupation has. Follows: the house on languages.
"""

from functools import cache

import msgspec

import liangcai_reference
from liangcai.credentials.achievement import EnglishNames
from liangcai.standard.model import NO_TABLE, Standard

AREAS = {"职业道德": "Professional ethics", "基础知识": "Basic knowledge"}


class Overlay(msgspec.Struct, frozen=True, kw_only=True):
    """English by key: functions and tasks by ``level/table/number``, requirements by ``level/number``.

    Conditions go by ``level/number``, what heads their list by ``level/requires``; basic groups and points and passages
    by number; parts by name; the glossary by term, with the English of Chinese terms in ``terms``; notes by mark.
    """

    name: str = ""
    definition: str = ""
    levels: dict[str, str] = {}
    directions: dict[str, str] = {}
    parts: dict[str, str] = {}
    conditions: dict[str, str] = {}
    passages: dict[str, str] = {}
    functions: dict[str, str] = {}
    tasks: dict[str, str] = {}
    skills: dict[str, str] = {}
    knowledge: dict[str, str] = {}
    basic: dict[str, str] = {}
    terms: dict[str, str] = {}
    glossary: dict[str, str] = {}
    notes: dict[str, str] = {}


@cache
def read_overlay(key: str) -> Overlay:
    """The overlay of a bundled occupation; empty where there is none."""
    if key not in liangcai_reference.list_occupations():
        return Overlay()
    try:
        text = liangcai_reference.read_text(f"occupations/{key}/standard.en.toml")
    except FileNotFoundError:
        return Overlay()
    return msgspec.toml.decode(text, type=Overlay)


def overlay_of(standard: Standard) -> Overlay:
    """The overlay of a standard's edition."""
    return read_overlay(f"{standard.code}-{standard.edition}")


def english_names(standard: Standard, level: str, direction: str | None) -> EnglishNames:
    """The names that a certificate prints in English."""
    overlay = overlay_of(standard)
    numbers = [(function.number, function.table) for function in standard.functions(level, direction)]
    return EnglishNames(
        occupation=overlay.name,
        level=overlay.levels.get(level, ""),
        direction=overlay.directions.get(direction or "", ""),
        functions=tuple(
            (number, overlay.functions.get(f"{level}/{table or NO_TABLE}/{number}", "")) for number, table in numbers
        ),
    )
