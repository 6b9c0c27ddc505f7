"""The account of every line of the source: mapped, blank, furniture, or left over.

In: the finished model, the furniture, the repairs. Out: ``SourceAccount`` and a finding for each line left over.
Follows: nothing is lost; the account is made from the spans that the elements carry, not from what the reader meant.
"""

import hashlib
from collections.abc import Iterator

import msgspec

from liangcai.findings import Finding, Message, Severity
from liangcai.standard.model import NamedLines, Placed, Repair, SourceAccount
from liangcai.standard.reading.source import Source


def mapped_lines(value: object) -> Iterator[int]:
    """Every line that an element anywhere inside a value covers."""
    if isinstance(value, tuple | list):
        for element in value:
            yield from mapped_lines(element)
    elif isinstance(value, msgspec.Struct):
        if isinstance(value, Placed):
            for span in value.spans:
                yield from range(span.line, span.end_line + 1)
        for name in value.__struct_fields__:
            field = getattr(value, name)
            if isinstance(field, tuple | msgspec.Struct) and name != "spans":
                yield from mapped_lines(field)


def make_account(
    source: Source,
    elements: tuple[object, ...],
    furniture: tuple[NamedLines, ...],
    repairs: tuple[Repair, ...],
    sha256: str,
) -> SourceAccount:
    """Count the lines of a source by what became of them."""
    lines = source.text.split("\n")
    total = len(lines) - (lines[-1] == "")
    blank = {number for number in range(1, total + 1) if not lines[number - 1].strip()}
    named = {line.line for line in furniture} - blank
    mapped = set(mapped_lines(elements)) - blank - named
    unmapped = tuple(sorted(set(range(1, total + 1)) - blank - named - mapped))
    return SourceAccount(
        sha256=sha256 or hashlib.sha256(source.text.encode()).hexdigest(),
        lines=total,
        blank=len(blank),
        mapped=len(mapped),
        repaired=len({repair.line for repair in repairs}),
        furniture=len(named),
        unmapped=len(unmapped),
        repairs=tuple(sorted(repairs, key=lambda repair: repair.line)),
        furniture_lines=tuple(sorted(furniture, key=lambda line: line.line)),
        unmapped_lines=unmapped,
    )


def report_unmapped(account: SourceAccount, name: str) -> tuple[Finding, ...]:
    """A finding for each line that became neither an element nor furniture."""
    return tuple(
        Finding(
            rule="read.unmapped-line",
            severity=Severity.WARNING,
            message=Message(
                zh=f"第 {line} 行没有读进任何要素，也不是页眉、页码一类。",
                en=f"Line {line} became no element and is no page furniture either.",
            ),
            document=name,
            line=line,
        )
        for line in account.unmapped_lines
    )
