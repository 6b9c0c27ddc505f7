"""Reports to the authority: which columns they have, what each cell must be, a table that a spreadsheet can show.

In: the text of a rule pack such as ``rulepacks/report-results.toml``; one ``ReportLine`` a candidate. Out:
``ReportPack``, a ``Table``, findings by row and column. Follows: the house, by which practice is data; every cell is
text and none is computed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.rulepack import RulePack, read_rule_pack
from liangcai.tables.table import Column, Table

ABOUT = Message("上报", "reports")
LONGEST = 200
Who = Literal["decided", "certified"]


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """All that can be reported of a candidate, as it is written; blank where there is none."""

    ticket: str
    name: str
    id_masked: str
    organisation: str
    occupation: str
    code: str
    level: str
    direction: str = ""
    batch: str
    examined: str
    theory: str = ""
    skill: str = ""
    review: str = ""
    decision: str
    number: str = ""
    issued: str = ""
    replaces: str = ""
    status: str = ""


class ReportColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column: the entry of ``ReportLine``, its head, and what each cell must be.

    ``low`` and ``high`` ask for a number between them; ``unique`` for another one in every row.
    """

    key: str
    zh: str
    en: str
    width: int = 14
    required: bool = False
    unique: bool = False
    low: int | None = None
    high: int | None = None


class ReportPack(RulePack, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report: what it is called, whom it lists, its columns from left to right."""

    zh: str
    en: str
    who: Who
    columns: tuple[ReportColumn, ...]


def read_report_pack(text: str, name: str = "report.toml") -> Result[ReportPack | None]:
    """Decode a pack; what does not fit is one finding and no value."""
    return read_rule_pack(text, "report", ReportPack, ABOUT, name, _fault)


def _fault(pack: ReportPack) -> str:
    keys = [column.key for column in pack.columns]
    unknown = set(keys) - set(ReportLine.__struct_fields__)
    if unknown:
        return f"there is no such entry: {', '.join(sorted(unknown))}"
    if "ticket" not in keys or len(set(keys)) < len(keys):
        return "each column must stand there once, and the ticket number, which names the row, among them"
    if any(column.width < 1 or (column.low is None) != (column.high is None) for column in pack.columns):
        return "a column needs a width, and both bounds or none"
    return ""


def fill_report(pack: ReportPack, lines: Sequence[ReportLine]) -> Result[Table]:
    """The table of a report, with what is wrong in it; a row is named by its ticket number."""
    rows = tuple(tuple(str(getattr(line, column.key)) for column in pack.columns) for line in lines)
    table = Table(
        name=pack.zh,
        columns=tuple(Column(head=f"{one.zh} {one.en}", width=one.width) for one in pack.columns),
        rows=rows,
    )
    return Result(table, tuple(check_rows(pack, rows)))


def check_rows(pack: ReportPack, rows: Sequence[tuple[str, ...]]) -> Iterator[Finding]:
    """What is wrong with the rows of a report, by whoever made it."""
    if not rows:
        yield _say("", "empty", "没有可以上报的人。", "There is nobody to report.")
    ticket = [column.key for column in pack.columns].index("ticket")
    for place, column in enumerate(pack.columns):
        cells = [row[place] for row in rows]
        given = Counter(cells)
        for row, cell in zip(rows, cells, strict=True):
            why = _judge(column, cell, given[cell])
            if why is not None:
                zh, en = f"{row[ticket]}「{column.zh}」{why.zh}", f"{row[ticket]}, {column.en}: {why.en}"
                yield _say(column.key, "cell", f"{zh}。", f"{en}.")


def _judge(column: ReportColumn, cell: str, count: int) -> Message | None:
    """What is wrong with a cell, or None."""
    if not cell.strip():
        return Message("不能为空", "must not be empty") if column.required else None
    if len(cell) > LONGEST:
        return Message(f"超过 {LONGEST} 字", f"longer than {LONGEST} characters")
    if column.unique and count > 1:
        return Message(f"与另外 {count - 1} 行重复", f"the same in {count - 1} other rows")
    if column.low is not None and column.high is not None and not _lies(cell, column.low, column.high):
        return Message(
            f"应是 {column.low} 至 {column.high} 的数", f"must be a number from {column.low} to {column.high}"
        )
    return None


def _lies(cell: str, low: int, high: int) -> bool:
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return False
    return number.is_finite() and low <= number <= high


def list_changed(before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]], key: int) -> frozenset[str]:
    """The rows, by the cell that names them, that are others than before, new or gone."""
    old, new = ({row[key]: row for row in rows} for rows in (before, after))
    return frozenset(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _say(key: str, rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"report.{rule}", severity=Severity.ERROR, message=Message(zh, en), document=key)
