"""``liangcai standard coverage`` as people run it."""

import json
from pathlib import Path

import pytest

from tests.data import documents
from tests.data.command import run_command

pytestmark = pytest.mark.slow


def write(folder: Path, text: str) -> Path:
    path = folder / "standard.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_line_is_shown_with_what_became_of_it(tmp_path: Path) -> None:
    text = documents.make_document().replace("(1) 爱惜材料。", "— 7 —\n\n- (1) 爱惜材料。", 1)
    ran = run_command("standard", "coverage", write(tmp_path, text), home=tmp_path)
    assert ran.status == 0
    assert "furniture（页码 page number）  — 7 —" in ran.out
    assert "work/五级/1.1/S1.1.2" in ran.out
    assert "列项前多出的短横" in ran.out
    assert "unmapped 0" in ran.out.splitlines()[-1]


def test_a_line_that_became_nothing_ends_the_command_with_1_and_shows_its_words(tmp_path: Path) -> None:
    text = documents.make_document().replace("4 权重表", "1.1.9 能放飞\n\n4 权重表", 1)
    ran = run_command("standard", "coverage", write(tmp_path, text), home=tmp_path)
    assert ran.status == 1
    assert "      ? 1.1.9 能放飞" in ran.out


def test_as_json_the_counts_add_up(tmp_path: Path) -> None:
    ran = run_command("standard", "coverage", write(tmp_path, documents.make_document()), "--json", home=tmp_path)
    told = json.loads(ran.out)
    assert ran.status == 0
    assert told["mapped"] + told["furniture"] + told["blank"] == len(told["lines"])
    assert told["unmapped"] == 0


def test_what_is_no_standard_is_a_finding(tmp_path: Path) -> None:
    ran = run_command("standard", "coverage", write(tmp_path, "今天天气很好。\n"), home=tmp_path)
    assert ran.status == 1
    assert "read.not-a-standard" in ran.err
