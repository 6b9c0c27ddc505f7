"""``liangcai standard compare`` says what changed and what it touches, and answers bad input with findings."""

import json
from pathlib import Path

import pytest

from tests.data import documents
from tests.data.command import run_command

pytestmark = pytest.mark.slow

OLD = documents.make_document()
NEW = OLD.replace("1:15", "1:20").replace("1.1.1 竹的种类", "1.1.1 竹材的种类")
BANK = """occupation = "9-99-99-01"
edition = "2026"
level = "五级"

[[item]]
id = "K1.1.1-01"
requirement = "K1.1.1"
type = "truefalse"
stem = "竹分许多种。"
key = "T"
difficulty = 0.6
rationale = "见要求。"
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_comparison_is_a_document_with_changes_and_effects(tmp_path: Path) -> None:
    paths = (write(tmp_path, "old.txt", OLD), write(tmp_path, "new.txt", NEW))
    bank = write(tmp_path, "items.toml", BANK)
    ran = run_command("standard", "compare", *paths, "--items", bank, "--json", home=tmp_path)
    assert ran.status == 0
    body = json.loads(ran.out)
    changes = body["comparison"]["changes"]
    assert [(change["subject"], change["how"]) for change in changes] == [
        ("part", ["changed"]),
        ("knowledge", ["reworded"]),
    ]
    assert [(change["old"]["clause"], change["old"]["line"]) for change in changes] == [("1.9.3", 67), ("K1.1.1", 108)]
    assert [effect["item"] for effect in body["effects"]["questions"]] == ["K1.1.1-01"]
    assert [change["field"] for change in body["effects"]["staff"]] == ["ratio"]
    assert body["findings"] == []


def test_a_comparison_reads_in_both_languages_with_clauses(tmp_path: Path) -> None:
    paths = (write(tmp_path, "old.txt", OLD), write(tmp_path, "new.txt", NEW))
    ran = run_command("standard", "compare", *paths, home=tmp_path)
    assert ran.status == 0
    for words in (
        "改写 reworded 1",
        "[K1.1.1:108]",
        "staff ratio",
        "人员配比",
        "“1:15” [1.9.3:67] → “1:20” [1.9.3:67]",
    ):
        assert words in ran.out


def test_alike_is_status_0_and_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, "old.txt", OLD)
    ran = run_command("standard", "compare", path, path, home=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "没有不同。 Nothing differs." in ran.out


def test_two_occupations_are_compared_with_a_warning(tmp_path: Path) -> None:
    other = OLD.replace("9-99-99-01", "9-99-99-02").replace("纸鸢扎制工", "灯彩匠人")
    paths = (write(tmp_path, "old.txt", OLD), write(tmp_path, "new.txt", other))
    ran = run_command("standard", "compare", *paths, home=tmp_path)
    assert ran.status == 0
    assert "compare.other" in ran.err


@pytest.mark.parametrize("content", ["", "今天天气很好。\n"], ids=["empty", "other text"])
def test_what_is_no_standard_is_a_finding_and_status_1(tmp_path: Path, content: str) -> None:
    paths = (write(tmp_path, "old.txt", OLD), write(tmp_path, "new.txt", content))
    for command in (paths, paths[::-1], (paths[0], tmp_path / "nothing.txt")):
        ran = run_command("standard", "compare", *command, home=tmp_path)
        assert ran.status == 1
        assert "错误" in ran.err


def test_a_bank_that_cannot_be_read_is_a_finding_and_status_1(tmp_path: Path) -> None:
    path, bank = write(tmp_path, "old.txt", OLD), write(tmp_path, "items.toml", "not = [toml")
    ran = run_command("standard", "compare", path, path, "--items", bank, home=tmp_path)
    assert ran.status == 1
    assert "items.toml" in ran.err
