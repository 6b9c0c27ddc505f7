"""Whoever taught a class does not examine its trainees: the plan is told who was where."""

from datetime import date

import pytest

from liangcai.scheduling.model import Candidate, Resources, StaffMember, qualify
from liangcai_host import clock
from liangcai_web.records.documents import Document
from liangcai_web.records.training import ClassTeacher, Trainee, TrainingClass
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.people import make_person
from liangcai_web.services.planning.seating import plan_seats
from liangcai_web.services.registers.teams import make_resources
from liangcai_web.services.registers.training_ties import keep_apart, list_training_ties
from tests.web.cast import announce, gather_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings):
    return gather_cast()


def person(organisation, number):
    row = make_person(organisation, f"示例{number}", f"00000019900101{number:04d}")
    row.save()
    return row


def teach(batch, trainees, teacher, account=None):
    """A class of a school with these trainees, by the numbers of their documents."""
    school = found_organisation(name="示例学校", name_en="School", code="S001", province="00", site="000009")
    now = clock.now()
    training = TrainingClass.objects.create(
        organisation=school,
        standard=Document.objects.get(pk=batch.standard_id),
        title="班",
        level=batch.level,
        first_day=date(2026, 1, 1),
        last_day=date(2026, 2, 1),
        opened_at=now,
    )
    ClassTeacher.objects.create(training=training, person=person(school, teacher), account=account)
    for number, one in enumerate(trainees, 1):
        Trainee.objects.create(training=training, person=person(school, one), number=number, enrolled_at=now)
    return training


def test_a_person_is_the_same_in_the_school_and_in_the_office(cast):
    batch = announce(cast)
    people = [person(cast.office, number) for number in (1, 2)]
    training = teach(batch, (1, 3), 9, cast.idle_assessor)
    ties = list_training_ties(batch, people)
    assert ties.attended == {str(people[0].uuid): (str(training.uuid),)}
    assert ties.by_account == {"assessor-idle": (str(training.uuid),)}
    assert list(ties.by_identity.values()) == [(str(training.uuid),)]


def test_the_planner_is_handed_both_and_recusal_follows(cast):
    batch = announce(cast)
    people = [person(cast.office, number) for number in (1, 2)]
    teach(batch, (1,), 9, cast.idle_assessor)
    candidates, resources = keep_apart(
        list_training_ties(batch, people),
        [Candidate(id=str(one.uuid)) for one in people],
        Resources(staff=(StaffMember(id="assessor-idle", qualifications=qualify("assessor")),)),
    )
    assert [resources.staff[0].may_examine(one) for one in candidates] == [False, True]


def test_a_plan_does_not_put_a_teacher_before_a_trainee(cast):
    batch = announce(cast)
    people = [person(cast.office, 1)]
    resources = make_resources(batch, cast.team, 1)
    taught = next(one.id for one in resources.staff if one.may_take("assessor"))
    assert plan_seats(batch, people, resources, now=clock.now()).value is not None
    other = announce(cast)
    teach(other, (1,), 9, open_account(cast.office, taught, None, "assessor"))
    refused = plan_seats(other, people, resources, now=clock.now())
    assert refused.value is None
    assert refused.findings
