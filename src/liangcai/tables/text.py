"""Write a table as text (CSV): the one way in which tables leave the program as text.

In: a table. Out: its bytes. Follows: RFC 4180, UTF-8 with a byte-order mark so that spreadsheets know it; words that a
spreadsheet would compute stand behind an apostrophe (ASVS 5.0, 1.2.10).
"""

import csv
import io

from liangcai.tables.table import Table, is_computed


def write_text(table: Table) -> bytes:
    """Heads and rows, ended as the RFC has it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([guard_cell(column.head) for column in table.columns])
    writer.writerows([guard_cell(cell) for cell in row] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def guard_cell(text: str) -> str:
    """Words that a spreadsheet shows and never computes; a byte that no program keeps is left out."""
    plain = text.replace("\0", "")
    return f"'{plain}" if is_computed(plain) else plain
