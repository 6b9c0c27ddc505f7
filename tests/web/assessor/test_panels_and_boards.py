"""Panels of the plan decide, vetoes count, who stands aside is replaced; a level with a review gets it to a mark."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from msgspec.structs import replace

import liangcai_reference
from liangcai.marking.sheet import RowScore, VetoSeen
from liangcai_host import clock
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.records.staff import StaffMember, StaffTie
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.batches.state import read_state
from liangcai_web.services.marking.panels import find_panel, replace_member
from liangcai_web.services.marking.reviews import prepare_review, read_clock, read_drawn, start_phase
from liangcai_web.services.marking.scoring import batch_sheet, decide_skill, sign_sheet
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.registers.staff import register_accounts
from liangcai_web.services.registers.teams import panel_members
from liangcai_web.services.rehearsal.journey import Order, Outcome, admit_people, open_examination, prepare, seated
from liangcai_web.services.results.decisions import decide_awards, read_marks
from liangcai_web.services.results.office import decide_panels, read_table
from tests.web.cast import PASSWORD, client_of, prepare_waiting

QUESTIONS = "\n".join(f"# 类{topic}\n" + "\n".join(f"{topic}{n}：怎么做？" for n in range(4)) for topic in "甲乙丙")


@pytest.fixture
def skill(cast):
    """A batch with papers open, one candidate and the accounts of the panel."""
    batch = prepare_waiting(cast, 1)
    candidate = seated(batch)[0]
    members = panel_members(load_plan(batch))[candidate.panel]
    for member in members:
        member.set_password(PASSWORD)
        member.save()
    return batch, candidate, members


def full(batch, kind="skill", share=1):
    return tuple(RowScore(key=row.key, points=row.maximum * share) for row in batch_sheet(batch, kind).rows)


def test_a_panel_that_has_not_signed_whole_decides_nothing_even_with_an_odd_number_of_sheets(skill, cast, monkeypatch):
    batch, candidate, members = skill
    panel = find_panel(candidate, "skill")
    five = replace(panel, members=(*panel.members, "assessor-90", "assessor-91"))
    from liangcai_web.services.marking import scoring
    from liangcai_web.services.results import office as marks_office

    monkeypatch.setattr(scoring, "find_panel", lambda *_: five)
    monkeypatch.setattr(marks_office, "list_panels", lambda *_: {candidate.uuid: five})
    for member in members:
        assert sign_sheet(candidate, member, full(batch), now=clock.now()).value
    assert [one.rule for one in decide_skill(candidate, now=clock.now()).findings] == ["marking.panel-missing"]
    page = client_of(cast.team.officer).post(reverse("office-settle-panels", args=[batch.uuid])).content.decode()
    assert "assessor-90" in page
    assert "全组签完才能汇总" in page
    assert not Fact.objects.filter(kind="panel_decided").exists()


def test_a_veto_that_most_saw_costs_its_function(skill):
    batch, candidate, members = skill
    sheet = batch_sheet(batch)
    veto = sheet.vetoes[0]
    for number, member in enumerate(members):
        seen = (VetoSeen(key=veto.key, note="带电插拔"),) if number < 2 else ()
        assert sign_sheet(candidate, member, full(batch), now=clock.now(), vetoes=seen).value
    mark = decide_skill(candidate, now=clock.now()).value
    lost = sum(row.maximum for row in sheet.rows if row.key in veto.rows)
    assert mark.points == 100 - lost < 100
    assert mark.vetoes[0].seen_by == tuple(sorted(member.get_username() for member in members[:2]))


def test_a_veto_is_ticked_with_what_was_seen_and_stands_on_the_signed_sheet(skill):
    batch, candidate, members = skill
    veto, browser = batch_sheet(batch).vetoes[0], client_of(members[0])
    page = reverse("assess-sheet", args=[candidate.uuid])
    sent = {f"points-{row.key}": str(row.points) for row in full(batch)} | {"password": PASSWORD}
    refused = browser.post(page, sent | {f"veto-{veto.key}": "on"})
    assert refused.status_code == 422
    assert "须写明看到了什么" in refused.content.decode()
    assert browser.post(page, sent | {f"veto-note-{veto.key}": "火花四溅"}).status_code == 422
    signed = browser.post(page, sent | {f"veto-{veto.key}": "on", f"veto-note-{veto.key}": "火花四溅"})
    assert signed.status_code == 302
    assert "火花四溅" in browser.get(page).content.decode()
    assert "火花四溅" not in client_of(members[1]).get(page).content.decode()


def test_who_stands_aside_signs_nothing_is_replaced_and_the_panel_stays_odd(skill, cast):
    batch, candidate, members = skill
    name = members[0].get_username()
    page = reverse("assess-sheet", args=[candidate.uuid])
    sent = {f"points-{row.key}": str(row.points) for row in full(batch)} | {"password": PASSWORD}
    browser = client_of(members[0])
    assert browser.post(reverse("assess-aside", args=[candidate.uuid]), {"reason": "我教过"}).status_code == 302
    assert browser.post(page, sent).status_code == 422
    for member in members[1:]:
        sign_sheet(candidate, member, full(batch), now=clock.now())
    rules = {one.rule for one in decide_panels(batch, now=clock.now(), actor=None).findings}
    assert rules == {"marking.panel-missing", "marking.panel-recused"}
    other = open_account(cast.office, "assessor-77", PASSWORD, "assessor")
    said = replace_member(candidate, "skill", name, "assessor-77", "回避", now=clock.now(), actor=cast.team.officer)
    assert said.findings[0].rule == "panel.came", "nobody without a qualification"
    qualify(cast, other, batch)
    office, address = client_of(cast.team.officer), reverse("office-panel", args=[batch.uuid, "skill", candidate.uuid])
    assert "须替换" in office.get(address).content.decode()
    typed = {"left": name, "came": "assessor-77", "reason": "回避"}
    assert office.post(address, typed | {"reason": ""}).status_code == 422
    assert office.post(address, typed).status_code == 302
    assert browser.get(page).status_code == 404
    assert sign_sheet(candidate, other, full(batch), now=clock.now()).value
    assert decide_panels(batch, now=clock.now(), actor=None).value == 1
    late = replace_member(candidate, "skill", "assessor-77", name, "回去", now=clock.now(), actor=cast.team.officer)
    assert not late.ok


def qualify(cast, account, batch):
    """Make somebody an assessor in the register of the office."""
    from liangcai_web.records.staff import Qualification

    register_accounts(cast.office, now=clock.now(), actor=cast.team.officer)
    member, _ = StaffMember.objects.get_or_create(
        organisation=cast.office, account=account, defaults={"number": "Z9", "name": "某人"}
    )
    Qualification.objects.get_or_create(member=member, role="assessor", occupation="", level="")


def test_a_tie_noted_after_planning_keeps_a_member_from_signing(skill, cast):
    batch, candidate, members = skill
    member = StaffMember.objects.create(organisation=cast.office, number="M1", name="某人", account=members[0])
    index = candidate.person.id_number_index
    StaffTie.objects.create(member=member, kind="kin", id_number_index=index, id_number_tail="0000")
    refused = sign_sheet(candidate, members[0], full(batch), now=clock.now())
    assert "回避" in refused.findings[0].message.zh


@pytest.mark.slow
def test_a_level_with_a_review_goes_from_planning_to_a_decided_mark(cast):
    key = next(one for one in liangcai_reference.list_occupations() if one.startswith("4-14"))
    text, now = liangcai_reference.read_standard_text(key), clock.now()
    order = Order(content=text.encode(), name="s.txt", level="二级", direction=None, candidates=2, seed=3)
    outcome = Outcome(document="s.txt")
    batch = open_examination(order, cast.team, now, outcome)
    people = admit_people(batch, order, cast.team, now, outcome)
    assert prepare(batch, people, cast.team, now, outcome), outcome.findings
    candidate = seated(batch)[0]
    board = find_panel(candidate, "review")
    assert len(board.members) >= 5
    assert len(board.members) % 2
    two = {"now": now, "actor": cast.team.officer, "approver": cast.team.second_officer}
    assert prepare_review(batch, "defence", "一题", **two).findings[0].rule == "review.questions"
    assert prepare_review(batch, "defence", QUESTIONS, **two).value
    office = client_of(cast.team.officer).get(reverse("office-review", args=[batch.uuid])).content.decode()
    assert "怎么做" not in office
    assert "怎么做".encode() not in bytes(Document.objects.get(kind="review").content)
    drawn = read_drawn(candidate)
    assert len({one.topic for one in drawn}) == 3
    accounts = accounts_of(board.members)
    browser = client_of(accounts[0])
    page = browser.get(reverse("assess-review", args=[candidate.uuid])).content.decode()
    assert all(one.text in page for one in drawn)
    assert candidate.person.name not in page
    assert client_of(cast.idle_assessor).get(reverse("assess-review", args=[candidate.uuid])).status_code == 404
    assert start_phase(candidate, 2, accounts[0], now=now)[0].rule == "review.phase"
    for _ in range(2):  # whoever presses second changes nothing
        assert browser.post(reverse("assess-review-phase", args=[candidate.uuid]), {"phase": "1"}).status_code == 302
    assert Fact.objects.filter(kind="phase_started").count() == 1
    assert 0 < browser.get(reverse("assess-review-clock", args=[candidate.uuid])).json()["left"] <= 300
    assert read_clock(candidate).left(now + timedelta(minutes=6)) < 0
    assert prepare_review(batch, "case", QUESTIONS, **two).findings[0].rule == "review.begun"
    rows = full(batch, "review")
    assert len(rows) == 4
    for number, account in enumerate(accounts, 1):
        assert decide_panels(batch, now=now, actor=None, kind="review").value == 0
        account.set_password(PASSWORD)
        account.save()
        sent = {f"points-{row.key}": str(row.points) for row in rows} | {"password": PASSWORD}
        answer = client_of(account).post(reverse("assess-review", args=[candidate.uuid]), sent)
        assert answer.status_code == 302, re.sub(r"<[^>]+>", " ", answer.content.decode())
        assert Fact.objects.filter(kind="review_signed").count() == number
    assert decide_panels(batch, now=now, actor=None, kind="review").value == 1
    assert [(mark.kind, mark.points) for mark in read_marks(batch)[candidate.uuid]] == [("review", 100)]
    assert [stage.key for stage in read_state(batch).stages][-3:] == ["review", "decide", "certify"]
    decision = decide_awards(batch, **two)[candidate.uuid]
    assert [outcome.passed for outcome in decision.outcomes] == [False, False, True]
    assert len(read_table(batch).rows[0].panels) == 2
    printed = client_of(cast.team.officer).get(reverse("office-pdf", args=[batch.uuid, "review-records"]))
    assert printed["Content-Type"] == "application/pdf"


def accounts_of(names):
    """The accounts of a board in its order."""
    from django.contrib.auth import get_user_model

    known = {user.get_username(): user for user in get_user_model().objects.filter(username__in=names)}
    return [known[name] for name in names]
