"""Pictures go out with questions and come in again; what a file holds that a question cannot have is said."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from tests.data.exchange import POINTS, make_bank
from tests.data.items import make_item, picture
from tests.data.pictures import PLAN, make_jpeg, make_png
from tests.data.qti_schema import validate_package, why_not
from tests.library.items.exchange.test_qti import CHOICE, SETTLED, pack

from liangcai.findings import Result
from liangcai.items.content import Media
from liangcai.items.exchange.forms import read_bank_file, write_form
from liangcai.items.exchange.imported import Import
from liangcai.items.exchange.pictures import name_picture
from liangcai.items.exchange.qti.package_read import read_package
from liangcai.items.exchange.word import read_word, write_word
from liangcai.items.pictures import FILE_NAME, list_media, list_names, place_media

OTHER, PHOTO = make_png(120, 90), make_jpeg()
PHOTOGRAPH = picture("photo.jpg", PHOTO)
PART = make_item("short", 7, id="1", stem="分图 ![](part.png) 说明。", media=(picture("part.png", OTHER),))
BANK = make_bank(
    make_item("single", 1, stem="如图 ![](plan.png)，应选（　）。", media=(picture(),)),
    make_item("single", 2, stem="另一张 ![图一](plan.png)\n（　）。", media=(picture("plan.png", OTHER),)),
    make_item("multiple", 3, stem="![](photo.jpg)与![](plan.png)（　）。", media=(picture(), PHOTOGRAPH)),
    make_item("case", 4, stem="材料 ![](plan.png)。", media=(picture(),), parts=(PART, make_item("truefalse", 2))),
)
PICTURES = {media.sha256: data for media, data in ((picture(), PLAN), (PART.media[0], OTHER), (PHOTOGRAPH, PHOTO))}
IMG = '<img src="../pics/%E5%9B%BE%201.png" alt="一张图"/>'
IMAGE = CHOICE.replace("哪一个", f"{IMG}哪一个")


def pack_picture(data: bytes | None = PLAN, body: str = IMAGE, path: str = "pics/图 1.png") -> bytes:
    """A package of another program whose item shows a picture."""
    plain = pack(body)
    if data is None:
        return plain
    stream = io.BytesIO(plain)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(path, data)
    return stream.getvalue()


def write_document(shape: object = None, **said: str) -> bytes:
    """A Word document of an author who pasted a picture into the stem; ``shape`` changes its drawing."""
    document = docx.Document()
    document.add_paragraph("一、单项选择题")
    stem = document.add_paragraph("1. 如图 ")
    stem.add_run().add_picture(io.BytesIO(PLAN))
    stem.add_run("，应选（　）。")
    for line in ("A. 一", "B. 二", "C. 三", "答案：B", "难度：0.6", "要求编号：K1.1.1", "解析：见图。"):
        document.add_paragraph(line)
    properties = next(document.element.body.iter(qn("wp:docPr")))
    properties.set("name", "图片 1")
    for name, value in said.items():
        properties.set(name, value)
    if callable(shape):
        shape(document.element.body)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def crop(body: object) -> None:
    """Show a part of the picture only."""
    fill = next(body.iter(qn("pic:blipFill")))  # type: ignore[attr-defined]
    fill.insert(1, fill.makeelement(qn("a:srcRect"), {"l": "20000"}))


def float_freely(body: object) -> None:
    """Let the picture float over the words."""
    inline = next(body.iter(qn("wp:inline")))  # type: ignore[attr-defined]
    inline.tag = qn("wp:anchor")


def link_outside(body: object) -> None:
    """Name a relation that is not in the file."""
    next(body.iter(qn("a:blip"))).set(qn("r:embed"), "rId999")  # type: ignore[attr-defined]


def the_import(result: Result[Import | None]) -> Import:
    assert result.value is not None, result.findings
    return result.value


@pytest.mark.parametrize("form", ["qti", "docx"])
def test_pictures_come_back_with_their_questions(form: str) -> None:
    made = write_form(form, BANK, POINTS, PICTURES)
    assert not made.findings
    assert write_form(form, BANK, POINTS, PICTURES).value == made.value
    found = the_import(read_bank_file(made.value, "bank", POINTS))
    assert found.bank == BANK
    assert dict(found.pictures) == PICTURES


@pytest.mark.parametrize("form", ["xlsx", "markdown", "toml"])
def test_the_other_forms_name_pictures_only(form: str) -> None:
    made = write_form(form, BANK, POINTS, PICTURES)
    assert not made.findings
    found = the_import(read_bank_file(made.value, "bank", POINTS))
    assert found.bank == BANK
    assert not found.pictures


@pytest.mark.parametrize("form", ["qti", "docx"])
def test_questions_come_back_without_pictures_that_nobody_has(form: str) -> None:
    made = write_form(form, BANK, POINTS, {})
    found = the_import(read_bank_file(made.value, "bank", POINTS))
    assert found.bank == BANK
    assert not found.pictures


def test_a_picture_of_a_package_says_in_words_what_it_shows() -> None:
    with zipfile.ZipFile(io.BytesIO(write_form("qti", BANK, POINTS, PICTURES).value)) as package:
        item = package.read("items/00002.xml").decode()
        assert 'alt="一张接线图"' in item
        assert len([name for name in package.namelist() if name.endswith("/plan.png")]) == 2


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "the schemas are at hand")
def test_a_package_with_pictures_is_valid() -> None:
    assert not validate_package(write_form("qti", BANK, POINTS, PICTURES).value)[1]


def test_word_shows_the_pictures_that_a_document_holds() -> None:
    document = docx.Document(io.BytesIO(write_word(BANK, POINTS, PICTURES).value))
    assert len(document.inline_shapes) == 6
    kept = {part.blob for part in document.part.package.iter_parts() if str(part.content_type).startswith("image/")}
    assert kept == set(PICTURES.values())


def test_a_picture_of_another_program_is_taken_with_its_words() -> None:
    found = the_import(read_package(pack_picture(), "x.zip", POINTS, SETTLED))
    assert found.complete
    media = found.items[0].media[0]
    assert (media.alt, media.sha256) == ("一张图", picture().sha256)
    assert FILE_NAME.fullmatch(media.name)
    assert f"![]({media.name})" in found.items[0].stem
    assert found.pictures == {media.sha256: PLAN}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pack_picture(None), "没有图片"),
        (pack_picture(b"<svg onload='alert(1)'/>"), "不是 PNG 或 JPEG"),
        (pack_picture(body=IMAGE.replace("一张图", "")), "没有文字说明"),
        (pack_picture(PLAN + bytes(12 << 20)), "超过 12 MB"),
        (pack_picture(body=IMAGE.replace("../pics", "../../../etc"), path="etc/图 1.png"), "没有图片"),
        (pack_picture(body=IMAGE.replace("../pics", "file:///etc"), path="etc/图 1.png"), "没有图片"),
        (
            pack_picture(body=CHOICE.replace("一</p>", '一<img src="../pics/%E5%9B%BE%201.png" alt="x"/></p>')),
            "不在题干",
        ),
    ],
)
def test_a_picture_that_a_question_cannot_have_refuses_it(data: bytes, words: str) -> None:
    result = read_package(data, "x.zip", POINTS, SETTLED)
    found = the_import(result)
    assert not found.items
    assert not found.pictures
    assert words in result.findings[0].message.zh


def test_two_pictures_of_one_name_in_a_question_are_told_apart_by_a_person() -> None:
    body = IMAGE.replace("哪一个", '<img src="../other/%E5%9B%BE%201.png" alt="另一张"/>哪一个')
    result = read_package(pack_picture(body=body), "x.zip", POINTS, SETTLED)
    assert "两张不同的图片" in result.findings[0].message.zh


def test_a_picture_changed_in_its_package_is_not_taken_for_the_one_listed() -> None:
    made = write_form("qti", BANK, POINTS, {picture().sha256: PLAN}).value
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, OTHER if name.endswith("plan.png") else old.read(name))
    result = read_bank_file(stream.getvalue(), "x.zip", POINTS)
    assert any("不是所列的那张" in finding.message.zh for finding in result.findings)


def test_a_picture_pasted_into_word_comes_in_with_its_alternative_text() -> None:
    found = the_import(read_word(write_document(descr="接线图"), "x.docx", POINTS))
    assert found.complete
    item = found.items[0]
    assert item.media == (Media(name=item.media[0].name, sha256=picture().sha256, alt="接线图"),)
    assert item.stem == f"如图 ![]({item.media[0].name})，应选（　）。"
    assert found.pictures == {picture().sha256: PLAN}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (write_document(), "没有文字说明"),
        (write_document(crop, descr="图"), "未裁剪"),
        (write_document(float_freely, descr="图"), "嵌入型"),
        (write_document(link_outside, descr="图"), "嵌入型"),
    ],
)
def test_a_picture_of_word_that_cannot_be_had_as_it_is_shown_refuses_its_question(data: bytes, words: str) -> None:
    result = read_word(data, "x.docx", POINTS)
    assert not the_import(result).items
    assert words in result.findings[0].message.zh


def test_names_of_pictures_become_names_of_the_bank() -> None:
    assert name_picture("../a/plan.png") == "plan.png"
    for path in ("图 1.PNG", "a/b.jpeg", "x y.jpg", "%2e%2e%2fq.png", "a\\b c.png"):
        assert FILE_NAME.fullmatch(name_picture(path)), path
    assert name_picture("图1.png") != name_picture("图2.png")


def test_pictures_stand_beside_the_stems_that_name_them() -> None:
    case = BANK.items[3]
    bare = place_media(case, ())
    assert list_media(bare) == ()
    assert place_media(bare, list_media(case)) == case
    assert list_names(case) == ("plan.png", "part.png")
