"""Write a bank as a spreadsheet (xlsx) in the layout in circulation, with columns of our own behind it.

In: a bank, the points of its level. Out: the bytes of a workbook, the same every time, and findings on what would not
come back. Follows: ECMA-376; every word is stored as a string, so that no cell is ever computed.
"""

from collections.abc import Iterator

import msgspec

from liangcai.findings import Result
from liangcai.items.exchange.clean import protect_words
from liangcai.items.exchange.columns import FIELDS, PATHS, write_heads
from liangcai.items.exchange.compare import find_changed
from liangcai.items.exchange.draft import Draft, draft_item
from liangcai.items.exchange.imported import Spot
from liangcai.items.exchange.points import Points, list_paths
from liangcai.items.exchange.spreadsheet_read import read_spreadsheet
from liangcai.items.model import LETTERS, Bank
from liangcai.tables.table import Column, Table
from liangcai.tables.workbook import write_workbook

SHEET = "题库"
NUMBERS = ("difficulty", "seconds")
WIDTHS = {"stem": 60, "rationale": 40, "id": 14, "key": 16}


def write_spreadsheet(bank: Bank, points: Points) -> Result[bytes]:
    """The workbook, and a finding for each question that reading it again would change."""
    rows = tuple(write_row(draft) for draft in list_drafts(bank, list_paths(points)))
    columns = tuple(
        Column(head=head, width=WIDTHS.get(field, 12), number=field in NUMBERS)
        for field, head in zip(FIELDS, write_heads(), strict=True)
    )
    data = write_workbook(Table(name=SHEET, columns=columns, rows=rows))
    return Result(data, find_changed(bank, read_spreadsheet(data, "", points)))


def list_drafts(bank: Bank, paths: dict[tuple[str, str], tuple[str, ...]]) -> Iterator[Draft]:
    """A draft for each row: the questions, those of a case behind it."""
    for item in bank.items:
        for one in (item, *item.parts):
            path = paths.get((one.table, one.element or one.requirement)) or paths.get((one.table, one.requirement))
            draft = draft_item(one, path or (), Spot(row=0))
            yield draft if one is item else msgspec.structs.replace(draft, parent=item.id)


def write_row(draft: Draft) -> tuple[str, ...]:
    """The cells of a draft in the order of the layout."""
    options = dict(zip(LETTERS, draft.options, strict=False))
    path = draft.path if len(draft.path) <= PATHS else (*draft.path[: PATHS - 1], draft.path[-1])
    levels = dict(enumerate(path, 1))
    cells = []
    for field in FIELDS:
        name, _, place = field.partition(".")
        if name == "option":
            cells.append(options.get(place, ""))
        elif name == "path":
            cells.append(levels.get(int(place), ""))
        else:
            cells.append(getattr(draft, field, ""))
    return tuple(protect_words(cell) for cell in cells)
