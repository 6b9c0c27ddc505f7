"""A file is what is in it, not what it is called; what can't be read is named, with a remedy."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.data import documents, forms

from liangcai.standard.forms.detect import extract_document

TEXT = documents.make_document()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (TEXT.encode(), "plain"),
        (TEXT.encode("gb18030"), "plain"),
        (forms.make_markdown(TEXT), "markdown"),
        (forms.make_html(TEXT), "html"),
        (forms.make_html(TEXT, "gb2312"), "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- saved --><html><p>x", "html"),
        (forms.make_docx(TEXT), "docx"),
        (forms.make_pdf(TEXT), "pdf"),
    ],
)
def test_a_form_is_known_by_its_content_under_any_name(data: bytes, form: str) -> None:
    for name in ("a.pdf", "a.docx", "a.txt", "a"):
        result = extract_document(data, name)
        assert result.value is not None
        assert result.value.form == form


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "read.empty"),
        (b"<html><body></body></html>", "read.empty"),
        (forms.make_package("<w:p/>"), "read.empty"),
        (OLE + bytes(500), "read.old-word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "read.encrypted"),
        (b"{\\rtf1\\ansi}", "read.form"),
        (b"PK\x05\x06" + bytes(18), "read.form"),
        (b"PK\x03\x04" + bytes(100), "read.damaged"),
        (b"\x89PNG\r\n", "read.scanned"),
        (b"\xff\xd8\xff\xe0", "read.scanned"),
        (b"%PDF-1.7 nothing", "read.damaged"),
        (bytes(range(256)) * 8, "read.binary"),
        (bytes((64 << 20) + 1), "read.limits"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_remedy(data: bytes, rule: str) -> None:
    result = extract_document(data, "file")
    assert result.value is None
    assert [finding.rule for finding in result.findings] == [rule]
    assert result.findings[0].remedy is not None
    assert result.findings[0].document == "file"


def test_lists_and_stray_rules_of_a_plain_text_make_it_no_markdown() -> None:
    text = "1 职业概况\n\n- (1) 甲\n- (2) 乙\n\n---\n\n# 一处井号\n"
    result = extract_document(text.encode(), "file")
    assert result.value is not None
    assert (result.value.form, result.value.text) == ("plain", text)


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"<html>", b"PK\x03\x04", b"%PDF-1.4\n", b"# a\n# b\n|a|\n", OLE])
)
@example(b"", b"%PDF-1.4\n")
def test_no_bytes_break_the_reading(data: bytes, head: bytes) -> None:
    result = extract_document(head + data, "file")
    assert result.value is not None or result.findings


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(["html", "docx", "pdf", "markdown"]))
def test_no_damage_breaks_the_reading(data: st.DataObject, form: str) -> None:
    whole = {"html": HTML, "docx": DOCX, "pdf": PDF, "markdown": MARKDOWN}[form]
    place = data.draw(st.integers(0, len(whole) - 1))
    put = data.draw(st.binary(max_size=8))
    result = extract_document(whole[:place] + put + whole[place + data.draw(st.integers(0, 400)) :], "file")
    assert result.value is not None or result.findings


HTML, DOCX, MARKDOWN, PDF = (
    make(TEXT) for make in (forms.make_html, forms.make_docx, forms.make_markdown, forms.make_pdf)
)
