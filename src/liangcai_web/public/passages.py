"""Where a clause stands in its source: the lines of a document, with the passage in question marked.

In: a standard, its text, a clause or a line. Out: lines cut into pieces, marked or not, each with what was mended there
and whether it carries anything. Follows: nothing in a source is dropped or changed in silence. A clause is the number
of a section, or S, K or B with the number of a requirement.
"""

from itertools import groupby

import msgspec

from liangcai.findings import Span
from liangcai.standard.model import BasicItem, NamedLines, Placed, Repair, Standard

CONTEXT = 1


class Piece(msgspec.Struct, frozen=True):
    """A run of characters of a line: of the clause asked for, of something mended, both or neither."""

    text: str
    marked: bool
    mended: bool = False


class SourceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the source; ``furniture`` says what it is when it carries nothing of the model."""

    number: int
    pieces: tuple[Piece, ...]
    marked: bool
    first: bool = False
    furniture: str = ""
    repairs: tuple[Repair, ...] = ()


def find_spans(standard: Standard, clause: str, line: int) -> tuple[Span, ...]:
    """The spans that a clause and a line (0 when unknown) stand for; nothing when neither is in the document."""
    elements = list_coded(standard, clause)
    here = next((element for element in elements if line in (0, element.line)), None)
    if here:
        return here.spans or whole_lines(here.line)
    passage = standard.passage(clause)
    if passage and line == 0:
        return passage.spans or whole_lines(passage.line)
    return whole_lines(line) if line > 0 else ()


def whole_lines(line: int) -> tuple[Span, ...]:
    """A whole line as a span."""
    return (Span(line, 1, line, 1_000_000),)


def list_coded(standard: Standard, clause: str) -> tuple[Placed, ...]:
    """The requirements of that code: S1.1.1, K1.1.1 or B2.2.1.3; a code may stand in several levels."""
    kind, number = clause[:1], clause[1:]
    if kind == "B":
        items = (item for group in standard.basic for item in walk_items(group.items))
        return tuple(item for item in items if item.number == number)
    if kind not in ("S", "K"):
        return ()
    tasks = (task for work in standard.work for function in work.functions for task in function.tasks)
    return tuple(
        requirement
        for task in tasks
        for requirement in (task.skills if kind == "S" else task.knowledge)
        if requirement.number == number
    )


def walk_items(items: tuple[BasicItem, ...]) -> tuple[BasicItem, ...]:
    """The points of a group and those below them."""
    return tuple(found for item in items for found in (item, *walk_items(item.items)))


def mark_lines(standard: Standard, text: str, spans: tuple[Span, ...]) -> tuple[SourceLine, ...]:
    """Every line of the source with the spans marked."""
    furniture = {named.line: named for named in standard.source.furniture_lines}
    repairs = index_repairs(standard.source.repairs)
    lines = tuple(
        mark_line(number, line, spans, furniture.get(number), repairs.get(number, ()))
        for number, line in enumerate(text.split("\n")[: max(standard.source.lines, 1)], 1)
    )
    first = next((line.number for line in lines if line.marked), 0)
    return tuple(msgspec.structs.replace(line, first=line.number == first) for line in lines)


def index_repairs(repairs: tuple[Repair, ...]) -> dict[int, tuple[Repair, ...]]:
    """The repairs by every line that they touch."""
    found: dict[int, dict[Repair, None]] = {}
    for repair in repairs:
        for line in (repair.line, *(span.line for span in repair.spans)):
            found.setdefault(line, {})[repair] = None
    return {line: tuple(own) for line, own in found.items()}


def mark_line(
    number: int, text: str, spans: tuple[Span, ...], furniture: NamedLines | None, repairs: tuple[Repair, ...]
) -> SourceLine:
    """One line cut at the edges of the spans and of what was mended; ``repairs`` are those that touch it."""
    text = text.rstrip("\r")
    marked = flag_line(spans, number, len(text))
    mended = flag_line(tuple(span for repair in repairs for span in repair.spans), number, len(text))
    flags = groupby(range(len(text)), key=lambda at: (marked[at], mended[at]))
    runs = [(flag, list(places)) for flag, places in flags]
    pieces = [Piece(text[run[0] : run[-1] + 1], bool(one), bool(other)) for (one, other), run in runs]
    return SourceLine(
        number=number,
        pieces=tuple(pieces),
        marked=any(piece.marked for piece in pieces),
        furniture=furniture.what if furniture else "",
        repairs=tuple(repair for repair in repairs if repair.line == number),
    )


def flag_line(spans: tuple[Span, ...], number: int, length: int) -> bytearray:
    """A 1 for each character of a line that a span covers."""
    flags = bytearray(length)
    for span in spans:
        cut = cut_line(span, number, length)
        if cut:
            flags[cut[0] : cut[1]] = b"\1" * (cut[1] - cut[0])
    return flags


def cut_line(span: Span, number: int, length: int) -> tuple[int, int] | None:
    """The part of a line that a span covers, as offsets from 0, or None."""
    if not span.line <= number <= span.end_line:
        return None
    start = span.column - 1 if number == span.line else 0
    end = span.end_column if number == span.end_line else length
    return (start, min(end, length)) if start < min(end, length) else None


def pick_marked(lines: tuple[SourceLine, ...], context: int = CONTEXT) -> tuple[SourceLine, ...]:
    """The marked lines with a little round them, blank ones at the edges left out."""
    marked = [line.number for line in lines if line.marked]
    if not marked:
        return ()
    picked = [line for line in lines if marked[0] - context <= line.number <= marked[-1] + context]
    while picked and not picked[0].pieces:
        picked.pop(0)
    while picked and not picked[-1].pieces:
        picked.pop()
    return tuple(picked)
