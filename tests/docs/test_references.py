"""What the documents point to is there, and what must be documented is."""

import re
from pathlib import Path

import pytest

from liangcai.standard.lint import RULES
from tests.docs.examples import ROOT, list_documents

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
SETTING = re.compile(r"\bLIANGCAI_[A-Z_]+\b")
MAX_PICTURE = 300_000


def slug(heading: str) -> str:
    """The anchor that a heading gets: lower case, no punctuation, blanks as hyphens."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def list_anchors(path: Path) -> set[str]:
    """The anchors of a Markdown file."""
    return {slug(line.lstrip("#")) for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")}


def list_links(path: Path) -> list[str]:
    """The targets of links and pictures, those to other sites left out."""
    text = CODE.sub("", path.read_text(encoding="utf-8"))
    return [target for target in LINK.findall(text) if "://" not in target]


def broken_links(path: Path) -> list[str]:
    """Targets that are no file of the project or no heading of it."""
    broken = []
    for target in list_links(path):
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.is_file() or not file.is_relative_to(ROOT) or (anchor and anchor not in list_anchors(file)):
            broken.append(target)
    return broken


@pytest.mark.parametrize("document", list_documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_and_picture_of_a_document_exists(document: Path) -> None:
    assert not broken_links(document)


def test_the_documents_have_links_to_check() -> None:
    assert sum(len(list_links(path)) for path in list_documents()) > 50


def test_pictures_are_small_and_each_is_shown_somewhere() -> None:
    pictures = [path for path in (ROOT / "docs/pictures").iterdir() if path.suffix in (".png", ".svg")]
    shown = {(path.parent / target).resolve() for path in list_documents() for target in list_links(path)}
    assert pictures
    assert not [path.name for path in pictures if path.stat().st_size > MAX_PICTURE or path not in shown]


def test_every_lint_rule_has_a_heading() -> None:
    headings = (ROOT / "docs/lint-rules.md").read_text(encoding="utf-8").splitlines()
    assert not [rule.id for rule in RULES if f"## {rule.id}" not in headings]


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    used = {name for path in (ROOT / "src").rglob("*.py") for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    told = set(SETTING.findall((ROOT / "docs/guides/developer.md").read_text(encoding="utf-8")))
    told -= {"LIANGCAI_TESTS"}  # of the tests, no setting of the product
    assert used == told


def test_every_decision_stands_in_the_list() -> None:
    folder = ROOT / "docs/decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert not [path.name for path in folder.glob("0*.md") if f"({path.name})" not in listed]


@pytest.mark.parametrize("document", ["README", "docs/how-it-works", "docs/content-review"])
def test_the_chinese_twin_has_the_same_sections(document: str) -> None:
    counts = [
        sum(line.startswith("#") for line in (ROOT / f"{document}{end}").read_text(encoding="utf-8").splitlines())
        for end in (".md", ".zh-CN.md")
    ]
    assert counts[0] == counts[1]
