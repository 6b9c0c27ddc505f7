"""The timetable of a class: a session at a time, or all that the programme still lacks.

In: what was typed. Out: sessions, findings beside the fields. Follows: clause 1.8.1.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from liangcai.findings import Finding, Message
from liangcai.training.timetable import Week
from liangcai_host import clock
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.training import ClassTeacher, TrainingClass
from liangcai_web.services.training.classes import class_programme
from liangcai_web.services.training.overview import list_planned
from liangcai_web.services.training.timetable import NewSession, find_session, lay_out, plan_session, withdraw_session
from liangcai_web.trainer.class_page import WRONG, class_page, show_page, tell, trainer
from liangcai_web.trainer.forms import SessionForm, WeekForm

MORNING = {
    "days": [str(day) for day in range(5)],
    "from_1": "08:30",
    "to_1": "11:30",
    "from_2": "13:30",
    "to_2": "16:30",
}


@class_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_timetable(request: StaffRequest, row: TrainingClass) -> HttpResponse:
    """Every session; a new one is planned."""
    if request.method != "POST":
        return show_all(request, row)
    form = make_form(request, row, request.POST)
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        said = form.cleaned_data
        new = NewSession(
            unit=said["unit"],
            kind=said["kind"],
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
            hours=said["hours"],
            teacher=int(said["teacher"]),
        )
        if new.ends_at <= new.starts_at:
            form.add_error("ends_at", form.fields["ends_at"].error_messages["invalid"])
        else:
            planned = plan_session(row, new, now=clock.now(), actor=trainer(request))
            if planned.value is not None:
                tell(request, Message("已排课。", "The session is planned."))
                return redirect("training-timetable", row.uuid)
            findings = form.note(planned.findings)
    return show_all(request, row, WRONG, form=form, findings=findings)


@class_page
@require_POST
def lay_out_all(request: StaffRequest, row: TrainingClass) -> HttpResponse:
    """Plan all that the programme still lacks."""
    form = WeekForm(read_language(request), list_teachers(row), request.POST)
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        said = form.cleaned_data
        spans = [(said[f"from_{part}"], said[f"to_{part}"]) for part in (1, 2)]
        week = Week(
            days=tuple(int(day) for day in said["days"]),
            spans=tuple((first, last) for first, last in spans if first and last and first < last),
        )
        laid = lay_out(row, week, int(said["teacher"]), now=clock.now(), actor=trainer(request))
        if laid.ok:
            count = len(laid.value)
            tell(request, Message(f"已排 {count} 次课。", f"{count} sessions are planned."))
            return redirect("training-timetable", row.uuid)
        findings = form.note(laid.findings)[:20]
    return show_all(request, row, WRONG, week=form, findings=findings)


@class_page
@require_POST
def withdraw(request: StaffRequest, row: TrainingClass, number: int) -> HttpResponse:
    """Take a session off the timetable."""
    session = find_session(row, number)
    if session is None:
        raise Http404
    refused = withdraw_session(row, session, now=clock.now(), actor=trainer(request))
    if refused is not None:
        return show_all(request, row, WRONG, findings=(refused,))
    tell(request, Message(f"第 {number} 次课已撤销。", f"Session {number} is off the timetable."))
    return redirect("training-timetable", row.uuid)


def make_form(request: StaffRequest, row: TrainingClass, data: Any = None) -> SessionForm:
    """The form of a session with the functions of the programme and the teachers of the class."""
    units = [(unit.number, f"{unit.number} {unit.name}") for unit in class_programme(row).units]
    return SessionForm(read_language(request), units, list_teachers(row), data)


def list_teachers(row: TrainingClass) -> list[ClassTeacher]:
    """The teachers of the class."""
    return list(row.teachers.select_related("person"))


def show_all(request: StaffRequest, row: TrainingClass, status: int = 200, **more: Any) -> HttpResponse:
    """The timetable with both forms."""
    teachers = list_teachers(row)
    context = {
        "form": make_form(request, row),
        "week": WeekForm(read_language(request), teachers, initial=MORNING),
        "days": list_planned(row),
        "teachers": teachers,
        **more,
    }
    return show_page(request, row, "training-timetable", status, **context)
