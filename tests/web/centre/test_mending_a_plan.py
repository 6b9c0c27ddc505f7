"""A plan is mended when something changes: few move, what has begun stays, what was shown is done."""

from datetime import datetime, timedelta
from functools import partial

import msgspec
import pytest
from django.urls import reverse

from liangcai.scheduling.model import Period
from liangcai.scheduling.model import Room as PlannedRoom
from liangcai.scheduling.plan import list_uses
from liangcai.scheduling.registry.model import ListedRoom
from liangcai.scheduling.registry.words import write_periods
from liangcai_host import clock
from liangcai_web.records.duties import RoomDuty
from liangcai_web.records.facts import Fact
from liangcai_web.records.staff import StaffMember
from liangcai_web.services.facts import find_break, read_payload
from liangcai_web.services.payloads.register import PlanMade
from liangcai_web.services.planning.replanning import confirm_plan, propose_plan, read_choice
from liangcai_web.services.planning.seating import find_starts, load_plan
from liangcai_web.services.registers.places import find_rooms, keep_rooms
from tests.web.cast import client_of
from tests.web.centre.planning import DAY, SLOTS, ZONE, admit_late, announce_ahead, confirm, plan_sites


@pytest.fixture
def batch(cast):
    """Two sites with rooms and people."""
    return announce_ahead(cast)


@pytest.fixture
def plan_it(cast, batch):
    return partial(plan_sites, cast, batch)


def test_somebody_ill_is_replaced_and_no_candidate_moves(cast, batch, plan_it):
    plan = plan_it()
    before = {row.pk: (row.room, row.seat, row.panel) for row in batch.candidates.all()}
    ill = next(use.session.staff[0] for use in list_uses(plan, "theory") if use.session.site == "东")
    month = Period(start=clock.now(), end=clock.now() + timedelta(days=60))
    StaffMember.objects.filter(account__username=ill).update(away=msgspec.json.encode((month,)).decode())
    proposal = confirm(cast, batch, read_choice(batch))
    assert not proposal.candidates
    assert ill in {move.who for move in proposal.staff}
    assert {row.pk: (row.room, row.seat, row.panel) for row in batch.candidates.all()} == before
    assert not RoomDuty.objects.filter(batch=batch, user__username=ill).exists()
    assert set(Fact.objects.filter(kind__startswith="duty_").values_list("kind", flat=True)) == {
        "duty_given",
        "duty_ended",
    }
    assert find_break(cast.office) is None


def test_a_room_lost_moves_those_who_were_in_it_and_only_they_get_new_tickets(cast, batch, plan_it):
    plan_it("东", "西")
    spare = ListedRoom(room=PlannedRoom(id="T2", kind="theory", seats=4, columns=2, site="东", accessible=1))
    keep_rooms(cast.office, [spare], now=clock.now(), actor=cast.team.officer)
    lost = find_rooms(cast.office).get(site__name="东", name="T1")
    east = {str(row.person.uuid) for row in batch.candidates.all() if row.room.startswith("东")}
    before = {row.person_id: row.ticket_number for row in batch.candidates.all()}
    choice = msgspec.structs.replace(read_choice(batch), rooms_out=(str(lost.uuid),))
    proposal = confirm(cast, batch, choice)
    assert {move.who for move in proposal.candidates} == east
    assert {row.person_id: row.ticket_number for row in batch.candidates.all()} == before
    moved = read_payload(Fact.objects.filter(kind="plan_made").latest("pk"), PlanMade).moved
    assert set(moved) == east
    assert Fact.objects.filter(kind="candidate_reseated").count() == len(east)
    office = client_of(cast.team.officer)
    address = reverse("office-pdf", args=[batch.uuid, "tickets-changed"])
    assert office.get(address).content.startswith(b"%PDF")


def test_a_late_candidate_gets_a_seat_and_nobody_else_moves(cast, batch, plan_it):
    plan_it(slots=SLOTS)
    before = {row.person_id: (row.room, row.seat, row.ticket_number) for row in batch.candidates.all()}
    late = admit_late(cast, batch)
    proposal = confirm(cast, batch, read_choice(batch))
    assert [move.who for move in proposal.candidates] == [str(late.uuid)]
    now = {row.person_id: (row.room, row.seat, row.ticket_number) for row in batch.candidates.all()}
    assert {key: now[key] for key in before} == before
    assert len(now) == len(before) + 1


def test_what_was_shown_is_what_is_done_and_what_has_begun_stays(cast, batch, plan_it):
    plan_it()
    choice = read_choice(batch)
    wrong = confirm_plan(batch, choice, "0" * 64, "有变动", now=clock.now(), actor=cast.team.officer)
    assert [one.rule for one in wrong.findings] == ["replan.mark"]
    mute = confirm_plan(batch, choice, "", " ", now=clock.now(), actor=cast.team.officer)
    assert [one.rule for one in mute.findings] == ["replan.reason"]
    after_morning = datetime.combine(DAY, datetime.min.time(), ZONE) + timedelta(hours=12)
    begun = [one for one in load_plan(batch).timetable.sessions if one.kind == "theory"]
    people = StaffMember.objects.filter(account__username__in=begun[0].staff)
    people.update(retired_at=clock.now())
    proposed = propose_plan(batch, choice, now=after_morning).value
    kept = {one.name: one for one in proposed.plan.timetable.sessions}
    assert all(kept[one.name] == one for one in begun if find_starts(batch)[one.name] < after_morning)


def test_the_page_shows_who_moves_before_it_is_confirmed(cast, batch, plan_it):
    plan_it()
    office = client_of(cast.team.officer)
    address = reverse("office-replan", args=[batch.uuid])
    assert "不必调整" in office.get(address).content.decode()
    spare = ListedRoom(room=PlannedRoom(id="T2", kind="theory", seats=4, columns=2, site="东", accessible=1))
    keep_rooms(cast.office, [spare], now=clock.now(), actor=cast.team.officer)
    lost = find_rooms(cast.office).get(site__name="东", name="T1")
    form = {"site": ["东", "西"], "slots": write_periods(read_choice(batch).slots, ZONE), "room-out": str(lost.uuid)}
    page = office.post(address, form).content.decode()
    mark = page.split('name="mark" value="')[1][:64]
    assert batch.candidates.filter(room__contains="T2").count() == 0
    assert office.post(address, form | {"act": "confirm", "mark": mark, "reason": ""}).status_code == 422
    assert office.post(address, form | {"act": "confirm", "mark": mark, "reason": "漏水"}).status_code == 302
    assert batch.candidates.filter(room__contains="T2").count() == 4
    rooms = reverse("office-rooms", args=[batch.uuid])
    assert "T2" in office.get(f"{rooms}?site=东").content.decode()
    assert "chart-sites" in office.get(rooms).content.decode()
