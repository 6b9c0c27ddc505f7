"""A made-up school with a class that was taught in the past: teachers, sessions, trainees, attendance."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import openpyxl
from django.contrib.auth.models import AbstractUser

import liangcai_reference
from liangcai.training.model import Venue
from liangcai.training.proof import Teacher
from liangcai.training.timetable import Week
from liangcai_host import clock
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.training import TrainingClass
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.days import local_day
from liangcai_web.services.standards.opened import adopt_standard
from liangcai_web.services.training.attendance import Taking, take_attendance
from liangcai_web.services.training.classes import (
    ClassOrder,
    Places,
    list_sessions,
    open_class,
    state_places,
    venue_needs,
)
from liangcai_web.services.training.people import NewTeacher, enrol, name_teacher
from liangcai_web.services.training.timetable import lay_out
from tests.web.cast import PASSWORD

TECHNICAL = next(key for key in liangcai_reference.list_occupations() if key.startswith("2-"))
WEEK = Week(days=(0, 1, 2, 3, 4, 5, 6), spans=((time(8, 30), time(11, 30)), (time(13, 30), time(16, 30))))


@dataclass(frozen=True)
class School:
    """A school with two trainers, one of whom teaches."""

    organisation: Organisation
    first: AbstractUser
    second: AbstractUser
    training: TrainingClass


def found_school() -> tuple[Organisation, AbstractUser, AbstractUser]:
    """A school with two trainers."""
    school = found_organisation(name="示例培训学校", name_en="School", code="S001", province="00", site="000009")
    return (
        school,
        open_account(school, "trainer-1", PASSWORD, "trainer"),
        open_account(school, "trainer-2", PASSWORD, "trainer"),
    )


def number(serial: int) -> str:
    """A made-up ID number with its check character."""
    from liangcai.eligibility.identity_number import check_character

    body = f"00000019900101{serial:03d}"
    return body + check_character(body)


def teach(
    organisation, trainer, *, people=("示例甲", "示例乙"), days_ago=40, teacher=("示例师", 900), serial=1
) -> TrainingClass:
    """A class with a timetable of its whole programme, and people enrolled; nobody has attended."""
    now = clock.now()
    content = liangcai_reference.read_standard_text(TECHNICAL).encode()
    document = adopt_standard(organisation, content, "standard.txt", now=now).value
    first = local_day(now) - timedelta(days=days_ago)
    order = ClassOrder(
        title="示例班第一期",
        level="初级",
        direction=None,
        first_day=first,
        last_day=first + timedelta(days=days_ago - 2),
    )
    row = open_class(organisation, document, order, now=now, actor=trainer).value
    needs = venue_needs(row)
    words = {
        kind: tuple(word for need in needs if need.kind == kind for word in need.words)
        for kind in ("theory", "practice")
    }
    places = Places(
        theory=Venue(place="101 教室", has=words["theory"]), practice=Venue(place="实训室", has=words["practice"])
    )
    state_places(row, places, now=now, actor=trainer)
    name, last = teacher
    new = NewTeacher(name=name, id_number=number(last), account=trainer.get_username(), holds=Teacher(level="高级"))
    named = name_teacher(row, new, now=now, actor=trainer).value
    lines = "\n".join(f"{name} {number(place)}" for place, name in enumerate(people, serial))
    assert enrol(row, lines, now=now, actor=trainer).ok
    assert lay_out(row, WEEK, named.pk, now=now, actor=trainer).ok
    return row


def attend(row, trainer, *, numbers=None, skip=0):
    """Every hour of every session for these trainees; the last ``skip`` sessions are left out."""
    sessions = list(list_sessions(row))
    trainees = [one for one in row.trainees.all() if numbers is None or one.number in numbers]
    takings = [
        Taking(session=one, hours={trainee.pk: one.hours for trainee in trainees})
        for one in sessions[: len(sessions) - skip]
    ]
    taken = take_attendance(row, takings, now=clock.now(), actor=trainer)
    assert taken.ok, taken.findings
    return taken.value


def open_school(**more) -> School:
    """The school with its class."""
    school, first, second = found_school()
    return School(organisation=school, first=first, second=second, training=teach(school, first, **more))


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment where the school is."""
    from zoneinfo import ZoneInfo

    return datetime.combine(day, time(hour, minute), ZoneInfo("Asia/Shanghai"))


def change_cells(data: bytes, cells: dict[str, str]) -> bytes:
    """A workbook with other words in some cells, as somebody would type them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for place, words in cells.items():
        book.active[place] = words
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
