"""A school opens a class, plans it, takes attendance with a finger or a sheet, and two people sign the proofs."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.records.training import TrainingClass, TrainingProof
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import find_break
from liangcai_web.services.training.ledgers import list_ledgers
from liangcai_web.services.training.proofs import check_proof
from tests.web.cast import PASSWORD, client_of
from tests.web.trainer.school import TECHNICAL, attend, change_cells, number

SIGN = {"password": PASSWORD, "second_name": "trainer-2", "second_password": PASSWORD}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def address(school, page, *more):
    return reverse(f"training-{page}", args=[school.training.uuid, *more])


def test_a_class_is_opened_staffed_planned_and_filled_in_the_browser(school):
    browser = client_of(school.first)
    today = local_day(clock.now())
    assert TECHNICAL in browser.get(reverse("training-new")).content.decode()
    typed = {"place": "初级|", "title": "第二期", "first_day": today, "last_day": today + timedelta(days=1)}
    opened = browser.post(reverse("training-open", args=[TECHNICAL]), typed)
    row = TrainingClass.objects.get(title="第二期")
    assert opened.url == reverse("training-class", args=[row.uuid])
    page = text_of(browser.get(opened.url))
    assert "90" in page
    assert "不符合 1.8.3" in page
    people = reverse("training-people", args=[row.uuid])
    refused = browser.post(f"{people}/teacher", {"name": "示例三师", "id_number": number(903), "level": "初级"})
    assert refused.status_code == 422
    assert "承担初级培训须有" in text_of(refused)
    assert 'value="示例三师"' in refused.content.decode()
    assert (
        browser.post(f"{people}/teacher", {"name": "示例三师", "id_number": number(903), "level": "中级"}).url == people
    )
    wrong = browser.post(people, {"people": f"示例丙 {number(3)}\n示例丁"})
    assert wrong.status_code == 422
    assert "第 2 行" in text_of(wrong)
    assert number(3) in wrong.content.decode()
    assert browser.post(people, {"people": f"示例丙 {number(3)}\n示例丁 {number(4)}"}).url == people
    teacher = row.teachers.get()
    timetable = reverse("training-timetable", args=[row.uuid])
    week = {"days": [str(day) for day in range(7)], "from_1": "08:30", "to_1": "11:30", "teacher": teacher.pk}
    crowded = browser.post(f"{timetable}/lay-out", week)
    assert crowded.status_code == 422
    assert "82 学时排不下" in text_of(crowded)
    one = {"unit": "1", "kind": "theory", "starts_at": f"{today}T08:30", "ends_at": f"{today}T09:15", "hours": "1"}
    assert browser.post(timetable, {**one, "teacher": teacher.pk}).url == timetable
    again = browser.post(timetable, {**one, "teacher": teacher.pk})
    assert "时间重叠" in text_of(again)
    assert browser.post(f"{timetable}/1/withdraw").url == timetable
    places = reverse("training-places", args=[row.uuid])
    had = {"theory_place": "101", "theory_has": ["标准教室"], "practice_has": ["线下实训设备", "线上实训平台"]}
    assert browser.post(places, had).url == reverse("training-class", args=[row.uuid])
    assert "1.8.3：" not in text_of(browser.get(opened.url))


def test_attendance_is_taken_session_by_session_and_can_be_mended(school):
    browser = client_of(school.first)
    page = address(school, "session", 1)
    shown = browser.get(page).content.decode()
    assert shown.count("checked") == 2
    assert 'value="4"' in shown
    assert browser.post(page, {"there-1": "on", "hours-1": "3", "hours-2": "4"}).url == address(school, "attendance")
    assert [one.ledger.counted for one in list_ledgers(school.training)] == [3, 0]
    assert "1/2" in text_of(browser.get(address(school, "attendance")))
    for hours in ("5", "x", "", "-1", "²"):
        refused = browser.post(page, {"there-1": "on", "hours-1": hours, "hours-2": "4"})
        assert refused.status_code == 422, hours
    assert [one.ledger.counted for one in list_ledgers(school.training)] == [3, 0]
    assert browser.post(page, {"there-2": "on", "hours-1": "3", "hours-2": "4"}).status_code == 302
    assert [one.ledger.counted for one in list_ledgers(school.training)] == [0, 4]
    assert browser.get(address(school, "session", 99)).status_code == 404


def test_a_filled_sheet_is_taken_in_and_a_wrong_one_is_told_by_its_cells(school):
    browser = client_of(school.first)
    blank = browser.get(address(school, "sheet")).content
    page = address(school, "attendance")
    wrong = SimpleUploadedFile("a.xlsx", change_cells(blank, {"D2": "99"}))
    refused = browser.post(page, {"file": wrong})
    assert refused.status_code == 422
    assert "D2" in text_of(refused)
    right = SimpleUploadedFile("a.xlsx", change_cells(blank, {"D2": "√", "D3": "1"}))
    assert browser.post(page, {"file": right}).url == page
    assert [one.ledger.counted for one in list_ledgers(school.training)] == [4, 1]
    assert browser.post(page).status_code == 422


def test_two_people_sign_and_the_trainee_gets_file_and_print(school):
    attend(school.training, school.first, numbers={1})
    browser = client_of(school.first)
    page = address(school, "hours")
    shown = text_of(browser.get(page))
    assert "90/90" in shown
    assert "1 人学时已满" in shown
    for typed, words in (
        ({**SIGN, "second_name": "trainer-1"}, "不能是您自己"),
        ({**SIGN, "second_password": "no"}, "没有这位培训人员"),
        ({**SIGN, "password": "no"}, "密码不对"),
    ):
        refused = browser.post(page, typed)
        assert refused.status_code == 422
        assert words in text_of(refused)
    assert not TrainingProof.objects.exists()
    assert browser.post(page, SIGN).url == page
    proof = TrainingProof.objects.get()
    data = browser.get(address(school, "proof-file", proof.number)).content
    assert check_proof(data, clock.now()).check.content.holder == "示例甲"
    assert browser.get(address(school, "proof-pdf", proof.number)).content.startswith(b"%PDF")
    one = address(school, "proof", proof.number)
    assert "trainer-1、trainer-2" in text_of(browser.get(one))
    assert browser.post(one, {**SIGN, "reason": ""}).status_code == 422
    assert browser.post(one, {**SIGN, "reason": "考勤有误"}).url == page
    assert "已撤回" in text_of(browser.get(one))
    fact = Fact.objects.get(kind="training_proof_withdrawn")
    assert (fact.actor, fact.approver) == (school.first, school.second)
    assert find_break(school.organisation) is None


def test_who_is_not_complete_is_told_what_is_missing(school):
    attend(school.training, school.first, numbers={1}, skip=1)
    browser = client_of(school.first)
    refused = browser.post(address(school, "hours"), SIGN)
    assert refused.status_code == 422
    assert "还差" in text_of(refused)
    assert "示例乙" in text_of(refused)
    ledger = text_of(browser.get(address(school, "ledger", 1)))
    assert "还差" in ledger


def test_a_proof_and_a_ledger_of_another_class_are_not_found(school):
    browser = client_of(school.first)
    assert browser.get(address(school, "proof", "PX0")).status_code == 404
    assert browser.get(address(school, "ledger", 99)).status_code == 404


@pytest.mark.parametrize("page", ["class", "people", "timetable", "attendance", "hours", "places"])
def test_no_page_shows_a_whole_id_number(school, page):
    attend(school.training, school.first, numbers={1})
    shown = client_of(school.first).get(address(school, page)).content.decode()
    assert number(1) not in shown
    assert number(900) not in shown
