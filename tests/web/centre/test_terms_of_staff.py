"""What is kept of staff ends some years after they were called on for the last time."""

from datetime import timedelta

import pytest
from django.urls import reverse

from liangcai.scheduling.model import Qualification
from liangcai.scheduling.registry.model import ListedPaper, ListedPerson
from liangcai_host import clock
from liangcai_web.records.staff import StaffMember, StaffTie
from liangcai_web.services.privacy.erasure import count_leftovers, erase_leftovers
from liangcai_web.services.registers.staff import keep_people, retire_person
from tests.web.cast import client_of

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=366)


def test_staff_called_on_no_longer_are_erased_when_their_term_is_over(cast):
    people = [
        ListedPerson(
            number=name, name=name, employer="甲院", papers=(ListedPaper(paper=Qualification(role="assessor")),)
        )
        for name in ("考评员丁", "考评员戊")
    ]
    assert not keep_people(cast.office, people, now=clock.now(), actor=cast.team.officer).findings
    gone, stays = (StaffMember.objects.get(number=one.number) for one in people)
    StaffTie.objects.create(member=gone, kind="kin", id_number_index="made-up", id_number_tail="0000")
    retire_person(gone, on=True, now=clock.now(), actor=cast.team.officer)
    assert count_leftovers(cast.office, clock.now() + 4 * YEARS).staff == 0
    later = clock.now() + 6 * YEARS
    assert count_leftovers(cast.office, later).staff == 1
    officers = {"actor": cast.team.officer, "approver": cast.team.second_officer}
    assert erase_leftovers(cast.office, **officers, now=later).value.staff == 1
    gone.refresh_from_db()
    assert (gone.name, gone.employer, gone.ties.count(), gone.qualifications.count()) == ("", "", 0, 0)
    assert StaffMember.objects.get(pk=stays.pk).qualifications.count() == 1
    assert "已删除" in client_of(cast.team.officer).get(reverse("office-staff") + "?all=1").content.decode()
    assert not count_leftovers(cast.office, later).staff
