"""The catalogue finds an occupation by name, by code, and by the code of the edition before."""

from datetime import UTC, datetime

import pytest

from liangcai_web.records.documents import Document
from liangcai_web.services.accounts.offices import found_organisation
from liangcai_web.services.documents import keep_document
from liangcai_web.services.standards.catalogue import list_occupations, search_occupations

pytestmark = pytest.mark.django_db


def keep(text):
    """Adopt a notice."""
    office = found_organisation(name="测试评价机构", name_en="", code="0001", province="00", site="000001")
    now = datetime(2026, 1, 5, tzinfo=UTC)
    keep_document(office, Document.Kind.NOTICE, text.encode(), now=now, name="notice.txt")


def test_a_code_of_the_edition_before_finds_the_occupation_of_today():
    found = {entry.code_before: entry for entry in search_occupations("2-02-10-13")}
    assert found["2-02-10-13"].code == "2-02-38-06"
    assert found["2-02-10-13"].standard.key == "2-02-10-13-2021"


def test_a_standard_is_not_linked_to_another_occupation_that_has_its_code_today():
    for entry in search_occupations("4-14-01-04"):
        assert entry.standard is None or entry.standard.name == entry.name


def test_all_words_must_be_there():
    assert search_occupations("工业 互联网")
    assert not search_occupations("工业 没有这种职业")
    assert len(search_occupations("")) == len(list_occupations())


def test_only_those_with_a_standard_can_be_asked_for():
    assert [entry.standard.code for entry in search_occupations("", with_standard=True)] == ["2-02-10-13", "4-14-01-04"]


NOTICE = (
    "标题: 1个新职业\n一、新职业信息（一）9-01-01-01 测风员定义：测量风的人员。主要工作任务：1.架设仪器；2.读数。"
    "二、调整变更职业信息（一）在“{name}（9-02-01-01）”职业下增设“测试工”工种。"
)


def test_an_adopted_notice_shows_its_changes_at_the_occupation():
    name = search_occupations("2-02-38-06")[0].name
    keep(NOTICE.format(name=name))
    (entry,) = search_occupations("2-02-38-06")
    (change,) = entry.changes
    assert (change.said.en, change.details, change.code) == ("work types added", "测试工", "9-02-01-01")
    assert change.document == "notice.txt"


def test_an_adopted_document_that_is_no_notice_changes_nothing():
    keep("不是公告")
    assert all(entry.changes == () for entry in list_occupations())


def test_pinyin_and_its_initials_find_an_occupation():
    assert "2-02-38-06" in {entry.code for entry in search_occupations("gyhlw")}
    assert "2-02-38-06" in {entry.code for entry in search_occupations("gongyehulian")}


def test_an_occupation_has_a_page_with_all_its_codes_and_its_standard(client):
    page = client.get("/catalogue/2-02-38-06?edition=2022").content.decode()
    assert "2-02-10-13" in page
    assert "/standards/2-02-10-13-2021" in page


def test_a_code_with_two_meanings_shows_both(client):
    page = client.get("/catalogue/4-14-01-04").content.decode()
    assert "社群健康助理员" in page
    assert "呼吸治疗师" in page
    assert "须连同版本" in page


def test_a_page_says_which_standard_names_the_occupation_as_related(client):
    page = client.get("/catalogue/4-14-01-01?edition=2022").content.decode()
    assert "列为相关职业" in page


@pytest.mark.parametrize("code", ["9-99-99-99", "x", "4-14-01-04%00", "<b>"])
def test_an_unknown_code_is_not_found(client, code):
    assert client.get(f"/catalogue/{code}").status_code == 404
