"""Lists of rooms and of staff written down, empty or full.

In: columns, rows of words by field. Out: the bytes of a spreadsheet whose cells are all text. Follows: figure R20 of
the reliability rules: no cell is ever computed.
"""

from collections.abc import Iterable, Mapping, Sequence

from liangcai.scheduling.registry.model import Head
from liangcai.tables.table import Column, Table
from liangcai.tables.workbook import write_workbook


def write_register(name: str, heads: Sequence[Head], rows: Iterable[Mapping[str, str]] = ()) -> bytes:
    """A spreadsheet with these columns; its cells are text."""
    columns = tuple(Column(head=head.head.zh, width=head.width) for head in heads)
    lines = tuple(tuple(row.get(head.field, "") for head in heads) for row in rows)
    return write_workbook(Table(name=name, columns=columns, rows=lines, text_rows=True))
