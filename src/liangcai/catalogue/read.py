"""A catalogue and the bridge between two editions, read from tables.

In: comma-separated text. Out: ``Catalogue`` or ``Recoding`` values, and findings. Follows: the columns of the bundled
tables: code, name, markers, release; name, the earlier code, the later code.
"""

import csv
import io
import re
from collections.abc import Iterator

from liangcai.catalogue.model import Catalogue, Occupation, Recoding
from liangcai.findings import Finding, Message, Result, Severity

CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}")
COLUMNS = ("code", "name", "markers", "release")
RECODING_COLUMNS = 3


def read_catalogue(text: str, name: str = "") -> Result[Catalogue | None]:
    """Read a catalogue; its edition is the earliest release that it holds, later releases are additions to it."""
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or tuple(rows[0]) != COLUMNS:
        return Result(None, (report(name, 1, "columns", *say_columns()),))
    occupations: list[Occupation] = []
    findings: list[Finding] = []
    for line, row in enumerate(rows[1:], 2):
        occupation = read_row(row)
        if occupation:
            occupations.append(occupation)
        elif row:
            zh, en = f"第 {line} 行不是“编码,名称,标记,年份”。", f"Line {line} is not code, name, markers, year."
            findings.append(report(name, line, "row", zh, en))
    findings.extend(check_codes(occupations, name))
    edition = str(min((occupation.release for occupation in occupations), default=""))
    return Result(Catalogue(edition=edition, occupations=tuple(occupations)), tuple(findings))


def read_row(row: list[str]) -> Occupation | None:
    """An occupation, or None when the row has another form."""
    cells = [cell.strip() for cell in row]
    if len(cells) != len(COLUMNS) or not CODE.fullmatch(cells[0]) or not cells[1] or not cells[3].isdecimal():
        return None
    return Occupation(code=cells[0], name=cells[1], markers=cells[2], release=int(cells[3]))


def check_codes(occupations: list[Occupation], name: str) -> Iterator[Finding]:
    """No code twice in one edition."""
    seen: dict[str, str] = {}
    for occupation in occupations:
        if occupation.code in seen:
            zh = f"编码 {occupation.code} 既给了{seen[occupation.code]}，又给了{occupation.name}。"
            en = f"Code {occupation.code} is given to {seen[occupation.code]} and to {occupation.name}."
            yield report(name, 0, "code-twice", zh, en)
        seen[occupation.code] = occupation.name


def read_recodings(text: str) -> tuple[Recoding, ...]:
    """Read the bridge between two editions; rows without a name are left out."""
    rows = list(csv.reader(io.StringIO(text)))[1:]
    return tuple(
        Recoding(name=row[0].strip(), before=row[1].strip(), after=row[2].strip())
        for row in rows
        if len(row) == RECODING_COLUMNS and row[0].strip()
    )


def say_columns() -> tuple[str, str]:
    """What is wrong with a table that has other columns."""
    wanted = ",".join(COLUMNS)
    return f"这份表的首行应为“{wanted}”。", f"The first row of this table must be “{wanted}”."


def report(name: str, line: int, rule: str, zh: str, en: str) -> Finding:
    """An error in a table."""
    return Finding(rule=f"catalogue.{rule}", severity=Severity.ERROR, message=Message(zh, en), document=name, line=line)
