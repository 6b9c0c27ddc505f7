"""Tables in text as rows, and the spans of rows that merged areas touch.

In: bytes, spans. Out: rows as a spreadsheet has them. Follows: RFC 4180, with tabs as well; UTF-8 or GB 18030.
"""

import csv
import io
import sys
from bisect import bisect_right
from collections.abc import Iterable

from liangcai.items.exchange.workbook import Row
from liangcai.items.exchange.workbook_cells import Cell


def join_spans(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans of rows, joined where they meet, in order."""
    joined: list[tuple[int, int]] = []
    for top, bottom in sorted(spans):
        if joined and top <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], bottom))
        else:
            joined.append((top, bottom))
    return tuple(joined)


def lies_within(row: int, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether one of the spans holds a row."""
    at = bisect_right(spans, (row, sys.maxsize)) - 1
    return at >= 0 and spans[at][1] >= row


def read_text_table(data: bytes) -> list[Row] | None:
    """The rows of a table in text, UTF-8 or GB 18030; None where it is no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            return None
        tab = text.split("\n", 1)[0].count("\t") > text.split("\n", 1)[0].count(",")
        try:
            table = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tab else ","))
        except csv.Error:
            return None
        return [
            Row(
                number=number,
                hidden=False,
                cells={at: Cell(_bare(text)) for at, text in enumerate(line, 1) if text.strip()},
            )
            for number, line in enumerate(table, 1)
        ]
    return None


def _bare(text: str) -> str:
    """A cell without the marks by which people keep spreadsheets from counting: ="0123" and '0123."""
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    return text.removeprefix("'")
