"""A signed proof of training stands in place of typed hours; a forged, altered, foreign or strange one is told so."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.document import Profile
from liangcai.credentials.training import sign_training
from liangcai_host import clock
from liangcai_web.pages.application_dossier import list_lines
from liangcai_web.records.applications import Application, EvidenceFile
from liangcai_web.screener.desk import describe_desk
from liangcai_web.services.admission.dossiers import open_dossier
from liangcai_web.services.admission.review import newest_version
from liangcai_web.services.issuing import issuing_key
from liangcai_web.services.training.proofs import check_proof, issue_proofs, read_proof, withdraw_proof
from tests.data.certificate import signer_of
from tests.web.applicant.applying import begin, fitting
from tests.web.cast import announce
from tests.web.trainer.school import attend, number, open_school

FORM, STATUS = "/apply/form", "/apply/status"


@pytest.fixture
def batch(cast, settings, tmp_path):
    settings.HOME = tmp_path
    return announce(cast)


@pytest.fixture
def proof(batch):
    school = open_school(people=("示例甲",))
    attend(school.training, school.first)
    people = {"actor": school.first, "approver": school.second}
    row = issue_proofs(school.training, (1,), now=clock.now(), **people).value[0]
    return row, people


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def upload(browser, data, name="proof.json", section="training"):
    file = SimpleUploadedFile(name, data, "application/json")
    return browser.post("/apply/files", {"section": section, "file": file})


def typed(batch, **more):
    said = {name: value for name, value in fitting(batch).items() if not name.startswith("training_")}
    return {"name": "示例甲", "id_number": number(1), **said, "act": "submit", **more}


def test_a_proof_is_verified_and_counts_in_place_of_typed_hours(cast, batch, proof):
    row, _ = proof
    browser, _, _ = begin(batch)
    assert "缺少" in text_of(browser.post(FORM, {**typed(batch), "act": "check"}))
    assert upload(browser, read_proof(row)).status_code == 302
    page = text_of(browser.get(FORM))
    assert f"已验签：示例培训学校出具的学时证明 {row.number}" in page
    assert browser.post(FORM, typed(batch, training_hours="1", training_issued="2020-01-01")).url == STATUS
    application = Application.objects.get()
    assert application.machine == "admitted"
    held = open_dossier(newest_version(application)).application.training
    assert [(one.hours, one.number, one.issuer) for one in held] == [(90, row.number, "示例培训学校")]
    lines = " ".join(line.what.zh for line in list_lines(open_dossier(newest_version(application)).application))
    assert f"已验签 {row.number}" in lines
    desk = describe_desk(application, cast.screeners[0])
    assert desk["doubts"] == ()


def sign_anew(row, signer, name, **changed):
    """The same proof under another key, or saying something else."""
    import msgspec

    account = check_proof(read_proof(row), clock.now()).check.content
    changed = msgspec.structs.replace(account, **changed)
    return sign_training(changed, Profile(id=signer.did, name=name), signer, clock.now())


def refused_by(browser, data, words, name="proof.json"):
    page = upload(browser, data, name)
    assert page.status_code == 422
    assert words in text_of(page), text_of(page)
    assert not EvidenceFile.objects.exists()


def test_a_forged_an_altered_and_a_foreign_proof_are_told_so(batch, proof):
    row, _ = proof
    browser, _, _ = begin(batch)
    data = read_proof(row)
    document = json.loads(data)
    document["content"]["hours"] = "900"
    refused_by(browser, canonical_bytes(document), "签名与内容不符")
    refused_by(browser, data.replace(b'"hours":"90"', b'"hours":"91"'), "签名与内容不符")
    refused_by(browser, data + b"\n", "不是逐字节相同")
    refused_by(browser, b"{}", "不是逐字节相同")
    refused_by(browser, b"\xff\xfe", "不是逐字节相同", "x.JSON")
    refused_by(browser, sign_anew(row, signer_of("other"), "示例培训学校"), "本处不认识这个签发者")


def test_a_proof_of_another_occupation_level_or_too_few_hours_is_told_with_its_clause(batch, proof):
    row, _ = proof
    browser, _, _ = begin(batch)
    own = issuing_key().signer
    refused_by(browser, sign_anew(row, own, "x", code="9-99-99-99"), "证明的职业是")
    refused_by(browser, sign_anew(row, own, "x", edition="1999"), "证明的职业是")
    refused_by(browser, sign_anew(row, own, "x", level="中级"), "证明的等级是中级")
    refused_by(browser, sign_anew(row, own, "x", hours=89), "已完成 89 标准学时")


def test_the_proof_of_another_person_does_not_go_in(batch, proof):
    row, _ = proof
    browser, _, _ = begin(batch)
    browser.post(FORM, {**typed(batch, name="示例乙"), "act": "save"})
    refused_by(browser, read_proof(row), "另一个人")
    browser.post(FORM, {**typed(batch, id_number=number(2)), "act": "save"})
    refused_by(browser, read_proof(row), "另一个人")


def test_a_name_and_number_typed_after_the_upload_are_compared_when_it_is_handed_in(batch, proof):
    row, _ = proof
    browser, _, _ = begin(batch)
    assert upload(browser, read_proof(row)).status_code == 302
    refused = browser.post(FORM, typed(batch, name="示例乙"))
    assert refused.status_code == 422
    assert "另一个人" in text_of(refused)
    same_tail = browser.post(FORM, typed(batch, id_number="P" + number(1)[-4:]))
    assert "登记的不是同一个" in text_of(same_tail)
    assert Application.objects.get().state == "draft"


def test_a_proof_that_was_taken_back_is_refused_and_told_to_the_reviewer(cast, batch, proof):
    row, people = proof
    browser, _, _ = begin(batch)
    assert upload(browser, read_proof(row)).status_code == 302
    assert browser.post(FORM, typed(batch)).url == STATUS
    assert withdraw_proof(row, "考勤有误", now=clock.now(), **people) is None
    desk = describe_desk(Application.objects.get(), cast.screeners[0])
    assert [one.rule for one in desk["doubts"]] == ["evidence.withdrawn"]
    second, _, _ = begin(batch)
    page = upload(second, read_proof(row))
    assert "已被出具单位撤回" in text_of(page)


def test_a_proof_belongs_to_training_and_a_file_that_is_none_is_made_anew_as_before(batch, proof):
    row, _ = proof
    browser, _, _ = begin(batch)
    assert "“培训”一项" in text_of(upload(browser, read_proof(row), section="identity"))
    assert upload(browser, b"%PDF-nothing", "x.pdf").status_code == 422
