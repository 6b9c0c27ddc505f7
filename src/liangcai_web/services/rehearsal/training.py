"""A made-up school for a demonstration: a class taught by the programme, attendance, a proof that two people signed.

In: a standard's key, a level, the moment. Out: rows, the signed file. Follows: made-up people only; everything goes
through the services that the pages use.
"""

import random
from datetime import datetime, time, timedelta

import msgspec
from django.contrib.auth.models import AbstractUser

from liangcai.standard.model import Standard
from liangcai.training.model import Venue
from liangcai.training.proof import Teacher
from liangcai.training.timetable import Week
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.training import TrainingClass
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.days import local_day
from liangcai_web.services.rehearsal.people import make_id_number, make_name
from liangcai_web.services.training.attendance import Taking, take_attendance
from liangcai_web.services.training.classes import (
    ClassOrder,
    Places,
    class_standard,
    list_sessions,
    open_class,
    state_places,
    venue_needs,
)
from liangcai_web.services.training.people import NewTeacher, enrol, name_teacher
from liangcai_web.services.training.proofs import issue_proofs, read_proof
from liangcai_web.services.training.timetable import lay_out
from liangcai_web.services.workflow.standing import adopt_known

TRAINERS = ("trainer-1", "trainer-2")
WEEK = Week(days=(0, 1, 2, 3, 4, 5), spans=((time(8, 30), time(11, 30)), (time(13, 30), time(16, 30))))
_KINDS = ("theory", "practice")
LENGTH, TRAINEES, SEED = timedelta(days=45), 12, 7


class Rehearsed(msgspec.Struct, frozen=True, kw_only=True):
    """The class, and the signed proof of its first trainee with its number."""

    training: TrainingClass
    number: str
    file: bytes


def rehearse_school(key: str, level: str, passwords: dict[str, str], now: datetime) -> Rehearsed:
    """A school whose class ends today: all but two of its trainees have every hour."""
    school = found_organisation(
        name="量才示范培训学校", name_en="Liangcai Demonstration School", code="S000", province="00", site="000002"
    )
    first, second = (open_account(school, name, passwords.get(name), "trainer") for name in TRAINERS)
    training = _open(school, key, level, first, now)
    _furnish(training, first, now)
    _attend(training, first, now)
    issued = issue_proofs(training, (1,), now=now, actor=first, approver=second)
    if not issued.value:
        raise RuntimeError(f"the demonstration could not train anybody: {issued.findings}")
    return Rehearsed(training=training, number=issued.value[0].number, file=read_proof(issued.value[0]))


def _open(school: Organisation, key: str, level: str, actor: AbstractUser, now: datetime) -> TrainingClass:
    document = adopt_known(school, key, now=now, actor=actor).value
    if document is None:
        raise RuntimeError(f"no bundled standard {key}")
    today = local_day(now)
    order = ClassOrder(
        title=f"{document.title} {level} 第 1 期",
        level=level,
        direction=None,
        first_day=today - LENGTH,
        last_day=today - timedelta(days=1),
    )
    training = open_class(school, document, order, now=now, actor=actor).value
    if training is None:
        raise RuntimeError("the class of the demonstration could not be opened")
    return training


def _furnish(training: TrainingClass, actor: AbstractUser, now: datetime) -> None:
    """Places with all that the standard asks for, a teacher, trainees, the timetable."""
    words = {kind: [w for need in venue_needs(training) if need.kind == kind for w in need.words] for kind in _KINDS}
    places = Places(
        theory=Venue(place="教学楼 101", has=tuple(words["theory"])),
        practice=Venue(place="实训中心 A", has=tuple(words["practice"])),
    )
    state_places(training, places, now=now, actor=actor)
    rng = random.Random(SEED)
    best = _highest(class_standard(training))
    new = NewTeacher(
        name=make_name(rng),
        id_number=make_id_number(rng),
        account=actor.get_username(),
        holds=Teacher(level=best, title_grade="高级"),
    )
    teacher = name_teacher(training, new, now=now, actor=actor).value
    lines = "\n".join(f"{make_name(rng)} {make_id_number(rng)}" for _ in range(TRAINEES))
    if teacher is None or not enrol(training, lines, now=now, actor=actor).ok:
        raise RuntimeError("the people of the demonstration's class could not be entered")
    lay_out(training, WEEK, teacher.pk, now=now, actor=actor)


def _highest(standard: Standard) -> str:
    return standard.levels[-1].name


def _attend(training: TrainingClass, actor: AbstractUser, now: datetime) -> None:
    """Everybody is there, but for two: one missed the last sessions, one came late to the first."""
    sessions = list(list_sessions(training))
    trainees = list(training.trainees.all())
    takings = []
    for place, session in enumerate(sessions):
        hours = {one.pk: session.hours for one in trainees}
        if place >= len(sessions) - 3:
            hours[trainees[-1].pk] = 0
        if place == 0:
            hours[trainees[-2].pk] = 1
        takings.append(Taking(session=session, hours=hours))
    taken = take_attendance(training, takings, now=now, actor=actor)
    if not taken.ok:
        raise RuntimeError(f"no attendance for the demonstration: {taken.findings}")
