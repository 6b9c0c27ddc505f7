"""The exam office from the sitting to the certificate, and what its home says comes next."""

import re
from datetime import timedelta

from django.urls import reverse

from liangcai.marking.sheet import RowScore
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.rehearsal.journey import Outcome, score_part, sit_theory
from tests.web.cast import admit, announce, approval, equip, prepare_waiting
from tests.web.centre.office import at, text_of


def test_the_seats_show_who_works_and_who_is_done(cast, office):
    from liangcai_web.services.sittings.attempts import hand_in, load_paper, open_attempt, record_answers

    batch = prepare_waiting(cast, 3)
    first, second, _ = batch.candidates.select_related("batch__organisation", "batch__standard").order_by("serial")
    for candidate in (first, second):
        open_attempt(candidate, load_paper(candidate), clock.now())
    item = load_paper(first).form.questions[0].item.id
    record_answers(first, {item: "A"}, clock.now())
    hand_in(second, clock.now())
    page = text_of(office.get(at("office-seats", batch)))
    assert "答题中 1 / 100" in page
    assert "已交卷 0 / 100" in page
    assert "未到 0 / 100" in page
    working = office.post(at("office-decisions", batch), approval(absent_fail="on"))
    assert working.status_code == 422
    assert "还有 1 人在答题" in text_of(working)
    assert not Fact.objects.filter(kind="award_decided").exists()


def test_marks_decisions_and_certificates_follow_one_another(cast, office, monkeypatch):
    batch = announce(cast)
    people = admit(cast, batch, 5)
    office.post(at("office-assemble", batch))
    office.post(at("office-rooms", batch), equip(cast, batch, 5))
    office.post(at("office-sitting", batch), approval())
    batch.refresh_from_db()
    sit_theory(batch, people, clock.now(), lambda *_: None)
    office.post(at("office-mark-theory", batch))
    early = office.post(at("office-decisions", batch), approval())
    assert early.status_code == 422
    assert "有 5 人缺部分成绩" in text_of(early)
    score_part(batch, "skill", people, clock.now(), Outcome(document=""), lambda *_: None)
    assert "虚线" in text_of(office.get(at("office-marking", batch)))
    assert office.post(at("office-decisions", batch), approval("officer-1")).status_code == 422
    assert office.post(at("office-decisions", batch), approval()).status_code == 302
    decided = Fact.objects.filter(kind="award_decided")
    assert {fact.approver for fact in decided} == {cast.team.second_officer}
    held = office.post(at("office-certificates", batch), approval())
    assert held.status_code == 422
    assert "须在「成绩公示」期满之后" in text_of(held)
    assert office.post(at("office-posting", batch), approval()).status_code == 302
    assert "公示到" in text_of(office.post(at("office-certificates", batch), approval()))
    later = clock.now() + timedelta(days=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert office.post(at("office-certificates", batch), approval()).status_code == 302
    page = office.get(at("office-certificates", batch))
    number = re.search(r"[A-Z][0-9]{21}", page.content.decode())[0]
    file = office.get(at("office-certificate-file", batch, number))
    assert file.json()["credentialSubject"]["licenseNumber"] == number
    assert office.get(at("office-certificate-pdf", batch, number)).content.startswith(b"%PDF")


def test_a_panel_is_settled_only_when_all_of_it_has_signed(cast, office):
    from liangcai_web.services.marking.scoring import batch_sheet, sign_sheet
    from liangcai_web.services.registers.teams import panel_members

    batch = prepare_waiting(cast, 2)
    members = panel_members(load_plan(batch))[1]
    candidate = batch.candidates.filter(panel=1).select_related("batch__organisation", "batch__standard").first()
    rows = tuple(RowScore(key=row.key, points=row.maximum) for row in batch_sheet(batch).rows)
    for number, member in enumerate(members, 1):
        assert not Fact.objects.filter(kind="panel_decided").exists()
        sign_sheet(candidate, member, rows, now=clock.now())
        office.post(at("office-settle-panels", batch))
        assert Fact.objects.filter(kind="panel_decided").exists() == (number == len(members))


def test_the_home_says_what_comes_next(cast, office):
    assert "还没有批次" in text_of(office.get(reverse("office")))
    batch = announce(cast)
    assert "录入并审核报名" in text_of(office.get(reverse("office")))
    admit(cast, batch, 1)
    assert "组卷并核对符合性" in text_of(office.get(reverse("office")))
    assert "Assemble the papers" in text_of(office.get(reverse("office") + "?lang=en"))
