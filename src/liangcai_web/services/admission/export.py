"""The applications of a batch as a spreadsheet.

In: a batch. Out: the bytes of a workbook. Follows: figure R20 of the reliability rules: every cell is text and none is
computed; ID numbers stand masked (R22).
"""

from liangcai.tables.table import Column, Table
from liangcai.tables.workbook import write_workbook
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission.office import find_applications, list_decisions
from liangcai_web.services.payloads.applications import ApplicationDecided

COLUMNS = (
    Column(head="报名号 Number", width=14),
    Column(head="姓名 Name", width=16),
    Column(head="证件号码 ID number", width=22),
    Column(head="状态 State", width=14),
    Column(head="系统结论 Found", width=12),
    Column(head="审核结论 Decided", width=12),
    Column(head="依据条款 Clauses", width=18),
    Column(head="最早符合日期 Earliest", width=16),
)


def write_applications(batch: Batch) -> bytes:
    """Every application that was handed in, one a row."""
    decided = list_decisions(batch)
    rows = find_applications(batch).iterator(chunk_size=2000)
    lines = tuple(write_row(row, decided.get(row.person.uuid) if row.person else None) for row in rows)
    return write_workbook(Table(name="报名", columns=COLUMNS, rows=lines))


def write_row(row: ApplicationRow, decided: ApplicationDecided | None) -> tuple[str, ...]:
    """The cells of one application."""
    clauses = "、".join(reason.clause for reason in decided.reasons if reason.met) if decided else ""
    return (
        row.number,
        row.person.name if row.person else "",
        row.person.masked_id_number if row.person else "",
        row.get_state_display(),
        row.machine,
        decided.status if decided else "",
        clauses,
        str(decided.earliest or "") if decided else "",
    )
