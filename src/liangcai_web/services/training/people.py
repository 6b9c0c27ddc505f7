"""The people of a class: teachers, held against clause 1.8.2, and trainees.

In: names and ID numbers as typed. Out: rows of ``ClassTeacher`` and ``Trainee``, facts. Follows: clause 1.8.2; a list
of trainees is taken in whole or not at all, with what is wrong by its line.
"""

import re
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max

from liangcai.findings import Finding, Result, has_errors
from liangcai.training.classes import judge_teacher
from liangcai.training.model import ClassTeacher as Taught
from liangcai.training.proof import Teacher, check_teacher
from liangcai_host.keys.fields import index_id_number, normalise_id_number
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.records.people import Person
from liangcai_web.records.training import ClassTeacher, Trainee
from liangcai_web.records.training import TrainingClass as ClassRow
from liangcai_web.services.facts import NewFact, append_fact, append_facts
from liangcai_web.services.payloads.training import TeacherNamed, TraineeEnrolled
from liangcai_web.services.people import check_number, field_keys, make_person
from liangcai_web.services.training.classes import class_standard, say
from liangcai_web.services.turns import take_turn

MOST = 200
DOCUMENT = re.compile(r"[A-Z0-9()/-]{5,20}", re.ASCII)
LINE = re.compile(r"[\s,，;；、\t]+")


class NewTeacher(msgspec.Struct, frozen=True, kw_only=True):
    """A teacher as typed; ``account`` is a user name of the school, or blank."""

    name: str
    id_number: str
    account: str
    holds: Teacher


def name_teacher(
    row: ClassRow, new: NewTeacher, *, now: datetime, actor: AbstractBaseUser
) -> Result[ClassTeacher | None]:
    """Name a teacher; somebody who does not have what clause 1.8.2 asks for is refused with the clause."""
    standard = class_standard(row)
    refused = judge_teacher(Taught(id="", name=new.name, holds=new.holds), standard, row.level)
    account = find_trainer(row.organisation, new.account) if new.account else None
    findings = [*_check_person(new.name, new.id_number), *([refused] if refused else [])]
    if new.account and account is None:
        findings.append(say("account", "本机构没有这个培训账户。", "There is no such trainer's account here."))
    if has_errors(tuple(findings)):
        return Result(None, tuple(findings))
    judged = check_teacher(new.holds, standard, row.level)
    with take_turn(row.organisation):
        person = find_person(row.organisation, new.name, new.id_number)
        if isinstance(person, Finding):
            return Result(None, (person,))
        if row.teachers.filter(person=person).exists() or row.trainees.filter(person=person).exists():
            return Result(None, (say("id_number", "这个人已在本班。", "This person is in the class already."),))
        teacher = ClassTeacher.objects.create(
            training=row,
            person=person,
            account_id=account.pk if account else None,
            level=new.holds.level or "",
            title_grade=new.holds.title_grade or "",
            qualified=judged.met if judged else None,
        )
        said = describe_teacher(teacher)
        append_fact(row.organisation, "teacher_named", said, now=now, actor=actor, batch=row.uuid, subject=person.uuid)
    return Result(teacher)


def describe_teacher(teacher: ClassTeacher) -> TeacherNamed:
    """What the log says of a teacher who was named."""
    return TeacherNamed(
        person=str(teacher.person.uuid),
        account=teacher.account_id,
        level=teacher.level,
        title_grade=teacher.title_grade,
        qualified=teacher.qualified,
    )


def find_trainer(organisation: Organisation, username: str) -> AbstractBaseUser | None:
    """The trainer's account of that name."""
    held = Membership.objects.filter(organisation=organisation, role=Membership.Role.TRAINER, user__is_active=True)
    found = held.filter(user__username=username.strip()).select_related("user").first()
    return found.user if found else None


def enrol(row: ClassRow, text: str, *, now: datetime, actor: AbstractBaseUser) -> Result[tuple[Trainee, ...]]:
    """Enrol everybody of a list, a line a person: name, then ID number; all of it or nothing."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    findings: list[Finding] = []
    people: list[tuple[int, str, str]] = []
    for number, line in lines:
        name, id_number = _part(line)
        wrong = _check_person(name, id_number)
        findings += [place(one, number) for one in wrong]
        people.append((number, name, id_number))
    seen: dict[str, int] = {}
    for number, _, id_number in people:
        first = seen.setdefault(normalise_id_number(id_number), number)
        if first != number and id_number:
            findings.append(
                place(say("people", f"与第 {first} 行是同一个号码。", f"The same as line {first}."), number)
            )
    if not lines:
        findings.append(say("people", "请每行写一人：姓名 证件号码。", "Write a person a line: name, ID number."))
    if row.trainees.count() + len(people) > MOST:
        findings.append(say("people", f"一个班最多 {MOST} 人。", f"A class has {MOST} trainees at most."))
    if findings:
        return Result((), tuple(findings))
    return _enrol(row, people, now=now, actor=actor)


def _enrol(
    row: ClassRow, people: list[tuple[int, str, str]], *, now: datetime, actor: AbstractBaseUser
) -> Result[tuple[Trainee, ...]]:
    findings: list[Finding] = []
    made: list[Trainee] = []
    with transaction.atomic(), take_turn(row.organisation):
        last = row.trainees.aggregate(last=Max("number"))["last"] or 0
        for line, name, id_number in people:
            person = find_person(row.organisation, name, id_number)
            if isinstance(person, Finding):
                findings.append(place(person, line))
            elif row.trainees.filter(person=person).exists():
                findings.append(place(say("people", f"{name}已在本班。", f"{name} is in the class already."), line))
            elif row.teachers.filter(person=person).exists():
                findings.append(place(say("people", f"{name}是本班教师。", f"{name} teaches this class."), line))
            else:
                last += 1
                made.append(Trainee(training=row, person=person, number=last, enrolled_at=now))
        if findings:
            transaction.set_rollback(True)
            return Result((), tuple(findings))
        Trainee.objects.bulk_create(made)
        facts = [NewFact(kind="trainee_enrolled", payload=describe_trainee(one), subject=one.uuid) for one in made]
        append_facts(row.organisation, facts, now=now, actor=actor, batch=row.uuid)
    return Result(tuple(made))


def describe_trainee(trainee: Trainee) -> TraineeEnrolled:
    """What the log says of somebody who was enrolled."""
    return TraineeEnrolled(person=str(trainee.person.uuid), number=trainee.number)


def find_person(organisation: Organisation, name: str, id_number: str) -> Person | Finding:
    """The person of that ID number, kept on first sight; a finding where the number is known by another name."""
    index = index_id_number(field_keys(), id_number)
    person = Person.objects.filter(organisation=organisation, id_number_index=index).order_by("-pk").first()
    if person is not None and person.name != name:
        zh = "这个证件号码在本机构登记的是另一个姓名，请核对。"
        return say("id_number", zh, "This number is known here under another name: compare both.")
    if person is None:
        person = make_person(organisation, name, id_number)
        person.save()
    return person


def _part(line: str) -> tuple[str, str]:
    """A line as name and ID number: the number is the last word."""
    words = [word for word in LINE.split(line) if word]
    if len(words) < 2:
        return line, ""
    joint = "" if _is_chinese(words) else " "
    return joint.join(words[:-1]), words[-1].upper()


def _is_chinese(words: list[str]) -> bool:
    return all("\u4e00" <= letter <= "\u9fff" for word in words[:-1] for letter in word)


def _check_person(name: str, id_number: str) -> tuple[Finding, ...]:
    findings = []
    if not 1 <= len(name.strip()) <= 80:
        findings.append(say("name", "请写姓名（80 字以内）。", "Give the name, up to 80 characters."))
    if not DOCUMENT.fullmatch(normalise_id_number(id_number)):
        zh = "证件号码应为 5 到 20 位字母和数字，写在姓名之后。"
        findings.append(say("id_number", zh, "The ID number has 5 to 20 letters and digits and follows the name."))
    else:
        findings += [msgspec.structs.replace(one, rule="training.id_number") for one in check_number(id_number)]
    return tuple(findings)


def place(finding: Finding, line: int) -> Finding:
    """A finding with the line of a list that it is about."""
    return msgspec.structs.replace(finding, rule="training.people", place=f"{line}")
