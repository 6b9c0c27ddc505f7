"""A batch planned from the registers: sites, slots, needs, recusal; mended when something changes."""

import argparse
from datetime import timedelta
from decimal import Decimal
from functools import partial

import msgspec
import pytest
from django.db import IntegrityError
from django.urls import reverse

from liangcai.award.keeping import KeptPart
from liangcai.scheduling.model import Qualification
from liangcai.scheduling.plan import list_uses
from liangcai.scheduling.registry.model import ListedPaper, ListedPerson
from liangcai_cli import planning
from liangcai_host import clock
from liangcai_web.records.arrangements import Arrangement
from liangcai_web.records.duties import RoomDuty
from liangcai_web.records.facts import Fact
from liangcai_web.records.staff import StaffMember, StaffTie
from liangcai_web.services.admission.arrangements import Wish, arrange, note_answers
from liangcai_web.services.admission.office import list_admitted
from liangcai_web.services.papers.making import make_papers
from liangcai_web.services.papers.rotation import count_in_a_row
from liangcai_web.services.planning import choosing
from liangcai_web.services.planning.choosing import gather_resources, list_candidates, read_exam
from liangcai_web.services.planning.office import make_plan
from liangcai_web.services.planning.replanning import read_choice
from liangcai_web.services.planning.seating import find_starts, load_plan
from liangcai_web.services.registers.staff import keep_people
from liangcai_web.services.sittings.attempts import load_paper, open_attempt
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.sittings.office import open_sitting
from tests.web.cast import PASSWORD, announce, client_of
from tests.web.centre.planning import (
    DAY,
    SLOTS,
    admit_late,
    announce_ahead,
    arrange_for,
    choose,
    confirm,
    plan_sites,
    verify,
)


@pytest.fixture
def batch(cast):
    """Two sites with rooms and people."""
    return announce_ahead(cast)


@pytest.fixture
def plan_it(cast, batch):
    return partial(plan_sites, cast, batch)


def test_every_plan_and_every_mended_plan_passes_the_independent_verifier(cast, batch, plan_it):
    for number, (site, employer) in enumerate((("东", "甲校"), ("西", "甲校"), ("", "乙校"), ("东", ""))):
        arrange_for(cast, batch, number, site=site, employer=employer, accessible=number == 1)
    arrange_for(cast, batch, 5, extra_time=50)
    StaffMember.objects.filter(number="inv-e1").update(employer="乙校")
    plan = plan_it()
    choice = read_choice(batch)
    assert verify(batch, plan, choice) == []
    admit_late(cast, batch)
    ill = plan.timetable.sessions[0].staff[0]
    StaffMember.objects.filter(account__username=ill).update(retired_at=clock.now())
    proposal = confirm(cast, batch, choice)
    assert verify(batch, proposal.plan, choice) == []
    spoilt = msgspec.structs.replace(plan.timetable, sessions=plan.timetable.sessions[1:])
    assert verify(batch, msgspec.structs.replace(plan, timetable=spoilt), choice), "the verifier can say no"


def test_two_sites_are_planned_with_sessions_of_their_own_names_and_starts(batch, plan_it):
    plan = plan_it()
    assert {one.site for one in plan.timetable.sessions} == {"东", "西"}
    rows = list(batch.candidates.all())
    assert len(rows) == 8
    assert len({(row.room, row.seat) for row in rows}) == 8
    starts = find_starts(batch)
    assert {row.room: row.starts_at for row in rows} == {row.room: starts[row.room] for row in rows}
    assert {row.room for row in RoomDuty.objects.filter(batch=batch)} == {row.room for row in rows}
    assert {row.panel for row in rows} == {use.session.number for use in list_uses(plan, "skill")}


def test_who_asked_for_a_site_sits_there_and_employers_are_no_neighbours(cast, batch, plan_it):
    people = [arrange_for(cast, batch, n, site="西", employer="甲校" if n < 2 else "乙校") for n in range(4)]
    plan = plan_it()
    west = {seat.candidate for one in plan.timetable.sessions if one.site == "西" for seat in one.seats}
    assert {str(one.uuid) for one in people} == west
    (theory,) = (one for one in plan.timetable.sessions if one.site == "西" and one.kind == "theory")
    school = {str(one.uuid): "甲" if n < 2 else "乙" for n, one in enumerate(people)}
    at = {(seat.row, seat.column): school[seat.candidate] for seat in theory.seats}
    assert all(at.get((r, c + 1)) != one and at.get((r + 1, c)) != one for (r, c), one in at.items())


def test_extra_time_reaches_the_seat_the_row_and_the_clock(cast, batch, plan_it):
    person = arrange_for(cast, batch, 0, extra_time=25, accessible=True)
    plan_it()
    row = batch.candidates.get(person=person)
    assert (row.minutes, row.seat) == (113, 1)
    assert make_papers(batch, now=clock.now(), actor=cast.team.officer, seed=5).value is not None
    assert open_sitting(batch, hands=cast.team.hands, now=clock.now(), rooms_start=False).value is not None
    other = batch.candidates.exclude(pk=row.pk)[0]
    for one, minutes in ((row, 113), (other, 90)):
        early = open_attempt(one, load_paper(one), one.starts_at - timedelta(minutes=1))
        assert [finding.rule for finding in early.findings] == ["entry.early_start"]
        assert open_attempt(one, load_paper(one), one.starts_at).value is not None
        (opened,) = open_journal().read(str(one.uuid), ("opened",))
        assert opened.payload["minutes"] == minutes


def test_one_officer_alone_gives_no_extra_time_and_the_database_holds_it(cast, batch):
    person = list_admitted(batch)[0]
    wish, officer = Wish(extra_time=25), cast.team.officer
    for approver in (None, officer):
        assert arrange(batch, person, wish, now=clock.now(), actor=officer, approver=approver).value is None
    with pytest.raises(IntegrityError):
        Arrangement.objects.create(batch=batch, person=person, extra_time=25, granted_by=officer, approved_by=officer)


def test_a_passed_part_is_not_seated_again(cast, batch, plan_it, monkeypatch):
    person = list_admitted(batch)[0]
    kept = KeptPart(kind="theory", points=Decimal(80), passed_on=DAY, until=DAY + timedelta(days=300))
    monkeypatch.setattr(choosing, "list_kept", lambda *_: {person.uuid: (kept,)})
    plan = plan_it()
    row = batch.candidates.get(person=person)
    assert (row.room, row.seat, row.form, row.starts_at) == ("", None, "", None)
    assert row.panel
    held = [one.kind for one in plan.timetable.sessions for seat in one.seats if seat.candidate == str(person.uuid)]
    assert held == ["skill"]
    refused = open_attempt(row, None, clock.now())
    assert [one.rule for one in refused.findings] == ["sitting.kept"]


def test_staff_stand_aside_for_kin_and_colleagues(cast, batch, plan_it):
    person = arrange_for(cast, batch, 0, site="东", employer="甲院")
    near = StaffMember.objects.get(number="ass-e0")
    StaffTie.objects.create(member=near, kind="kin", id_number_index=person.id_number_index, id_number_tail="0000")
    StaffMember.objects.filter(number="inv-e0").update(employer="甲院")
    extra = ListedPerson(
        number="ass-e9",
        name="ass-e9",
        site="东",
        account="assessor-idle",
        papers=(ListedPaper(paper=Qualification(role="assessor")),),
    )
    keep_people(cast.office, [extra], now=clock.now(), actor=cast.team.officer)
    plan = plan_it()
    for session in plan.timetable.sessions:
        if any(seat.candidate == str(person.uuid) for seat in session.seats):
            assert "ass-e0" not in session.staff
            assert "inv-e0" not in session.staff
    assert "甲院" not in Fact.objects.filter(kind="plan_made").latest("pk").payload
    assert all(not one.organisation and not one.ties for one in load_plan(batch).resources.staff)


def test_what_lacks_is_said_by_site_with_sessions_and_hours(cast, batch):
    StaffMember.objects.filter(number__in=("ass-w0", "ass-w1")).update(retired_at=clock.now())
    done = make_plan(batch, choose("东", "西"), now=clock.now(), actor=cast.team.officer)
    assert done.value is None
    assert [one.place for one in done.findings] == ["西"]
    assert "2 名考评员" in done.findings[0].message.zh
    assert "小时" in done.findings[0].message.zh


def test_needs_are_listed_and_changed_by_the_office(cast, batch):
    person = list_admitted(batch)[0]
    note_answers(batch, [(person, {"own_employer": "甲校", "own_site": "西", "own_time": "on"})])
    office = client_of(cast.team.officer)
    page = office.get(reverse("office-needs", args=[batch.uuid])).content.decode()
    assert "申请待定" in page
    address = reverse("office-need", args=[batch.uuid, person.uuid])
    typed = {"employer": "甲校", "site": "西", "extra_time": "25"}
    assert office.post(address, typed).status_code == 422
    two = {"password": PASSWORD, "second_name": "officer-2", "second_password": PASSWORD}
    assert office.post(address, typed | two).status_code == 302
    row = Arrangement.objects.get()
    assert (row.extra_time, row.asks_time, row.site.name) == (25, False, "西")
    assert row.approved_by == cast.team.second_officer
    assert office.post(address, typed | {"employer": "乙校"}).status_code == 302, "what stays needs nobody else"
    assert "甲校" not in "".join(Fact.objects.filter(kind="arrangement_set").values_list("payload", flat=True))


def test_who_names_no_site_goes_where_most_seats_are_left(cast, batch):
    people = list_admitted(batch)
    choice = choose("东", "西")
    exam = read_exam(batch, choice).value
    resources = gather_resources(batch, choice, people, exam)
    sites = [one.site for one in list_candidates(batch, people, exam, resources)]
    assert sorted(sites) == ["东"] * 4 + ["西"] * 4


def test_whoever_served_without_a_pause_is_counted_by_site(cast, batch, plan_it):
    plan = plan_it()
    later = announce(cast)
    later.starts_at = batch.starts_at + timedelta(days=30)
    later.save()
    served = {(name, one.site) for one in plan.timetable.sessions for name in one.staff}
    assert count_in_a_row(later) == dict.fromkeys(served, 1)
    assert count_in_a_row(batch) == {}


def test_the_command_line_plans_looks_and_mends(cast, batch, capsys):
    shared = {"batch": batch.uuid, "account": "officer-1", "site": ["东", "西"], "slot": SLOTS.splitlines()}
    assert planning.make_one(argparse.Namespace(**shared | {"slot": ["明天"]})) == 1
    assert planning.make_one(argparse.Namespace(**shared | {"account": "author-1"})) == 1
    assert planning.make_one(argparse.Namespace(**shared)) == 0
    assert capsys.readouterr().out.count("理论知识考试") == 2
    ill = next(use.session.staff[0] for use in list_uses(load_plan(batch), "theory"))
    StaffMember.objects.filter(account__username=ill).update(retired_at=clock.now())
    look = {"batch": batch.uuid, "account": "officer-1", "site": [], "slot": [], "reason": "生病", "confirm": False}
    assert planning.mend_one(argparse.Namespace(**look)) == 0
    assert ill in capsys.readouterr().out
    assert any(ill in one.staff for one in load_plan(batch).timetable.sessions), "only looked"
    assert planning.mend_one(argparse.Namespace(**look | {"confirm": True})) == 0
    assert planning.show_one(argparse.Namespace(batch=batch.uuid)) == 0
    assert ill not in capsys.readouterr().out.splitlines()[-1]
