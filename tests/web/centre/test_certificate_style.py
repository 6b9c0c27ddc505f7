"""ISO 19005-2 in the style of an office: colours, border, paper, crest and words are data, and it stays PDF/A-2b."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from msgspec.structs import replace
from PIL import Image

from liangcai.credentials.compact import verification_url
from liangcai.findings import Message
from liangcai_host import clock
from liangcai_host.typesetting.certificate_style import CertificateStyle, check_style, contrast_on_white
from liangcai_host.typesetting.result_sheets import certificate_sheet
from liangcai_host.typesetting.sheets import Exam
from liangcai_host.typesetting.typeset import draw_certificate, typeset_certificate
from liangcai_web.records.facts import Fact
from liangcai_web.services.certificates.style import load_crest, style_at
from tests.data.certificate import issue
from tests.data.pictures import PLAN
from tests.web.centre.office import text_of

PATH, SAMPLE = "office-certificate-style", "office-certificate-sample"
CHOSEN = {
    "pack": "certificate-16",
    "office_class": "Y",
    "paper": "portrait",
    "border": "lines",
    "dark": "#7a1f1f",
    "light": "#b07a2a",
    "bilingual": "on",
    "statement_zh": "经考核合格，特发此证。",
    "signer_zh": "主任",
    "act": "save",
}
STYLES = (
    CertificateStyle(),
    CertificateStyle(
        dark="#7a1f1f", light="#b07a2a", border="lines", paper="portrait", crest="a" * 64, signer_zh="主任"
    ),
    CertificateStyle(bilingual=False, functions=False, border="none", note_zh="机构自定的说明。"),
)


@pytest.mark.parametrize("style", STYLES, ids=["plain", "upright", "one language"])
def test_every_style_is_one_page_of_pdf_a_with_everything_on_it(style):
    made = issue()
    exam = Exam(organisation="示范评价机构", occupation=Message("测试员", "Tester"), level=Message("初级", "Junior"))
    address = verification_url("https://exam.example.org/verify", made.token)
    sheet = certificate_sheet(made.credential, exam, address, issued=clock.now().date(), style=style)
    pdf = typeset_certificate(sheet, PLAN).value
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        words = "".join(document[0].get_textpage().get_text_range().split())
        width, height = document[0].get_size()
    assert (width < height) == (style.paper == "portrait")
    for wanted in (sheet.number, "考生", style.statement_zh, style.signer_zh, style.note_zh):
        assert "".join(wanted.split()) in words
    assert ("Markedby" in words or "Part" in words) == style.bilingual


def test_a_name_as_long_as_there_are_stays_on_the_page():
    made = issue()
    exam = Exam(organisation="机构", occupation=Message("测试员", ""), level=Message("初级", ""))
    for style in STYLES:
        longest = replace(
            style, statement_zh="长" * 60, statement_en="long " * 32, note_zh="注" * 60, note_en="n" * 120
        )
        assert not check_style(longest)
        sheet = certificate_sheet(
            made.credential, exam, "https://example.org#a", issued=clock.now().date(), style=longest
        )
        with pypdfium2.PdfDocument(typeset_certificate(sheet, PLAN).value) as document:
            assert len(document) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"dark": "#ffffff"}, "dark"),
        ({"dark": "red; evil"}, "dark"),
        ({"light": "#ffffee"}, "light"),
        ({"statement_zh": " "}, "statement_zh"),
        ({"note_zh": "长" * 61}, "note_zh"),
        ({"crest": "../secret"}, "crest"),
    ],
)
def test_a_style_that_cannot_be_printed_well_is_refused_beside_its_field(change, field):
    assert [one.rule for one in check_style(CertificateStyle(**change))] == [f"style.{field}"]


def test_contrast_is_as_wcag_has_it():
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_an_office_chooses_a_style_and_what_was_issued_before_keeps_its_own(cast, office):
    before = clock.now() - timedelta(seconds=1)
    upload = {"file": SimpleUploadedFile("crest.png", PLAN, "image/png")}
    assert office.post(reverse(PATH), {**CHOSEN, **upload}).status_code == 302
    style = style_at(cast.office, clock.now())
    assert (style.paper, style.dark, style.signer_zh, style.functions) == ("portrait", "#7a1f1f", "主任", False)
    assert load_crest(cast.office, style)
    assert style_at(cast.office, before) == CertificateStyle()
    cast.office.refresh_from_db()
    assert (cast.office.certificate_pack, cast.office.office_class) == ("certificate-16", "Y")
    assert Fact.objects.filter(kind="certificate_style_set").count() == 1
    picture = Image.open(io.BytesIO(office.get(reverse(SAMPLE)).content))
    assert picture.width < picture.height


def test_the_sample_follows_the_form_and_nothing_is_kept(cast, office):
    wide = Image.open(io.BytesIO(office.get(reverse(SAMPLE), {**CHOSEN, "paper": "landscape"}).content))
    assert wide.width > wide.height
    assert office.get(reverse(SAMPLE), {**CHOSEN, "dark": "#ffffff"}).status_code == 404
    looked = office.post(reverse(PATH), {**CHOSEN, "act": "look"})
    assert looked.status_code == 200
    assert "dark=%237a1f1f" in looked.content.decode()
    assert style_at(cast.office, clock.now()) == CertificateStyle()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dark": "#ffffff"}, "颜色太浅"),
        ({"statement_zh": ""}, "请填写"),
        ({"crest": "b" * 64}, "没有这幅图"),
        ({"file": SimpleUploadedFile("crest.png", b"<script>", "image/png")}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, office, change, said):
    answer = office.post(reverse(PATH), {**CHOSEN, **change})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'value="主任"' in answer.content.decode()
    assert style_at(cast.office, clock.now()) == CertificateStyle()


def test_words_are_words_and_never_read_as_markup():
    made = issue()
    exam = Exam(organisation="机构", occupation=Message("测试员", ""), level=Message("初级", ""))
    style = CertificateStyle(statement_zh='#panic("x") *粗* $x$ #read("/etc/hosts")', signer_zh="#let")
    sheet = certificate_sheet(made.credential, exam, "https://example.org#a", issued=clock.now().date(), style=style)
    with pypdfium2.PdfDocument(typeset_certificate(sheet).value) as document:
        words = "".join(document[0].get_textpage().get_text_range().split())
    assert "".join(style.statement_zh.split()) in words
    assert draw_certificate(sheet)
