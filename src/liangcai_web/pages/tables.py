"""Tables as files that a browser is handed.

In: a table, a name, the form. Out: a response. Follows: figure R20: every cell is text and none is computed.
"""

from django.http import Http404, HttpResponse

from liangcai.tables.table import Table
from liangcai.tables.text import write_text
from liangcai.tables.workbook import write_workbook

FORMS = {
    "xlsx": (write_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_text, "text/csv; charset=utf-8"),
}


def send_table(table: Table, name: str, form: str) -> HttpResponse:
    """A table as a spreadsheet or as text; never kept by anything between."""
    if form not in FORMS:
        raise Http404
    write, kind = FORMS[form]
    response = HttpResponse(write(table), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "no-store"
    return response
