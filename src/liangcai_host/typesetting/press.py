"""The one press: a template and a sheet become a PDF.

In: the name of a template and a sheet. Out: PDF/A-2b bytes, the same for the same sheet, or findings. Follows:
ISO 19005-2; what people wrote reaches the template as JSON data and is never read as markup.
"""

import datetime
import functools
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec
import typst

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.typesetting.fonts import find_missing, font_folder
from liangcai_host.typesetting.sheets import Sheet

TEMPLATES = Path(__file__).with_name("templates")
SHARED = ("common.typ", "questions.typ", "rooms.typ")
# A compiler keeps what it has read and may not be entered twice at once.
_LOCK = threading.Lock()


def print_sheet(
    template: str, sheets: tuple[Sheet, ...], pictures: Mapping[str, bytes] | None = None
) -> Result[bytes | None]:
    """Set sheets with the template ``<template>.typ``; ``pictures`` are files by the name that it calls them.

    A character that the font can't draw refuses the document, with a finding that shows where it stands.
    """
    findings = tuple(_refuse(*place) for place in _find_places(msgspec.to_builtins(sheets)))
    if findings:
        return Result(None, findings)
    made = max(sheet.made for sheet in sheets)
    moment = datetime.datetime(made.year, made.month, made.day, tzinfo=datetime.UTC)
    given = dict(pictures or {})
    data = {"sheets.json": msgspec.json.encode(sheets), "pictures.json": msgspec.json.encode(sorted(given))}
    files = {**_read_templates(template), **data, **given}
    with _LOCK:
        # The stubs of typst leave out the files by name that its compiler takes.
        pdf = _compiler().compile(
            input=cast(Any, files), format="pdf", pdf_standards=["a-2b"], timestamp=int(moment.timestamp())
        )
    if not isinstance(pdf, bytes):
        raise TypeError("the compiler gave no document")
    return Result(pdf)


def show_sheet(
    template: str, sheets: tuple[Sheet, ...], pictures: Mapping[str, bytes], pixels_per_inch: float
) -> bytes | None:
    """The first page as a picture (PNG), to be looked at before anything is printed; None where it can't be."""
    if any(_find_places(msgspec.to_builtins(sheets))):
        return None
    data = {"sheets.json": msgspec.json.encode(sheets), "pictures.json": msgspec.json.encode(sorted(pictures))}
    files = {**_read_templates(template), **data, **pictures}
    with _LOCK:
        drawn = _compiler().compile(input=cast(Any, files), format="png", ppi=pixels_per_inch)
    first = drawn[0] if isinstance(drawn, list) else drawn
    return first if isinstance(first, bytes) else None


@functools.cache
def _read_templates(template: str) -> dict[str, bytes]:
    """A template as the main file, with what templates share."""
    shared = {name: (TEMPLATES / name).read_bytes() for name in SHARED}
    return {"main": (TEMPLATES / f"{template}.typ").read_bytes(), **shared}


@functools.cache
def _compiler() -> typst.Compiler:
    # Formulas need a font with mathematical measures: the compiler brings one.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(font_folder())])
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)


def _find_places(value: object, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Where characters without a glyph stand: the field, its text, the characters."""
    if isinstance(value, str):
        missing = find_missing(value)
        if missing:
            yield path, value, missing
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _find_places(inner, f"{path}.{key}".strip("."))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _find_places(inner, path)


def _refuse(field: str, text: str, missing: str) -> Finding:
    text = text.encode("utf-8", "replace").decode()
    points = [f"U+{ord(character):04X}" for character in missing]
    return Finding(
        rule="typesetting.missing-glyph",
        severity=Severity.ERROR,
        message=Message(
            zh=f"「{text}」中的 {'、'.join(points)} 在印刷字体里没有字形，不能印制。",
            en=f"The printing font has no glyph for {', '.join(points)} in '{text}' ({field}): this cannot be printed.",
        ),
        remedy=Message(
            zh="请核对是否录入有误；确为生僻字的，请按证件改用字体已有的字形。",
            en="Check the entry; where the character is genuine, use a form of it that the font has.",
        ),
    )
