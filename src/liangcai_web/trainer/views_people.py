"""Teachers and trainees of a class.

In: what was typed. Out: rows, findings by line. Follows: clause 1.8.2; a list is taken in whole or not at all.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from liangcai.findings import Finding, Message
from liangcai.training.proof import Teacher
from liangcai_host import clock
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.training import TrainingClass
from liangcai_web.services.training.classes import class_standard
from liangcai_web.services.training.people import NewTeacher, enrol, name_teacher
from liangcai_web.trainer.class_page import WRONG, class_page, show_page, tell, trainer
from liangcai_web.trainer.forms import TeacherForm, TraineesForm


@class_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_people(request: StaffRequest, row: TrainingClass) -> HttpResponse:
    """Everybody of the class; a list of trainees is taken in."""
    lang = read_language(request)
    findings: tuple[Finding, ...] = ()
    form = TraineesForm(lang, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        enrolled = enrol(row, form.cleaned_data["people"], now=clock.now(), actor=trainer(request))
        findings = enrolled.findings
        if enrolled.ok:
            count = len(enrolled.value)
            tell(request, Message(f"已收 {count} 名学员。", f"{count} trainees enrolled."))
            return redirect("training-people", row.uuid)
    status = WRONG if request.method == "POST" else 200
    return show_everybody(request, row, status, form=form, lines=findings)


@class_page
@require_POST
def name_one(request: StaffRequest, row: TrainingClass) -> HttpResponse:
    """Name a teacher."""
    form = TeacherForm(read_language(request), class_standard(row), request.POST)
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        said = form.cleaned_data
        new = NewTeacher(
            name=said["name"].strip(),
            id_number=said["id_number"],
            account=said["account"].strip(),
            holds=Teacher(level=said["level"] or None, title_grade=said["title_grade"] or None),
        )
        named = name_teacher(row, new, now=clock.now(), actor=trainer(request))
        if named.value is not None:
            tell(request, Message("教师已登记。", "The teacher is on record."))
            return redirect("training-people", row.uuid)
        findings = form.note(named.findings)
    return show_everybody(request, row, WRONG, teacher_form=form, findings=findings)


def show_everybody(request: StaffRequest, row: TrainingClass, status: int = 200, **more: Any) -> HttpResponse:
    """The page with both forms."""
    lang, standard = read_language(request), class_standard(row)
    context = {
        "form": TraineesForm(lang),
        "teacher_form": TeacherForm(lang, standard),
        "teachers": row.teachers.select_related("person", "account"),
        "trainees": row.trainees.select_related("person"),
        "duties": standard.training.teachers,
        **more,
    }
    return show_page(request, row, "training-people", status, **context)
