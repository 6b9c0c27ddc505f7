"""The account of every line of the source: mapped, blank, furniture, or left over.

In: the finished model, the furniture, the repairs. Out: ``SourceAccount`` and a finding for each line left over.
Follows: nothing is lost; the account is made from the spans that the elements carry, character by character, not from
what the reader meant. A repair that reads nothing accounts for what it left out.
"""

import hashlib
import re
from collections.abc import Iterator

import msgspec

from liangcai.findings import Finding, Message, Severity, Span
from liangcai.standard.model import NamedLines, Placed, Repair, SourceAccount
from liangcai.standard.reading.source import Source

# What stands between the pieces of a table cell belongs to the encoding, not to the text.
PARAGRAPH_TAG = re.compile(r"</?p>|<br\s*/?>")
COVERED, FREE, BLANK = 0, 1, 2
FREE_RUN = re.compile(b"\x01(?:[\x01\x02]*\x01)?")


def walk_spans(value: object) -> Iterator[Span]:
    """Every span of an element anywhere inside a value."""
    if isinstance(value, tuple | list):
        for element in value:
            yield from walk_spans(element)
    elif isinstance(value, msgspec.Struct) and not isinstance(value, SourceAccount):
        if isinstance(value, Placed):
            yield from value.spans
        for name in value.__struct_fields__:
            field = getattr(value, name)
            if isinstance(field, tuple | msgspec.Struct) and name != "spans":
                yield from walk_spans(field)


def find_loose(lines: list[str], elements: tuple[object, ...], account: SourceAccount) -> dict[int, tuple[Span, ...]]:
    """The runs of characters that stand in no element, no furniture and no repair that left them out, by line."""
    free = [bytearray(BLANK if character.isspace() else FREE for character in line) for line in lines]
    left_out = (span for repair in account.repairs if not repair.after for span in repair.spans)
    for span in (*walk_spans(elements), *left_out):
        cover(free, span)
    for named in account.furniture_lines:
        free[named.line - 1] = bytearray(len(lines[named.line - 1]))
    for line, characters in zip(lines, free, strict=True):
        if FREE in characters:
            for tag in PARAGRAPH_TAG.finditer(line):
                characters[tag.start() : tag.end()] = bytes(tag.end() - tag.start())
    return {number: find_runs(number, own) for number, own in enumerate(free, 1) if FREE in own}


def cover(free: list[bytearray], span: Span) -> None:
    """Take the characters of a span off the free ones."""
    for line in range(span.line, span.end_line + 1):
        own = free[line - 1]
        start = span.column - 1 if line == span.line else 0
        end = span.end_column if line == span.end_line else len(own)
        own[start:end] = bytes(len(own[start:end]))


def find_runs(number: int, free: bytearray) -> tuple[Span, ...]:
    """The runs of free characters of a line, blanks between them included."""
    return tuple(Span(number, run.start() + 1, number, run.end()) for run in FREE_RUN.finditer(bytes(free)))


def make_account(
    source: Source,
    elements: tuple[object, ...],
    furniture: tuple[NamedLines, ...],
    repairs: tuple[Repair, ...],
    sha256: str,
) -> SourceAccount:
    """Count the lines of a source by what became of them."""
    lines = source.text.split("\n")
    if lines[-1] == "":
        lines.pop()
    blank = {number for number, line in enumerate(lines, 1) if not line.strip()}
    named = {line.line for line in furniture} - blank
    account = SourceAccount(
        sha256=sha256 or hashlib.sha256(source.text.encode()).hexdigest(),
        lines=len(lines),
        blank=len(blank),
        mapped=0,
        repaired=len({repair.line for repair in repairs}),
        furniture=len(named),
        unmapped=0,
        repairs=tuple(sorted(repairs, key=lambda repair: repair.line)),
        furniture_lines=tuple(
            msgspec.structs.replace(line, text=lines[line.line - 1])
            for line in sorted(furniture, key=lambda line: line.line)
        ),
    )
    loose = tuple(find_loose(lines, elements, account))
    mapped = len(lines) - len(blank) - len(named) - len(loose)
    return msgspec.structs.replace(account, mapped=mapped, unmapped=len(loose), unmapped_lines=loose)


def report_unmapped(account: SourceAccount, name: str) -> tuple[Finding, ...]:
    """A finding for each line that became neither an element nor furniture, or not as a whole."""
    return tuple(
        Finding(
            rule="read.unmapped-line",
            severity=Severity.WARNING,
            message=Message(
                zh=f"第 {line} 行有内容没有读进任何要素，也不是页眉、页码一类。",
                en=f"Something on line {line} became no element and is no page furniture either.",
            ),
            document=name,
            line=line,
        )
        for line in account.unmapped_lines
    )
