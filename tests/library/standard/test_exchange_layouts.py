"""Standards of every layout, made up by seed and damaged as pages damage them, are linted and exported faithfully."""

import msgspec
import pytest

from liangcai.standard.exchange.case_read import read_case
from liangcai.standard.exchange.case_write import write_case
from liangcai.standard.exchange.framework import take_framework
from liangcai.standard.exchange.markdown import write_markdown
from liangcai.standard.exchange.text import write_text
from liangcai.standard.exchange.word import write_docx
from liangcai.standard.forms.docx import extract_docx
from liangcai.standard.forms.extract import Extract
from liangcai.standard.forms.markdown import extract_markdown
from liangcai.standard.lint import lint_standard
from liangcai.standard.linting.profile import detect_profile
from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard

synthetic = pytest.importorskip("tests.data.synthetic.make")
SEEDS = range(24)
# What the maker of synthetic standards does not look after: numbers, ratios and words are drawn, misprints are meant.
DRAWN = {
    "conditions.repeated",
    "numbering.item-order",
    "numbering.item-prefix",
    "staff.marks",
    "staff.odd-panel",
    "staff.practical",
    "staff.theory",
    "terms.glossary",
    "terms.glossary-unused",
    "weights.step",
    "wording.repeated-knowledge",
    "wording.repeated-name",
    "wording.repeated-skill",
}


def plain(standard: Standard, *, heads: bool) -> object:
    """A standard as plain data without places; the heads of tables left out where the document had lost its columns."""
    found = msgspec.to_builtins(standard)
    kept = {name: value for name, value in found.items() if name != "source" and (heads or name != "heads")}
    return drop_places(kept)


def drop_places(value: object) -> object:
    """A value without lines and spans."""
    if isinstance(value, dict):
        return {key: drop_places(inner) for key, inner in value.items() if key not in ("line", "spans")}
    return [drop_places(inner) for inner in value] if isinstance(value, list | tuple) else value


def text_of(extract: Extract | None) -> str:
    """The text of a form."""
    assert extract
    return extract.text


@pytest.mark.parametrize("seed", SEEDS)
def test_a_standard_of_any_layout_comes_back_from_each_form(seed: int) -> None:
    case = synthetic.make_case(seed)
    standard = read_standard(case.text, "standard.txt").value
    assert standard
    for text in (
        write_text(standard),
        text_of(extract_markdown(write_markdown(standard).encode(), "standard.md").value),
        text_of(extract_docx(write_docx(standard), "standard.docx").value),
    ):
        again = read_standard(text, "standard").value
        assert again
        assert plain(again, heads=not case.plan.flat) == plain(standard, heads=not case.plan.flat)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_standard_with_a_code_comes_back_from_a_package(seed: int) -> None:
    standard = read_standard(synthetic.make_case(seed).text, "standard.txt").value
    assert standard
    written = write_case(standard)
    if standard.code:
        assert written.value
        assert read_case(written.value, "package.json").value == take_framework(standard)
    else:
        assert [finding.rule for finding in written.findings] == ["case.identity"]


@pytest.mark.parametrize("seed", SEEDS)
def test_neither_layout_nor_damage_alone_brings_a_finding(seed: int) -> None:
    case = synthetic.make_case(seed)
    standard = read_standard(case.text, "standard.txt").value
    assert standard
    assert detect_profile(standard) == case.plan.layout
    assert {finding.rule for finding in lint_standard(standard, source_text=case.text)} <= DRAWN
