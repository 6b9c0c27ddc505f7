"""Attendance: a session on a tablet, or the whole class by spreadsheet.

In: hours by trainee, a filled sheet. Out: facts, findings by row. Follows: a sheet is taken in whole or not at all;
what was typed stays where it is refused.
"""

from typing import Any

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message, Severity
from liangcai_host import clock
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.training import Trainee, TrainingClass
from liangcai_web.services.training.attendance import (
    Taking,
    read_attendance,
    take_attendance,
    take_sheet,
    write_attendance,
)
from liangcai_web.services.training.overview import list_taken
from liangcai_web.services.training.timetable import find_session
from liangcai_web.trainer.class_page import WRONG, class_page, show_page, tell, trainer
from liangcai_web.trainer.forms import SheetForm

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A trainee on the page of a session: there or not, for how many hours; ``known``: it was entered before."""

    trainee: Trainee
    there: bool
    hours: str
    known: bool


@class_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_sessions(request: StaffRequest, row: TrainingClass) -> HttpResponse:
    """The sessions with who was counted; a filled sheet is taken in."""
    form = SheetForm(read_language(request), *((request.POST, request.FILES) if request.method == "POST" else ()))
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        taken = take_sheet(row, file.read(), file.name, now=clock.now(), actor=trainer(request))
        findings = taken.findings
        if taken.value is not None:
            tell(request, Message(f"已收入，改动 {taken.value} 处。", f"Taken in: {taken.value} entries changed."))
            return redirect("training-attendance", row.uuid)
    status = WRONG if request.method == "POST" else 200
    days = list_taken(row, clock.now())
    return show_page(request, row, "training-attendance", status, form=form, findings=findings, days=days)


@class_page
@require_safe
def download_sheet(request: StaffRequest, row: TrainingClass) -> HttpResponse:  # noqa: ARG001
    """The sheet of the class, filled in as far as hours are entered."""
    headers = {"Content-Disposition": 'attachment; filename="attendance.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(write_attendance(row, clock.now()), content_type=SHEET, headers=headers)


@class_page
@require_http_methods(["GET", "HEAD", "POST"])
def take_one(request: StaffRequest, row: TrainingClass, number: int) -> HttpResponse:
    """Who was at a session, and for how many of its hours."""
    session = find_session(row, number)
    if session is None:
        raise Http404
    known = read_attendance((row,)).get(str(session.uuid), {})
    trainees = list(row.trainees.select_related("person"))
    lines = [show_line(one, known.get(str(one.uuid)), session.hours) for one in trainees]
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        lines = [read_line(one, request.POST) for one in lines]
        wrong = [one.trainee.person.name for one in lines if one.there and not one.hours.isdecimal()]
        if wrong:
            zh, en = f"学时须为整数：{'、'.join(wrong)}。", f"Hours are whole numbers: {', '.join(wrong)}."
            findings = (Finding(rule="training.attendance", severity=Severity.ERROR, message=Message(zh, en)),)
        else:
            hours = {one.trainee.pk: int(one.hours) if one.there else 0 for one in lines}
            taking = Taking(session=session, hours=hours)
            taken = take_attendance(row, (taking,), now=clock.now(), actor=trainer(request))
            findings = taken.findings
            if taken.ok:
                there = sum(one.there for one in lines)
                said = Message(
                    f"第 {number} 次课：{there}/{len(lines)} 人到课。", f"{there} of {len(lines)} were there."
                )
                tell(request, said)
                return redirect("training-attendance", row.uuid)
    context: dict[str, Any] = {"session": session, "lines": lines, "findings": findings, "taken": bool(known)}
    status = WRONG if request.method == "POST" else 200
    return show_page(request, row, "training-session", status, tab="training-attendance", **context)


def show_line(trainee: Trainee, hours: int | None, most: int) -> Line:
    """A trainee as entered; there for all hours where nothing is entered yet."""
    return Line(trainee=trainee, there=hours is None or hours > 0, hours=str(hours or most), known=hours is not None)


def read_line(line: Line, typed: Any) -> Line:
    """A trainee as typed."""
    hours = typed.get(f"hours-{line.trainee.number}", "").strip()[:4]
    there = f"there-{line.trainee.number}" in typed
    return msgspec.structs.replace(line, there=there, hours=hours if hours.isascii() else "")
