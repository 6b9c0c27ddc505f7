"""The empty list that an employer or a school fills in.

In: the conditions of a level. Out: the bytes of a spreadsheet whose cells are all text. Follows: a cell that is text
keeps all digits of a number, and a day as it was written.
"""

from liangcai.eligibility.grouplist.columns import Column, list_columns
from liangcai.eligibility.rules import ConditionSet
from liangcai.tables import table
from liangcai.tables.workbook import write_workbook

WIDTHS = {"id_number": 24, "document": 16, "statement_text": 40, "diploma_major": 20}


def write_template(conditions: ConditionSet) -> bytes:
    """A spreadsheet with the heads of a level; its columns are text."""
    columns = tuple(_head(column) for column in list_columns(conditions))
    return write_workbook(table.Table(name="集体报名", columns=columns, text_rows=True))


def _head(column: Column) -> table.Column:
    return table.Column(head=column.head.zh, width=WIDTHS.get(column.field, 14))
