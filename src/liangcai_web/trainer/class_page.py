"""What all pages of a class share: the trainer's own school or nothing, the pages of the class, words after an act.

In: a request and the uuid of a class. Out: a page of the class. Follows: least privilege: a trainer sees the classes of
their own organisation, and no paper, application or mark.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from liangcai.findings import Message
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.training import TrainingClass
from liangcai_web.services.training.classes import class_standard, find_class

WRONG = 422
TABS = (
    ("training-class", Message("概况", "Overview")),
    ("training-people", Message("教师与学员", "Teachers and trainees")),
    ("training-timetable", Message("课表", "Timetable")),
    ("training-attendance", Message("考勤", "Attendance")),
    ("training-hours", Message("学时与证明", "Hours and proofs")),
)


def class_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view on a class of the trainer's own school, found by ``uuid``; another's is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        row = find_class(request.organisation, kwargs.pop("uuid"))
        if row is None:
            raise Http404
        return view(request, row, **kwargs)

    guarded: Callable[..., HttpResponse] = role_required(Role.TRAINER)(respond)
    return guarded


def show_page(
    request: StaffRequest, row: TrainingClass, where: str, /, status: int = 200, tab: str = "", **context: Any
) -> HttpResponse:
    """A page of a class."""
    standard = class_standard(row)
    shared = {
        "row": row,
        "key": row.standard.sha256,
        "standard": standard,
        "tabs": [(name, page, page == (tab or where)) for page, name in TABS],
    }
    template = f"trainer/{where.removeprefix('training-')}.html"
    return render(request, template, {**shared, **context}, status=status)


def trainer(request: StaffRequest) -> AbstractBaseUser:
    """The signed-in trainer."""
    if not isinstance(request.user, AbstractBaseUser):
        raise TypeError("the page is for people who are signed in")
    return request.user


def tell(request: HttpRequest, message: Message, *, good: bool = True) -> None:
    """Say on the next page what has happened."""
    add = messages.success if good else messages.warning
    add(request, say(message, read_language(request)))
