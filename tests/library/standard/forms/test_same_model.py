"""The same standard as Markdown, web page, Word and PDF reads to the same model."""

import functools
import re

import pytest
from tests.data import documents, forms

import liangcai_reference
from liangcai.standard.forms.detect import extract_document
from liangcai.standard.forms.extract import Extract
from liangcai.standard.read import read_standard

pytestmark = pytest.mark.slow

OCCUPATIONS = liangcai_reference.list_occupations()
SMALL_PAGES = forms.PageLook()
LARGE_PAGES = forms.PageLook(width=210, height=297, justify=False, indent=0)
NARROW_NAMES = forms.PageLook(width=200, height=110, narrow=True, head="示例标准")


@functools.cache
def text_of(name: str) -> str:
    """A bundled standard, or the small one."""
    return liangcai_reference.read_standard_text(name) if name in OCCUPATIONS else documents.make_document()


@functools.cache
def expected(name: str) -> str:
    """The model of the plain text."""
    standard = read_standard(text_of(name), name).value
    assert standard is not None
    return forms.describe_model(standard)


def extract(data: bytes) -> Extract:
    """The text of a file that can be read without findings."""
    result = extract_document(data, "file")
    assert result.findings == ()
    assert result.value is not None
    return result.value


def describe(extract: Extract) -> str:
    """The model of what was extracted, which is read whole."""
    result = read_standard(extract.text, "file")
    assert [finding.rule for finding in result.findings] == []
    assert result.value is not None
    return forms.describe_model(result.value)


def without_blanks(text: str) -> str:
    """A model without blanks: a blank at the end of a printed line can't be seen."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", ["small", *OCCUPATIONS])
@pytest.mark.parametrize("make", [forms.make_markdown, forms.make_html, forms.make_docx])
def test_a_standard_in_a_form_with_cells_reads_to_the_same_model(name: str, make: forms.Maker) -> None:
    assert describe(extract(make(text_of(name)))) == expected(name)


@pytest.mark.parametrize("look", [LARGE_PAGES, NARROW_NAMES])
def test_a_small_pdf_reads_to_the_same_model(look: forms.PageLook) -> None:
    assert describe(extract(forms.make_pdf(text_of("small"), look))) == expected("small")


@pytest.mark.parametrize("look", [SMALL_PAGES, LARGE_PAGES, NARROW_NAMES])
def test_a_small_pdf_loses_no_word_whatever_its_pages_cut(look: forms.PageLook) -> None:
    found = describe(extract(forms.make_pdf(text_of("small"), look)))
    assert without_blanks(found) == without_blanks(expected("small"))


@pytest.mark.parametrize("name", OCCUPATIONS)
@pytest.mark.parametrize("look", [SMALL_PAGES, LARGE_PAGES, NARROW_NAMES])
def test_a_bundled_standard_as_a_pdf_of_many_pages_reads_to_the_same_model(name: str, look: forms.PageLook) -> None:
    found = extract(forms.make_pdf(text_of(name), look))
    assert max(found.pages) > 10
    assert without_blanks(describe(found)) == without_blanks(expected(name))


@pytest.mark.parametrize("name", OCCUPATIONS)
@pytest.mark.parametrize("look", [SMALL_PAGES, LARGE_PAGES, NARROW_NAMES])
def test_a_pdf_holds_every_word_of_the_text_in_its_place(name: str, look: forms.PageLook) -> None:
    found = extract(forms.make_pdf(text_of(name), look))
    assert count_characters(found.text) == count_characters(text_of(name))
    assert len(found.pages) == found.text.count("\n")
    assert list(found.pages) == sorted(found.pages) or "①" in found.text


def count_characters(text: str) -> list[tuple[str, int]]:
    """How often each Chinese character stands in a text."""
    return sorted((character, text.count(character)) for character in set(re.findall(r"[\u4e00-\u9fff]", text)))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_plain_text_keeps_its_lines_in_every_encoding(encoding: str) -> None:
    found = extract(text_of("small").encode(encoding))
    assert (found.form, found.text) == ("plain", text_of("small"))
