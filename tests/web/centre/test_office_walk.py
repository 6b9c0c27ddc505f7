"""The exam office from the announcement to the certificate, one page a stage, with everything that can go wrong."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import liangcai_reference
from liangcai.eligibility.identity_number import check_character
from liangcai.marking.sheet import RowScore
from liangcai_host import clock
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.records.places import Room
from liangcai_web.records.staff import StaffMember
from liangcai_web.services.journey import Outcome, score_part, sit_theory
from liangcai_web.services.seating import load_plan
from tests.web.cast import PASSWORD, admit, announce, approval, client_of, equip, prepare_waiting

BODY = "00000019900101001"
NUMBER = BODY + check_character(BODY)
MISTYPED = BODY + ("1" if NUMBER[-1] != "1" else "2")


def text_of(response):
    """The page as text, tags left out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def at(name, batch, *more):
    return reverse(name, args=[batch.uuid, *more])


@pytest.fixture
def office(cast):
    return client_of(cast.team.officer)


def test_a_batch_is_announced_on_a_bundled_standard(cast, office):
    key = liangcai_reference.list_occupations()[0]
    form = {"place": "初级|", "title": "十二月批次", "starts_at": "2026-12-21T09:00"}
    response = office.post(reverse("office-announce", args=[key]), form)
    batch = Batch.objects.get()
    assert response.status_code == 302
    assert response.url == at("office-batch", batch)
    assert (batch.title, batch.level, batch.organisation) == ("十二月批次", "初级", cast.office)
    assert "录入并审核报名" in text_of(office.get(response.url))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("place", "九级|", "没有这个等级"),
        ("title", "", "请填写"),
        ("starts_at", "明天", "格式不对"),
        ("starts_at", "0001-01-01T00:00", "格式不对"),
        ("starts_at", "9999-12-31T23:59", "格式不对"),
    ],
)
def test_what_was_typed_stays_when_a_batch_is_refused(office, field, typed, said):
    form = {"place": "初级|", "title": "留住这个名字", "starts_at": "2026-12-21T09:00", field: typed}
    response = office.post(reverse("office-announce", args=[liangcai_reference.list_occupations()[0]]), form)
    assert response.status_code == 422
    assert said in text_of(response)
    assert 'aria-invalid="true"' in response.content.decode()
    for name, value in form.items():
        if name not in ("place", field):
            assert value in response.content.decode()
    assert not Batch.objects.exists()


def test_a_file_that_is_no_standard_is_refused_with_findings(office):
    file = SimpleUploadedFile("letter.txt", "这是一封信。".encode())
    response = office.post(reverse("office-upload"), {"file": file})
    assert response.status_code == 422
    assert "不能作为标准使用" in text_of(response)
    assert 'class="finding error"' in response.content.decode()


def test_an_uploaded_standard_leads_to_its_announcement(cast, office):
    content = liangcai_reference.read_standard_text(liangcai_reference.list_occupations()[0]).encode()
    response = office.post(reverse("office-upload"), {"file": SimpleUploadedFile("own.txt", content)})
    assert response.status_code == 302
    assert office.get(response.url).status_code == 200


def applicant(**more):
    return {"name": "考生01", "id_number": NUMBER, **more}


def test_an_application_is_judged_condition_by_condition(cast, office):
    batch = announce(cast)
    response = office.post(at("office-application", batch), applicant(title_name="助理工程师"))
    assert response.status_code == 422
    assert "要填完整" in text_of(response)
    assert "助理工程师" in response.content.decode()
    response = office.post(at("office-application", batch), applicant())
    assert response.status_code == 302
    page = office.get(at("office-applications", batch))
    assert "不符合 1.9.1" in text_of(page)
    assert "缺少" in text_of(page)
    assert NUMBER not in page.content.decode()
    assert "*" * 14 + NUMBER[-4:] in text_of(page)


def test_a_mistyped_id_number_is_told_beside_the_field(cast, office):
    response = office.post(at("office-application", announce(cast)), applicant(id_number=MISTYPED))
    assert response.status_code == 422
    assert "校验位不符" in text_of(response)
    assert MISTYPED in response.content.decode()


def test_papers_are_assembled_once_and_stay_sealed_until_two_open_them(cast, office):
    batch = announce(cast)
    assert office.post(at("office-assemble", batch)).status_code == 302
    assert "试卷与蓝图完全相符" in text_of(office.get(at("office-papers", batch)))
    again = office.post(at("office-assemble", batch))
    assert again.status_code == 422
    assert "不能更换" in text_of(again)
    for name in ("paper-A", "key-A"):
        sealed = office.get(at("office-pdf", batch, name))
        assert sealed.status_code == 403
        assert sealed["Content-Type"].startswith("text/html")
    assert office.get(at("office-pdf", batch, "conformity")).status_code == 403
    assert office.get(at("office-pdf", batch, "card-A"))["Content-Type"] == "application/pdf"
    assert office.get(at("office-pdf", batch, "nothing")).status_code == 404


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


REFUSED = {
    "the same person": approval("officer-1"),
    "the same person in capitals": approval("OFFICER-1"),
    "an assessor": approval("assessor-idle"),
    "an officer of another office": approval("stranger-1"),
    "nobody": approval("no-such-person"),
    "a wrong second password": approval(second_password="guess"),
    "a wrong own password": approval(password="guess"),
    "nothing": {},
}


@pytest.mark.parametrize("typed", REFUSED.values(), ids=REFUSED)
def test_one_person_alone_opens_no_papers(cast, office, typed):
    batch = announce(cast)
    admit(cast, batch, 2)
    office.post(at("office-assemble", batch))
    office.post(at("office-rooms", batch), equip(cast, batch, 2))
    response = office.post(at("office-sitting", batch), typed)
    assert response.status_code == 422
    assert not Fact.objects.filter(kind="sitting_opened").exists()
    assert PASSWORD not in response.content.decode()
    if "second_name" in typed:
        assert f'value="{typed["second_name"]}"' in response.content.decode()


def test_two_officers_open_the_papers_once(cast, office):
    batch = announce(cast)
    blocked = office.post(at("office-sitting", batch), approval())
    assert blocked.status_code == 422
    assert "还没有试卷" in text_of(blocked)
    admit(cast, batch, 2)
    office.post(at("office-assemble", batch))
    office.post(at("office-rooms", batch), equip(cast, batch, 2))
    assert office.post(at("office-sitting", batch), approval()).status_code == 302
    fact = Fact.objects.get(kind="sitting_opened")
    assert (fact.actor, fact.approver) == (cast.team.officer, cast.team.second_officer)
    assert office.post(at("office-sitting", batch), approval()).status_code == 422
    assert Fact.objects.filter(kind="sitting_opened").count() == 1
    assert office.get(at("office-pdf", batch, "paper-A")).content.startswith(b"%PDF")
    assert office.get(at("office-pdf", batch, "key-A")).status_code == 403


def test_too_many_wrong_passwords_have_to_wait(cast, office):
    batch = announce(cast)
    admit(cast, batch, 1)
    office.post(at("office-assemble", batch))
    office.post(at("office-rooms", batch), equip(cast, batch, 1))
    for _ in range(8):
        office.post(at("office-sitting", batch), approval(second_password="guess"))
    refused = office.post(at("office-sitting", batch), approval())
    assert refused.status_code == 422
    assert "10 分钟后再试" in text_of(refused)


def test_the_seats_show_who_works_and_who_is_done(cast, office):
    from liangcai_web.services.sittings import hand_in, load_paper, open_attempt, record_answers

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
    from liangcai_web.services.scoring import batch_sheet, sign_sheet
    from liangcai_web.services.teams import panel_members

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
