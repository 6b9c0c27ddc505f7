"""Somebody applies: nothing typed is lost, the verdict stands there at once, one application a person and batch."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.applications import Application, ApplicationVersion, EvidenceFile
from liangcai_web.records.facts import Fact
from liangcai_web.services.accounts.limits import FailureLimit
from liangcai_web.services.admission import draft as applications_draft
from liangcai_web.services.admission.dossiers import open_dossier
from liangcai_web.services.admission.draft import keep_draft, read_draft
from tests.data.pictures import SECRET, make_telling_jpeg
from tests.web.applicant.applying import begin, fitting, hand_in, number_of
from tests.web.cast import announce, client_of, prepare_waiting

FORM, STATUS, RESUME = "/apply/form", "/apply/status", "/apply/resume"


@pytest.fixture
def batch(cast, monkeypatch):
    monkeypatch.setattr(applications_draft, "LIMIT", FailureLimit(8, timedelta(minutes=10)))
    return announce(cast)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_batch_that_is_announced_can_be_applied_to_and_its_conditions_stand_there(batch):
    assert batch.title in text_of(Client().get(reverse("apply")))
    page = text_of(Client().get(reverse("apply-batch", args=[batch.uuid])))
    assert "开始报名" in page
    assert "1.9.1(1)" in page


def test_a_draft_is_kept_and_opened_again_by_number_and_code(batch):
    browser, number, code = begin(batch)
    typed = {"name": "考生甲", "title_name": "助理工程师", "act": "save"}
    assert "草稿已保存" in text_of(browser.post(FORM, typed))
    other = Client()
    assert other.get(FORM).url == RESUME
    assert other.post(RESUME, {"number": number.lower(), "code": code.replace("-", " ")}).url == STATUS
    page = other.get(FORM).content.decode()
    assert 'value="考生甲"' in page
    assert 'value="助理工程师"' in page
    row = Application.objects.get()
    assert "考生甲" not in row.draft, "a draft is sealed"
    assert row.state == "draft"


def test_a_wrong_code_opens_nothing_and_after_eight_even_the_right_one_waits(batch):
    _, number, code = begin(batch)
    for _ in range(8):
        refused = Client().post(RESUME, {"number": number, "code": "2222-2222-2222"})
        assert refused.status_code == 422
        assert "报名号或查询码不对" in text_of(refused)
    assert "10 分钟后再试" in text_of(Client().post(RESUME, {"number": number, "code": code}))


def test_the_verdict_follows_what_is_typed_with_clause_and_missing_proof(batch):
    browser, _, _ = begin(batch)
    before = text_of(browser.post("/apply/form/verdict", {"name": "考生甲"}))
    assert "尚不符合" in before
    after = text_of(browser.post("/apply/form/verdict", {"name": "考生甲", **fitting(batch)}))
    assert "符合申报条件" in after
    assert "1.9.1(1)" in after
    assert "还缺证明材料" in after
    assert read_draft(Application.objects.get())["name"] == "考生甲"


def test_without_a_script_a_button_shows_the_verdict_and_what_is_not_complete(batch):
    browser, _, _ = begin(batch)
    page = browser.post(FORM, {"title_name": "助理工程师", "act": "check"})
    assert page.status_code == 200
    assert "要填完整" in text_of(page)
    assert "尚不符合" in text_of(page)


def test_what_is_handed_in_is_kept_as_typed_and_never_changed(batch):
    browser, row = hand_in(batch)
    version = ApplicationVersion.objects.get()
    dossier = open_dossier(version)
    assert dossier.typed == {key: value for key, value in fitting(batch).items() if value}
    assert dossier.application.level == "初级"
    assert (row.state, row.machine, row.draft, version.source, version.by) == ("submitted", "admitted", "", "web", None)
    assert number_of() not in version.sealed
    with pytest.raises(TypeError):
        version.save()
    fact = Fact.objects.get(kind="application_submitted")
    assert version.sha256 in fact.payload
    assert fact.subject == row.person.uuid
    assert not Fact.objects.filter(kind="application_decided").exists(), "the machine alone decides nothing"
    assert "待审核" in text_of(browser.get(STATUS))
    assert browser.get(FORM).url == STATUS
    assert keep_draft(row, {"name": "x"}, clock.now()) is False


def test_a_form_that_is_not_complete_comes_back_with_all_that_was_typed(batch):
    browser, _, _ = begin(batch)
    response = browser.post(FORM, {"name": "考生甲", "id_number": number_of(), "title_name": "工程师", "act": "submit"})
    assert response.status_code == 422
    assert 'value="工程师"' in response.content.decode()
    assert read_draft(Application.objects.get())["title_name"] == "工程师"
    wrong = number_of()[:-1] + ("1" if number_of()[-1] != "1" else "2")
    response = browser.post(FORM, {"name": "考生甲", "id_number": wrong, "act": "submit"})
    assert response.status_code == 422
    assert "校验位不符" in text_of(response)


def test_one_person_applies_once_to_a_batch_and_another_name_is_told(batch):
    hand_in(batch)
    browser, _, _ = begin(batch)
    again = {"name": "考生01", "id_number": number_of(), **fitting(batch), "act": "submit"}
    response = browser.post(FORM, again)
    assert response.status_code == 422
    assert "已有一份报名" in text_of(response)
    assert "登记的是另一个姓名" in text_of(browser.post(FORM, {**again, "name": "别人"}))
    assert ApplicationVersion.objects.count() == 1


def test_a_batch_whose_seats_are_given_takes_no_applications(cast, batch):
    waiting = prepare_waiting(cast, 2)
    assert str(waiting.uuid) not in Client().get(reverse("apply")).content.decode()
    assert "不接受报名" in text_of(Client().post(reverse("apply-batch", args=[waiting.uuid])))


def upload(browser, data, name="证件.jpg", section="identity"):
    return browser.post("/apply/files", {"section": section, "file": SimpleUploadedFile(name, data)})


def test_a_proof_is_made_anew_sealed_and_shown_to_those_entitled_only(cast, batch):
    browser, number, _ = begin(batch)
    assert upload(browser, make_telling_jpeg()).status_code == 302
    file = EvidenceFile.objects.get()
    assert SECRET not in bytes(file.content)
    assert b"\xff\xd8\xff" not in bytes(file.content)[:40], "what is kept is sealed"
    address = reverse("apply-file", args=[file.uuid])
    shown = browser.get(address)
    assert shown.content[:3] == b"\xff\xd8\xff"
    assert SECRET not in shown.content
    assert "sandbox" in shown["Content-Security-Policy"]
    assert Client().get(address).url == RESUME
    stranger, _, _ = begin(batch)
    assert stranger.get(address).status_code == 404
    staff = reverse("screen-file", args=[number, file.uuid])
    assert client_of(cast.screeners[0]).get(staff).status_code == 404, "a draft is its applicant's alone"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"MZ this is a program", "diploma.pdf", "看内容，不看扩展名"),
        (b"%PDF-1.7 nothing behind it", "diploma.pdf", "读不出来"),
        (b"", "diploma.pdf", "请先选择文件"),
    ],
)
def test_a_file_that_is_no_proof_is_refused_with_a_way_to_mend_it(batch, data, name, said):
    browser, _, _ = begin(batch)
    response = upload(browser, data, name)
    assert response.status_code == 422
    assert said in text_of(response)
    assert not EvidenceFile.objects.exists()


def test_a_section_that_no_condition_needs_takes_no_file(batch):
    browser, _, _ = begin(batch)
    assert "属于哪一项" in text_of(upload(browser, make_telling_jpeg(), section="apprenticeship"))


def test_files_are_limited_and_one_that_was_handed_in_stays(batch, monkeypatch):
    from liangcai_web.services.admission import evidence as applications_evidence

    monkeypatch.setattr(applications_evidence, "FILES", 1)
    browser, number, _ = begin(batch)
    upload(browser, make_telling_jpeg())
    assert "最多 1 个文件" in text_of(upload(browser, make_telling_jpeg(3)))
    file = EvidenceFile.objects.get()
    browser.post(FORM, {"name": "考生01", "id_number": number_of(), **fitting(batch), "act": "submit"})
    assert Application.objects.get(number=number).state == "submitted"
    browser.post(reverse("apply-remove", args=[file.uuid]))
    assert EvidenceFile.objects.count() == 1


def test_conditions_count_up_to_the_cut_off_day_that_was_announced(cast, batch):
    from liangcai_web.services.days import local_day

    today = local_day(clock.now())
    typed = fitting(batch, days=10)
    for days, status in ((10, "admitted"), (11, "refused")):
        batch.cut_off = today - timedelta(days=days)
        batch.save()
        _, row = hand_in(batch, 20 + days, **typed)
        assert row.machine == status, days


def test_after_the_last_day_nobody_hands_in(batch):
    browser, _, _ = begin(batch)
    batch.apply_until = clock.now().date() - timedelta(days=2)
    batch.save()
    response = browser.post(FORM, {"name": "考生01", "id_number": number_of(), **fitting(batch), "act": "submit"})
    assert response.status_code == 422
    assert "不接受报名" in text_of(response)
    assert str(batch.uuid) not in Client().get(reverse("apply")).content.decode()


def test_no_id_number_stands_in_an_address_and_nothing_is_found_by_one(cast, batch):
    hand_in(batch)
    address = reverse("office-applications", args=[batch.uuid])
    page = client_of(cast.team.officer).get(address, {"q": number_of()})
    assert "没有这样的报名" in text_of(page)
    assert "考生01" in text_of(client_of(cast.team.officer).get(address, {"q": "考生0"}))
