"""Files of questions come in whole or not at all, what does not match is settled by a person, and the bank goes out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from liangcai_web.bank.views_import import REMARKS
from liangcai_web.records.bank import BankItem
from liangcai_web.records.facts import Fact
from liangcai_web.services.bank.intake import list_uploads
from liangcai_web.services.bank.items import find_entry, list_entries
from tests.web.bank.shelf import address
from tests.web.cast import client_of

HEAD = ["题型", "题干", "答案", "选项A", "选项B", "选项C", "选项D", "知识点一级", "知识点二级", "难度", "解析"]


def sheet(*points, tmp_path):
    """A spreadsheet with a question for each point, under the path of two names."""
    book = Workbook()
    book.active.append(HEAD)
    for number, point in enumerate(points):
        book.active.append(
            [
                "单选题",
                f"第 {number} 种电缆的用途是（　）。",
                "B",
                "甲",
                "乙",
                "丙",
                "丁",
                "基础",
                point,
                "0.6",
                "见教材。",
            ]
        )
    path = tmp_path / "题库.xlsx"
    book.save(path)
    return SimpleUploadedFile("题库.xlsx", path.read_bytes())


def upload(client, file):
    answer = client.post(address("bank-imports"), {"file": file})
    assert answer.status_code == 302
    return answer.url


def known_name(shelf):
    """The words of a knowledge requirement of the level."""
    return shelf.standard.functions(shelf.level)[0].tasks[0].knowledge[0].text


def test_questions_whose_points_are_known_come_in_as_drafts_of_their_importer(client, shelf, tmp_path):
    before = len(list_entries(shelf))
    url = upload(client, sheet(known_name(shelf), known_name(shelf), tmp_path=tmp_path))
    assert "可以收入" in client.get(url).content.decode()
    done = client.post(url, {"act": "take"}, follow=True)
    assert "已收入 2 道题" in done.content.decode()
    assert len(list_entries(shelf)) == before + 2
    assert set(BankItem.objects.values_list("state", "author__username")) == {("draft", "author-1")}
    kinds = list(Fact.objects.values_list("kind", flat=True))
    assert kinds == ["questions_uploaded", "items_imported"]
    client.post(url, {"act": "take"})
    assert len(list_entries(shelf)) == before + 2


def test_what_matches_nothing_is_settled_by_a_person_and_the_decision_is_kept(client, shelf, tmp_path):
    url = upload(client, sheet(known_name(shelf), "标准里没有的知识点", tmp_path=tmp_path))
    page = client.get(url).content.decode()
    assert "标准里没有的知识点" in page
    assert "还有未决的问题" in page
    client.post(url, {"act": "take"})
    assert not BankItem.objects.exists()
    client.post(url, {"act": "look", "path": "基础 / 标准里没有的知识点", "point": "K1.1.2"})
    again = client.get(url).content.decode()
    assert 'value="K1.1.2"' in again
    assert "可以收入" in again
    client.post(url, {"act": "take", "path": "基础 / 标准里没有的知识点", "point": "K1.1.2"})
    assert set(BankItem.objects.values_list("state", flat=True)) == {"draft"}
    assert BankItem.objects.count() == 2


def test_each_row_that_is_not_taken_is_named_by_row_and_column_on_pages_of_its_own(client, shelf, tmp_path):
    url = upload(client, sheet(*["标准里没有的知识点"] * (REMARKS + 5), tmp_path=tmp_path))
    first = client.get(url).content.decode()
    assert "Sheet!H2<" in first and f"Sheet!H{REMARKS + 6}<" not in first
    assert f"Sheet!H{REMARKS + 6}<" in client.get(url, {"remarks": 2}).content.decode()
    assert not BankItem.objects.exists()


def test_a_fault_in_the_middle_of_taking_in_leaves_nothing_behind(client, shelf, tmp_path, monkeypatch):
    url = upload(client, sheet(known_name(shelf), known_name(shelf), tmp_path=tmp_path))

    def fail(*args, **kwargs):
        assert BankItem.objects.count() == 2
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("liangcai_web.services.bank.intake.append_fact", fail)
    with pytest.raises(RuntimeError):
        client.post(url, {"act": "take"})
    assert not BankItem.objects.exists()


def test_markup_that_was_written_as_words_stays_words_on_every_page(client, shelf, tmp_path):
    book = Workbook()
    book.active.append(HEAD)
    said = "&lt;script&gt;alert(1)&lt;/script&gt; 的作用是（　）。"
    row = ["单选题", said, "B", "&lt;img src=x onerror=alert(1)&gt;", "乙", "丙", "丁", "基础", known_name(shelf)]
    book.active.append([*row, "0.6", "见教材。"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    url = upload(client, SimpleUploadedFile("<b>a</b>.xlsx", path.read_bytes()))
    pages = [client.get(url), client.post(url, {"act": "take"}, follow=True)]
    item = BankItem.objects.get()
    pages += [
        client.get(address("bank-item", item.item_id)),
        client.get(address("bank-imports")),
    ]
    assert "<script>alert(1)" in item.content
    for page in pages:
        text = page.content.decode()
        assert "<script>alert" not in text and "<img src=x" not in text and "<b>a</b>" not in text


def test_a_file_of_more_rows_than_can_be_read_says_how_to_split_it(client, shelf, tmp_path, monkeypatch):
    monkeypatch.setattr("liangcai_web.services.bank.intake.MOST_BOUND", 2)
    page = client.get(upload(client, sheet(*[known_name(shelf)] * 3, tmp_path=tmp_path))).content.decode()
    assert "第 4 行" in page and "请分成几个文件" in page
    assert 'name="act" value="take"' not in page


def test_a_point_can_be_left_out_by_decision(client, shelf, tmp_path):
    url = upload(client, sheet(known_name(shelf), "标准里没有的知识点", tmp_path=tmp_path))
    client.post(url, {"act": "take", "path": "基础 / 标准里没有的知识点", "point": "-"})
    assert BankItem.objects.count() == 1


@pytest.mark.parametrize("data", [b"PK\x03\x04 not really", b"\x00\x01\x02", "没有题的文字".encode()])
def test_a_file_that_holds_no_questions_says_so_and_is_kept(client, shelf, data):
    url = upload(client, SimpleUploadedFile("odd.bin", data))
    page = client.get(url)
    assert page.status_code == 200
    assert "finding error" in page.content.decode()
    assert [document.name for document in list_uploads(shelf)] == ["odd.bin"]
    assert not BankItem.objects.exists()


@pytest.mark.parametrize("form", ["xlsx", "zip", "docx", "md"])
def test_the_bank_that_goes_out_comes_in_again_unchanged(client, shelf, form):
    gone = client.get(address("bank-download", form))
    assert gone.status_code == 200
    url = upload(client, SimpleUploadedFile(f"bank.{form}", gone.content))
    page = client.get(url).content.decode()
    assert "可以收入" in page, page[:2000]
    client.post(url, {"act": "take"})
    assert not BankItem.objects.exists()


def test_a_spreadsheet_that_goes_out_holds_every_question(client, shelf, tmp_path):
    path = tmp_path / "bank.xlsx"
    path.write_bytes(client.get(address("bank-download", "xlsx")).content)
    rows = load_workbook(path, read_only=True).active.max_row
    assert rows == len(list_entries(shelf)) + 1


def test_another_office_does_not_find_the_file(cast, client, shelf, tmp_path):
    url = upload(client, sheet(known_name(shelf), tmp_path=tmp_path))
    assert client_of(cast.stranger).get(url).status_code == 404
    assert find_entry(shelf, "nothing") is None
