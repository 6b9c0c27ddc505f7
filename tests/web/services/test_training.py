"""Classes, attendance, ledgers and proofs: facts add up, and what cannot be is refused with a sentence."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from liangcai.training.proof import Teacher
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.records.training import Trainee
from liangcai_web.services.facts import append_fact, find_break
from liangcai_web.services.payloads.training import TrainingProved
from liangcai_web.services.printing.training import print_proof
from liangcai_web.services.privacy.erasure import erase_person
from liangcai_web.services.privacy.export import describe_trainings
from liangcai_web.services.privacy.terms import find_candidates, read_terms
from liangcai_web.services.training.attendance import Taking, take_attendance, take_sheet, write_attendance
from liangcai_web.services.training.classes import ClassOrder, list_sessions, open_class, review_class
from liangcai_web.services.training.ledgers import list_ledgers
from liangcai_web.services.training.people import NewTeacher, enrol, name_teacher
from liangcai_web.services.training.proofs import (
    check_proof,
    find_proof,
    issue_proofs,
    list_signers,
    read_proof,
    withdraw_proof,
)
from liangcai_web.services.training.timetable import NewSession, find_session, lay_out, plan_session, withdraw_session
from tests.data.sheets import read_pdf
from tests.web.trainer.school import WEEK, attend, change_cells, found_school, moment, number, open_school, teach

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(settings, tmp_path):
    settings.HOME = tmp_path
    return open_school()


def rules(findings):
    return [one.rule for one in findings]


def test_a_timetable_laid_out_has_every_hour_of_the_programme(school):
    assert review_class(school.training) == ()
    sessions = list(list_sessions(school.training))
    assert sum(one.hours for one in sessions) == 90
    again = lay_out(school.training, WEEK, sessions[0].teacher_id, now=clock.now(), actor=school.first)
    assert rules(again.findings) == ["training.week"]


def test_a_class_that_its_standard_does_not_have_is_refused(school):
    row = school.training
    for title, level, first, last, rule in (
        ("", "初级", 0, 1, "training.title"),
        ("班", "五级", 0, 1, "batch.place"),
        ("班", "初级", 1, 0, "training.last_day"),
        ("班", "初级", 0, 731, "training.last_day"),
    ):
        day = row.first_day
        order = ClassOrder(
            title=title, level=level, direction=None, first_day=day + timedelta(first), last_day=day + timedelta(last)
        )
        refused = open_class(row.organisation, row.standard, order, now=clock.now(), actor=None)
        assert refused.value is None
        assert rules(refused.findings) == [rule]


def test_a_teacher_without_what_the_clause_asks_for_is_refused_with_it(school):
    new = NewTeacher(name="示例新", id_number=number(901), account="", holds=Teacher(level="初级"))
    refused = name_teacher(school.training, new, now=clock.now(), actor=school.first)
    assert refused.value is None
    assert [(one.rule, one.clause) for one in refused.findings] == [("training.teacher", "1.8.2")]
    stranger = NewTeacher(name="示例新", id_number=number(901), account="nobody", holds=Teacher(level="中级"))
    assert rules(name_teacher(school.training, stranger, now=clock.now(), actor=school.first).findings) == [
        "training.account"
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", ""),
        ("示例丙", "1"),
        ("示例丙 000000199001010013", "1"),
        (f"示例丙 {number(3)}\n示例丁 {number(3)}", "2"),
        (f"示例丙 {number(3)}\n示例丁 {number(1)}", "2"),
        (f"示例丙 {number(3)}\n示例甲 {number(1)}", "2"),
        (f"示例丙 {number(3)}\n示例师 {number(900)}", "2"),
    ],
)
def test_a_list_of_trainees_is_taken_in_whole_or_not_at_all(school, text, place):
    refused = enrol(school.training, text, now=clock.now(), actor=school.first)
    assert not refused.ok
    assert {one.place for one in refused.findings} == {place}
    assert school.training.trainees.count() == 2


def test_a_name_of_two_words_and_a_passport_are_read(school):
    assert enrol(school.training, "Wei Lin, P1234567", now=clock.now(), actor=school.first).ok
    assert Trainee.objects.get(training=school.training, number=3).person.name == "Wei Lin"


def test_attendance_adds_up_and_the_newest_word_counts(school):
    attend(school.training, school.first, skip=1)
    first, second = list_ledgers(school.training)
    assert (first.ledger.counted, first.ledger.complete, first.findings) == (second.ledger.counted, False, ())
    session = list_sessions(school.training)[0]
    trainee = first.trainee
    for hours, changed in ((0, 1), (0, 0), (1, 1)):
        taking = Taking(session=session, hours={trainee.pk: hours})
        assert take_attendance(school.training, [taking], now=clock.now(), actor=school.first).value == changed
    assert list_ledgers(school.training)[0].ledger.counted == first.ledger.counted - session.hours + 1
    assert find_break(school.organisation) is None


def test_hours_that_cannot_be_are_refused_and_nothing_of_them_is_kept(school):
    session = list_sessions(school.training)[0]
    trainee = school.training.trainees.first()
    for hours in ({trainee.pk: session.hours + 1}, {trainee.pk: -1}, {0: 1}):
        refused = take_attendance(
            school.training, [Taking(session=session, hours=hours)], now=clock.now(), actor=school.first
        )
        assert rules(refused.findings) == ["training.attendance"]
    early = take_attendance(
        school.training,
        [Taking(session=session, hours={trainee.pk: 1})],
        now=session.starts_at - timedelta(seconds=1),
        actor=school.first,
    )
    assert "还没有开始" in early.findings[0].message.zh
    assert not Fact.objects.filter(kind="attendance_taken").exists()


def test_nobody_is_in_two_classes_at_once_though_the_classes_be_of_two_schools(school):
    attend(school.training, school.first)
    other, trainer, _ = found_school()
    again = teach_beside(other, trainer)
    attend(again, trainer)
    ledger = list_ledgers(again)[0]
    assert ledger.ledger.counted == 0
    assert set(rules(ledger.findings)) == {"training.twice"}


def teach_beside(organisation, trainer):
    """A class on the same days under another teacher, with the first of the same people."""
    return teach(organisation, trainer, people=("示例甲",), teacher=("示例二师", 902))


def test_a_teacher_is_before_one_class_at_a_time(school):
    session = list_sessions(school.training)[0]
    other = teach(school.organisation, school.first, people=("示例丙",), teacher=("示例二师", 902), serial=3)
    new = NewTeacher(name="示例师", id_number=number(900), account="", holds=Teacher(level="高级"))
    busy = name_teacher(other, new, now=clock.now(), actor=school.first).value
    planned = list_sessions(other)[0]
    assert withdraw_session(other, planned, now=clock.now(), actor=school.first) is None
    refused = plan_session(
        other,
        NewSession(
            unit=planned.unit,
            kind="theory",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            hours=1,
            teacher=busy.pk,
        ),
        now=clock.now(),
        actor=school.first,
    )
    assert rules(refused.findings) == ["training.teacher"]


def test_a_session_that_was_attended_stays(school):
    attend(school.training, school.first)
    session = find_session(school.training, 1)
    assert withdraw_session(school.training, session, now=clock.now(), actor=school.first) is not None
    assert find_session(school.training, 1) is not None


def test_a_session_outside_the_days_of_the_class_is_refused(school):
    teacher = school.training.teachers.first()
    day = school.training.first_day - timedelta(days=1)
    new = NewSession(
        unit="1", kind="theory", starts_at=moment(day, 9), ends_at=moment(day, 10), hours=1, teacher=teacher.pk
    )
    assert "training.term" in rules(plan_session(school.training, new, now=clock.now(), actor=school.first).findings)


def test_a_sheet_is_taken_in_whole_or_not_at_all(school):
    blank = write_attendance(school.training, clock.now())
    wrong = change_cells(blank, {"D2": "√", "D3": "9", "E2": "一", "B3": "示例某"})
    refused = take_sheet(school.training, wrong, "考勤.xlsx", now=clock.now(), actor=school.first)
    assert refused.value is None
    assert [one.place for one in refused.findings] == ["E2", "A3"]
    assert not Fact.objects.filter(kind="attendance_taken").exists()
    filled = change_cells(blank, {"D2": "√", "D3": "×", "E3": "2"})
    taken = take_sheet(school.training, filled, "考勤.xlsx", now=clock.now(), actor=school.first)
    assert taken.value == 3
    assert [one.ledger.counted for one in list_ledgers(school.training)] == [4, 2]
    assert Fact.objects.filter(kind="attendance_taken", payload__contains="sha256").count() == 2
    assert write_attendance(school.training, clock.now()) != blank


@pytest.mark.parametrize("data", [b"", b"no sheet", b"PK\x03\x04"])
def test_what_is_no_sheet_is_a_finding(school, data):
    refused = take_sheet(school.training, data, "x.xlsx", now=clock.now(), actor=school.first)
    assert refused.value is None
    assert refused.findings


def issue(school, *numbers):
    return issue_proofs(school.training, numbers, now=clock.now(), actor=school.first, approver=school.second)


def test_two_people_sign_a_proof_for_those_who_are_complete(school):
    attend(school.training, school.first, numbers={1})
    attend(school.training, school.first, numbers={2}, skip=1)
    issued = issue(school, 1, 2)
    assert [one.trainee.number for one in issued.value] == [1]
    assert rules(issued.findings) == ["training.proof"]
    assert "还差" in issued.findings[0].message.zh
    proof = issued.value[0]
    checked = check_proof(read_proof(proof), clock.now())
    assert (checked.check.verdict, checked.own, checked.withdrawn) == ("valid", proof, False)
    assert checked.check.content.hours == 90
    assert checked.check.content.school == school.organisation.name
    assert list_signers(proof) == ("trainer-1", "trainer-2")
    assert issue(school, 1).value == ()


def test_one_person_cannot_sign_alone(school):
    said = TrainingProved(number="x", sha256="0" * 64, hours=1)
    for actor, approver in ((school.first, school.first), (school.first, None), (None, school.first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            append_fact(school.organisation, "training_proved", said, now=clock.now(), actor=actor, approver=approver)


def test_the_hours_that_a_proof_rests_on_do_not_change_under_it_and_it_can_be_taken_back(school):
    attend(school.training, school.first, numbers={1})
    proof = issue(school, 1).value[0]
    taking = Taking(session=find_session(school.training, 1), hours={proof.trainee.pk: 0})
    refused = take_attendance(school.training, [taking], now=clock.now(), actor=school.first)
    assert "须先撤回证明" in refused.findings[0].message.zh
    people = {"actor": school.first, "approver": school.second}
    assert withdraw_proof(proof, " ", now=clock.now(), **people) is not None
    assert withdraw_proof(proof, "考勤有误", now=clock.now(), **people) is None
    assert check_proof(read_proof(proof), clock.now()).withdrawn
    assert take_attendance(school.training, [taking], now=clock.now(), actor=school.first).value == 1
    again = Taking(session=taking.session, hours={proof.trainee.pk: taking.session.hours})
    take_attendance(school.training, [again], now=clock.now(), actor=school.first)
    assert issue(school, 1).value[0].number != proof.number


def test_a_proof_is_printed_as_it_was_signed(school):
    attend(school.training, school.first, numbers={1})
    proof = issue(school, 1).value[0]
    printed = print_proof(proof)
    text = read_pdf(printed)
    if out := os.environ.get("PROOF_PDF"):
        Path(out).write_bytes(printed.value)
    for words in (proof.number, "示例甲", "已完成", "90", "trainer-1", "trainer-2", proof.sha256):
        assert words in text, words


def test_what_is_held_of_a_trainee_has_its_term_and_can_be_erased(school):
    attend(school.training, school.first, numbers={1})
    proof = issue(school, 1).value[0]
    person, people = proof.trainee.person, {"actor": school.first, "approver": school.second}
    terms = {term.rule.data: term for term in read_terms(person, clock.now())}
    assert not terms["training"].due
    assert terms["training"].until > school.training.last_day
    assert describe_trainings(person)[0]["proofs"] == [proof.number]
    later = clock.now() + timedelta(days=366 * 6)
    assert person in find_candidates(school.organisation, later)
    assert erase_person(person, now=later, **people).value is not None
    proof.refresh_from_db()
    person.refresh_from_db()
    assert (bytes(proof.content), person.name, person.id_number_sealed) == (b"", "", "")
    assert find_proof(school.training, proof.number) is None
    assert "training" not in {term.rule.data for term in read_terms(person, later)}
    assert find_break(school.organisation) is None
