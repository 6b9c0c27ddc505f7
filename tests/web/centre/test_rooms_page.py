"""Rooms, seats and panels as the office plans them: what lacks is counted, a plan is made once."""

import pytest
from django.urls import reverse

from liangcai_web.records.places import Room
from liangcai_web.records.staff import StaffMember
from liangcai_web.services.planning.seating import load_plan
from tests.web.cast import admit, announce, equip
from tests.web.centre.office import at, text_of


def test_a_plan_that_lacks_people_says_how_many_with_their_hours_and_keeps_what_was_chosen(cast, office):
    batch = announce(cast)
    admit(cast, batch, 4)
    form = equip(cast, batch, 4)
    first = StaffMember.objects.filter(qualifications__role="assessor")[0]
    response = office.post(at("office-rooms", batch), form | {"staff-out": str(first.uuid)})
    assert response.status_code == 422
    assert "还缺 1 名考评员" in text_of(response)
    assert "再少不可" in text_of(response)
    assert f'value="{first.uuid}" checked' in response.content.decode()
    assert form["slots"].splitlines()[0] in response.content.decode()
    assert load_plan(batch) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"site": ""}, "还没有选考点"),
        ({"slots": ""}, "还没有场次"),
        ({"slots": "明天上午"}, "读不懂"),
        ({"slots": "2026-12-12 08:30-08:40"}, "1.9.4"),
    ],
)
def test_a_choice_that_cannot_be_planned_with_is_told(cast, office, change, said):
    batch = announce(cast)
    admit(cast, batch, 2)
    response = office.post(at("office-rooms", batch), equip(cast, batch, 2) | change)
    assert response.status_code == 422
    assert said in text_of(response)


def test_an_office_without_rooms_is_sent_to_the_registers(cast, office):
    page = office.get(at("office-rooms", announce(cast))).content.decode()
    assert reverse("office-places") in page
    assert reverse("office-staff") in page


def test_a_seat_map_is_as_wide_as_the_room(cast, office):
    batch = announce(cast)
    admit(cast, batch, 4)
    form = equip(cast, batch, 4)
    Room.objects.filter(name="T01").update(seats=20, columns=3)
    assert office.post(at("office-rooms", batch), form).status_code == 302
    page = office.get(at("office-rooms", batch)).content.decode()
    assert 'colspan="3"' in page
    assert page.count('<td class="empty">') == 16
    assert page.count('<td class="none">') == 1


def test_a_plan_shows_seats_panels_and_times_and_is_made_once(cast, office):
    batch = announce(cast)
    admit(cast, batch, 4)
    form = equip(cast, batch, 4)
    assert office.post(at("office-rooms", batch), form).status_code == 302
    page = text_of(office.get(at("office-rooms", batch)))
    assert "讲台" in page
    assert "组长" in page
    assert batch.candidates.count() == 4
    again = office.post(at("office-rooms", batch), form)
    assert again.status_code == 422
    assert "已经编排" in text_of(again)
    tickets = office.get(at("office-pdf", batch, "tickets"))
    assert tickets.content.startswith(b"%PDF")
