"""A list of applicants is taken in whole or not at all; nothing of it stands in plain anywhere."""

import argparse
import io
import json
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from liangcai_cli import applying
from liangcai_web.records.applications import Application, ApplicationVersion, GroupList
from liangcai_web.records.arrangements import Arrangement
from liangcai_web.records.facts import Fact
from liangcai_web.records.places import Site
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.admission.erasure import erase_application
from liangcai_web.services.facts import find_break
from tests.web.applicant.applying import fitting, number_of
from tests.web.cast import announce, client_of

HEADS = {
    "title_name": "职称名称",
    "title_obtained": "职称取得日期",
    "training_hours": "培训学时",
    "training_issued": "培训证明日期",
    "diploma_degree": "学历学位",
    "diploma_major": "专业",
    "diploma_obtained": "毕业日期",
    "work1_occupation": "从事职业1",
    "work1_start": "工作开始日期1",
}


@pytest.fixture
def batch(cast):
    return announce(cast)


def table(batch, *people, **more):
    """A list of people who all fit; ``more`` are further columns, by their heads."""
    typed = fitting(batch) | more
    book = openpyxl.Workbook()
    page = book.active
    page.append(["姓名", "证件号码", *(HEADS.get(field, field) for field in typed)])
    for name, number in people:
        page.append([name, number, *typed.values()])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def send(client, batch, data):
    kept = client.post(reverse("office-lists", args=[batch.uuid]), {"file": SimpleUploadedFile("名单.xlsx", data)})
    assert kept.status_code == 302
    return kept.url


def test_a_good_list_is_shown_then_taken_in_with_one_fact_a_person(cast, batch):
    office = client_of(cast.team.officer)
    address = send(office, batch, table(batch, *((f"考生{n:02}", number_of(n)) for n in range(1, 6))))
    page = text_of(office.get(address))
    assert "没有错误，可以全部收入" in page
    assert number_of(1) not in page
    assert not Application.objects.exists(), "looking takes nothing in"
    assert office.post(address, {"act": "take"}).status_code == 302
    assert set(Application.objects.values_list("state", "machine")) == {("submitted", "admitted")}
    assert ApplicationVersion.objects.filter(source="list", by=cast.team.officer).count() == 5
    assert Fact.objects.filter(kind="application_submitted").count() == 5
    kept = GroupList.objects.get()
    assert (bytes(kept.content), kept.rows) == (b"", 5)
    assert find_break(cast.office) is None
    assert office.post(address, {"act": "take"}).status_code == 422, "a second time takes nothing"
    assert Application.objects.count() == 5


@pytest.mark.parametrize("wrong", ["000000199001010010", number_of(1)])
def test_one_wrong_row_keeps_all_rows_out_and_is_named(cast, batch, wrong):
    office = client_of(cast.team.officer)
    address = send(office, batch, table(batch, ("甲", number_of(1)), ("乙", number_of(2)), ("丙", wrong)))
    page = text_of(office.get(address))
    assert "一行也不收入" in page
    assert "Sheet!B4" in page
    assert office.post(address, {"act": "take"}).status_code == 422
    assert not Application.objects.exists()
    assert office.post(address, {"act": "leave"}).status_code == 302
    assert bytes(GroupList.objects.get().content) == b""


def test_somebody_who_has_applied_already_is_named_by_row(cast, batch):
    office = client_of(cast.team.officer)
    office.post(send(office, batch, table(batch, ("甲", number_of(1)))), {"act": "take"})
    again = send(office, batch, table(batch, ("乙", number_of(2)), ("甲", number_of(1))))
    response = office.post(again, {"act": "take"})
    assert response.status_code == 422
    assert "Sheet!3" in text_of(response)
    assert Application.objects.count() == 1


def test_a_list_is_sealed_while_it_waits(cast, batch):
    send(client_of(cast.team.officer), batch, table(batch, ("甲", number_of(1))))
    content = bytes(GroupList.objects.get().content)
    assert not content.startswith(b"PK")
    assert number_of(1).encode() not in content


def test_the_template_has_the_columns_of_the_level(cast, batch):
    data = client_of(cast.team.officer).get(reverse("office-list-template", args=[batch.uuid])).content
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data)).active[1]]
    assert heads[:3] == ["姓名", "证件类型", "证件号码"]
    assert batch_conditions(batch).value is not None


def test_the_command_line_takes_a_list_in_and_two_sign_it(cast, batch, tmp_path, capsys):
    path = tmp_path / "list.xlsx"
    path.write_bytes(table(batch, *((f"考生{n:02}", number_of(n)) for n in range(1, 4))))
    options = argparse.Namespace(batch=batch.uuid, file=str(path), account="officer-1", check=False)
    assert applying.take_in(options) == 0
    assert applying.take_in(options) == 1, "nobody is taken in twice"
    for account in ("screener-1", "screener-1", "officer-2"):
        assert applying.review_all(argparse.Namespace(batch=batch.uuid, account=account)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "收入 taken in 3"
    assert said[1].startswith("签署 signed 3")
    assert said[2].startswith("签署 signed 0")
    assert said[3].endswith("admitted 3")
    assert applying.review_all(argparse.Namespace(batch=batch.uuid, account="stranger-1")) == 1
    assert applying.take_in(argparse.Namespace(**{**vars(options), "account": "author-1"})) == 1


def test_the_command_line_hands_in_what_would_be_typed_and_names_what_is_wrong(cast, batch, tmp_path, capsys):
    path = tmp_path / "one.json"
    path.write_text(
        json.dumps({"name": "考生01", "id_number": number_of(1), "typed": {"title_name": "工程师"}}), encoding="utf-8"
    )
    options = argparse.Namespace(batch=batch.uuid, file=str(path), account="officer-1", proof=None)
    assert applying.hand_in_one(options) == 1
    assert "title_obtained" in capsys.readouterr().err
    path.write_text(json.dumps({"name": "考生01", "id_number": number_of(1)}), encoding="utf-8")
    assert applying.hand_in_one(options) == 0
    assert "refused" in capsys.readouterr().out
    path.write_text("{", encoding="utf-8")
    assert applying.hand_in_one(options) == 1


def test_what_the_office_asks_comes_with_the_list_and_goes_with_the_application(cast, batch):
    for name in ("东", "西"):
        Site.objects.create(organisation=cast.office, name=name)
    office = client_of(cast.team.officer)
    own = {"所在学校或单位": "甲校", "需无台阶座位": "是", "申请延长时间": "是"}
    wrong = send(office, batch, table(batch, ("甲", number_of(1)), **own, 报考考点="北"))
    assert "没有名为“北”的考点" in text_of(office.get(wrong))
    assert office.post(wrong, {"act": "take"}).status_code == 422
    right = send(office, batch, table(batch, ("甲", number_of(1)), **own, 报考考点="西"))
    assert office.post(right, {"act": "take"}).status_code == 302
    row = Arrangement.objects.get()
    assert (row.employer, row.site.name, row.accessible, row.asks_time, row.extra_time) == ("甲校", "西", True, True, 0)
    assert "甲校" not in "".join(Fact.objects.values_list("payload", flat=True))
    erase_application(Application.objects.get())
    assert not Arrangement.objects.exists()
