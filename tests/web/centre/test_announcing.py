"""A batch is announced on a standard, its applications are typed in: what is refused keeps what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import liangcai_reference
from liangcai.eligibility.identity_number import check_character
from liangcai_web.records.batches import Batch
from tests.web.cast import announce
from tests.web.centre.office import at, text_of

BODY = "00000019900101001"
NUMBER = BODY + check_character(BODY)
MISTYPED = BODY + ("1" if NUMBER[-1] != "1" else "2")


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
