"""What is worth saying of many rows, said once with the rows it concerns.

In: one remark at a time. Out: findings, one for each remark, sheet and column. Follows: every oddity is noticed by row
and column, and a reader is not drowned in them.
"""

from collections.abc import Iterable, Iterator

from liangcai.findings import Finding, Message, Severity
from liangcai.items.exchange.imported import Spot, report

MOST_RANGES = 40
SAYINGS: dict[str, tuple[Severity, Message]] = {
    "text-number": (
        Severity.INFO,
        Message("列中的数以文本存放，按数读取", "numbers are stored as text; they are read as numbers"),
    ),
    "markup": (
        Severity.INFO,
        Message("文字带有网页标记，标记已去掉，文字保留", "markup was taken off the words; the words are kept"),
    ),
    "merged": (
        Severity.INFO,
        Message("单元格上下合并，其值用于所合并的各行", "cells are merged downwards; the value holds for each row"),
    ),
    "hidden": (
        Severity.ERROR,
        Message(
            "这些行是隐藏的，请说明收入还是不收；未说明前整个文件不收",
            "these rows are hidden: say whether to take them; nothing is imported before",
        ),
    ),
    "hidden-taken": (Severity.INFO, Message("隐藏的行已按您的决定收入", "hidden rows are taken, as decided")),
    "hidden-left": (Severity.INFO, Message("隐藏的行已按您的决定不收", "hidden rows are left out, as decided")),
    "head-again": (Severity.INFO, Message("表头重复出现，不是试题", "the head stands here again; it is no question")),
    "before-head": (Severity.INFO, Message("表头之前的文字未读取", "words before the head are not read")),
    "between": (
        Severity.INFO,
        Message("这些行不属于任何试题，未读取", "these lines belong to no question; they are not read"),
    ),
    "no-head": (
        Severity.ERROR,
        Message(
            "这张表里没有找到含题型、题干和答案的表头，整张表未读取",
            "no head with type, stem and answer was found on this sheet; none of it is read",
        ),
    ),
    "hidden-sheet": (Severity.WARNING, Message("这张表是隐藏的，未读取", "this sheet is hidden and is not read")),
    "unread": (Severity.INFO, Message("这一列不认识，未读取", "this column is not known and is not read")),
    "unkept": (
        Severity.INFO,
        Message("这一列不属于试题本身，未保存", "this column is no part of a question and is not kept"),
    ),
    "twice": (
        Severity.ERROR,
        Message("这一列与前面的列含义相同，不知道该用哪一列", "an earlier column means the same"),
    ),
}


class Notes:
    """Remarks collected while a file is read."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._rows: dict[tuple[str, str, str], list[int]] = {}

    def add(self, what: str, spot: Spot) -> None:
        """Note something of a place."""
        rows = self._rows.setdefault((what, spot.sheet, spot.column), [])
        if not rows or rows[-1] != spot.row:
            rows.append(spot.row)

    def list_findings(self) -> Iterator[Finding]:
        """One finding for each remark, sheet and column, with the rows."""
        for (what, sheet, column), rows in self._rows.items():
            severity, message = SAYINGS[what]
            shown = name_rows(rows)
            place = f"第 {shown} 行" if column == "" or len(rows) > 1 else ""
            said = Message(
                f"{message.zh}{f'（{place}）' if place else ''}。",
                f"{message.en[0].upper()}{message.en[1:]}{f' (rows {shown})' if place else ''}.",
            )
            spot = Spot(sheet=sheet, row=rows[0], column=column)
            yield report(what, severity, said, document=self._document, spot=spot)


def name_rows(rows: Iterable[int]) -> str:
    """Rows as people write them: 2–40, 45; the last of very many ranges are left to the dots."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:MOST_RANGES]]
    return ", ".join(shown) + (", …" if len(ranges) > MOST_RANGES else "")
