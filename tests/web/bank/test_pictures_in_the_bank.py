"""Pictures are added to a question, shown where it is shown, kept for its organisation, and carried by files."""

import hashlib
import io
import re
import zipfile

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from liangcai.items.pictures import tell_form
from liangcai_web.records.bank import BankItem
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.services.bank.items import Shelf, find_entry
from liangcai_web.services.bank.pictures import load_pictures
from liangcai_web.services.facts import find_break
from tests.data.pictures import PLAN, SECRET, make_jpeg, make_telling_jpeg
from tests.web.bank.shelf import KEY, LEVEL, address
from tests.web.bank.test_writing import TYPED
from tests.web.cast import client_of

PICTURED = {**TYPED, "stem": "如图 ![](plan.png)，电阻（　）。"}


def file(data=PLAN, name="plan.png"):
    return SimpleUploadedFile(name, data, content_type="image/png")


def kept():
    return Document.objects.filter(kind="picture")


def add(client, act="add", *, data=PLAN, name="plan.png", words="一张接线图", **typed):
    """Press a button of the editor with a picture chosen."""
    fields = {**PICTURED, **typed, "act": act, "new-file": file(data, name), "new-words": words}
    return client.post(address("bank-new"), fields)


def row(*media):
    """What the page sends of pictures that were added before."""
    fields = ("name", "sha256", "alt")
    sent = ("name", "sha256", "words")
    return {f"picture-{to}": [getattr(one, of) for one in media] for of, to in zip(fields, sent, strict=True)}


def save_pictured(client):
    """A question with a picture, saved."""
    answer = add(client, "save")
    assert answer.status_code == 302, answer.content.decode()


def test_a_picture_is_added_before_the_question_is_saved_and_all_that_was_typed_stays(client, shelf):
    page = add(client, rationale="")
    assert page.status_code == 200, "nothing was to be saved"
    said = page.content.decode()
    sha256 = kept().get().sha256
    assert f'src="/bank/pictures/{sha256}"' in said
    assert 'data-added="plan.png"' in said
    assert "升高一倍" in said
    assert find_entry(shelf, TYPED["id"]) is None


def test_a_question_is_saved_with_its_picture_and_opened_again(client, shelf):
    save_pictured(client)
    item = find_entry(shelf, TYPED["id"]).item
    assert [(media.name, media.alt) for media in item.media] == [("plan.png", "一张接线图")]
    page = client.get(address("bank-item", TYPED["id"])).content.decode()
    assert f'<img class="figure" src="/bank/pictures/{item.media[0].sha256}" alt="一张接线图">' in page
    changed = {**PICTURED, **row(*item.media), "rationale": "更清楚。", "act": "save"}
    assert client.post(address("bank-item", TYPED["id"]), changed).status_code == 302
    again = find_entry(shelf, TYPED["id"]).item
    assert (again.media, again.rationale) == (item.media, "更清楚。")
    assert Fact.objects.filter(kind="picture_kept").count() == 1
    assert find_break(shelf.organisation) is None


def test_the_preview_draws_the_picture_and_escapes_what_it_shows(client):
    add(client)
    media = {"picture-name": "plan.png", "picture-sha256": kept().get().sha256, "picture-words": '"><b>图</b>'}
    shown = client.post(address("bank-preview"), {**PICTURED, **media}).content.decode()
    assert 'class="figure"' in shown
    assert "<b>" not in shown
    assert "&quot;&gt;&lt;b&gt;" in shown


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"<svg onload='alert(1)'/>", "plan.png", "不是 PNG 或 JPEG"),
        (b"<!DOCTYPE html><p>", "plan.jpg", "不是 PNG 或 JPEG"),
        (PLAN[:-400], "plan.png", "读不出来"),
        (PLAN, "图.png", "PNG"),
    ],
)
def test_a_refused_file_says_what_why_and_how_and_nothing_typed_is_lost(client, data, name, words):
    page = add(client, "save", data=data, name=name, stem="如图，电阻（　）。", **{"new-name": "接线图"})
    said = page.content.decode()
    assert page.status_code == 422
    assert words in said or "名称只用字母" in said
    assert 'value="一张接线图"' in said
    assert 'value="接线图"' in said
    assert "如图，电阻（　）。" in said
    assert not BankItem.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"words": ""}, "请写文字说明"),
        ({"stem": "没有图的题干（　）。"}, "题干没有用到这张图"),
        ({"stem": "![](plan.png) ![](other.png)（　）。"}, "other.png"),
    ],
)
def test_a_picture_without_words_or_place_keeps_the_question_from_being_saved(client, typed, words):
    page = add(client, "save", **typed)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not BankItem.objects.exists()


def test_a_picture_that_was_never_kept_here_cannot_be_named(client):
    named = {"picture-name": "plan.png", "picture-sha256": "0" * 64, "picture-words": "图"}
    page = client.post(address("bank-new"), {**PICTURED, **named})
    assert page.status_code == 422
    assert "不在本机构的题库里" in page.content.decode()


def test_a_picture_is_taken_away_and_two_of_one_name_are_told_apart(client):
    add(client)
    media = {"picture-name": "plan.png", "picture-sha256": kept().get().sha256, "picture-words": "图"}
    gone = client.post(address("bank-new"), {**PICTURED, **media, "act": "drop-plan.png"}).content.decode()
    assert 'value="drop-plan.png"' not in gone
    second = add(client, data=make_jpeg(), name="plan.png", **media).content.decode()
    assert re.findall(r'value="drop-([\w.-]+)"', second) == ["plan.png", "plan.jpg"]
    third = add(client, data=make_jpeg(90), name="plan.png", **{**media, "new-name": "plan.png"}).content.decode()
    assert "plan.jpg" in third


def test_what_is_kept_holds_nothing_of_the_camera(client):
    add(client, data=make_telling_jpeg(), name="IMG_2041.JPG", stem="![](IMG_2041.jpg)（　）。")
    content = bytes(kept().get().content)
    assert SECRET not in content
    assert tell_form(content) == "jpg"
    assert Image.open(io.BytesIO(content)).size == (200, 300)


def test_a_picture_is_served_with_a_fixed_type_to_its_own_organisation_only(cast, client):
    add(client)
    path = reverse("bank-picture", args=[kept().get().sha256])
    for user in (*cast.authors, cast.team.officer):
        answer = client_of(user).get(path)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, max-age=86400, immutable"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert Image.open(io.BytesIO(answer.content)).size == (300, 200)
    assert client_of(cast.stranger).get(path).status_code == 404
    assert client_of(cast.idle_assessor).get(path).status_code == 403
    assert client_of(None).get(path).status_code == 302
    assert client.get(reverse("bank-picture", args=["0" * 64])).status_code == 404


def test_other_documents_are_no_pictures(cast, client):
    bank = Document.objects.create(
        organisation=cast.office, kind="bank", sha256="a" * 64, name="x", content=b"{}", kept_at="2026-01-01T00:00Z"
    )
    assert client.get(reverse("bank-picture", args=[bank.sha256])).status_code == 404


@pytest.mark.parametrize("form", ["zip", "docx"])
def test_a_bank_with_pictures_moves_to_another_office(cast, client, shelf, form):
    save_pictured(client)
    gone = client.get(reverse("bank-download", args=[KEY, LEVEL, form]))
    other = client_of(cast.stranger)
    uploaded = other.post(reverse("bank-imports", args=[KEY, LEVEL]), {"file": file(gone.content, f"b.{form}")})
    assert "可以收入" in other.get(uploaded.url).content.decode()
    done = other.post(uploaded.url, {"act": "take"}, follow=True)
    assert "已收入 1 道题" in done.content.decode()
    organisation = cast.stranger.memberships.first().organisation
    item = find_entry(Shelf(organisation=organisation, standard=shelf.standard, level=LEVEL), TYPED["id"]).item
    assert load_pictures(organisation, [item.media[0].sha256])
    assert other.get(reverse("bank-picture", args=[item.media[0].sha256])).status_code == 200


@pytest.mark.parametrize("form", ["zip", "docx", "xlsx", "md"])
def test_a_bank_with_pictures_comes_home_unchanged(client, shelf, form):
    save_pictured(client)
    gone = client.get(reverse("bank-download", args=[KEY, LEVEL, form]))
    uploaded = client.post(reverse("bank-imports", args=[KEY, LEVEL]), {"file": file(gone.content, f"b.{form}")})
    done = client.post(uploaded.url, {"act": "take"}, follow=True)
    assert "已收入 0 道题" in done.content.decode()
    assert kept().count() == 1


def test_a_form_that_only_names_pictures_leaves_them_open_elsewhere(cast, client):
    save_pictured(client)
    gone = client.get(reverse("bank-download", args=[KEY, LEVEL, "xlsx"]))
    other = client_of(cast.stranger)
    uploaded = other.post(reverse("bank-imports", args=[KEY, LEVEL]), {"file": file(gone.content, "b.xlsx")})
    page = other.post(uploaded.url, {"act": "take"}, follow=True).content.decode()
    assert "不在本机构的题库里" in page
    assert "还有未决的问题" in page
    assert BankItem.objects.count() == 1


def test_a_picture_that_cannot_be_kept_keeps_the_whole_file_out_and_is_named(cast, client):
    save_pictured(client)
    gone = client.get(reverse("bank-download", args=[KEY, LEVEL, "zip"])).content
    media = msgspec.json.decode(BankItem.objects.get().content)["media"][0]
    bad = bytes(kept().get().content)[:-200]
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(gone)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = bad if name.endswith("plan.png") else old.read(name)
            new.writestr(name, content.replace(media["sha256"].encode(), hashlib.sha256(bad).hexdigest().encode()))
    other = client_of(cast.stranger)
    uploaded = other.post(reverse("bank-imports", args=[KEY, LEVEL]), {"file": file(stream.getvalue(), "b.zip")})
    page = other.post(uploaded.url, {"act": "take"}).content.decode()
    assert "读不出来" in page
    assert TYPED["id"] in page
    assert BankItem.objects.count() == 1
