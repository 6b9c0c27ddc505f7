"""What is kept of a teacher ends some years after the last class."""

from datetime import timedelta

from liangcai.retention.term import add_months
from liangcai_host import clock
from liangcai_web.services.days import local_day
from liangcai_web.services.packs import retention_pack
from liangcai_web.services.privacy.terms import find_candidates, pick, read_terms

YEARS = timedelta(days=366)


def test_a_teacher_has_a_term_from_the_last_day_of_the_class(school):
    teacher = school.training.teachers.select_related("person")[0].person
    named = local_day(clock.now())  # to be named is the last that happened to a teacher of a class that is over
    until = pick(read_terms(teacher, clock.now()), "name").until
    assert until == add_months(named, retention_pack().rule("name").months)
    school.training.last_day = named + timedelta(days=30)
    school.training.save()
    until = pick(read_terms(teacher, clock.now()), "name").until
    assert until == add_months(school.training.last_day, retention_pack().rule("name").months)
    assert teacher in find_candidates(school.organisation, clock.now() + 6 * YEARS)
