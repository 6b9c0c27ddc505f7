"""The command line reads, lints and verifies, and answers bad input with findings."""

import argparse
import json
from pathlib import Path

import pytest

import liangcai_reference
from liangcai_cli.main import SUBJECTS, build_parser
from tests.data import documents
from tests.data.command import run_command, start_command
from tests.data.seeds import seed_path

pytestmark = pytest.mark.slow

REFERENCE = sorted(liangcai_reference.list_occupations())


def write(folder: Path, text: str | bytes, name: str = "standard.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_reading_gives_the_interchange_form(tmp_path: Path) -> None:
    ran = run_command("standard", "read", write(tmp_path, documents.make_document()), "--json", home=tmp_path)
    assert ran.status == 0
    model = json.loads(ran.out)
    keys = {"code", "name", "edition", "kind", "definition", "levels", "conditions", "assessment", "basic", "work"}
    assert keys | {"weights", "glossary", "notes", "source", "findings"} <= set(model)
    assert set(model["source"]) >= {"lines", "mapped", "repaired", "furniture", "unmapped"}
    skill = model["work"][0]["functions"][0]["tasks"][0]["skills"][0]
    assert (skill["number"], skill["printed_number"], skill["text"]) == ("1.1.1", "1.1.1", "能按图选竹")
    assert [len(span) for span in skill["spans"]] == [4]
    assert model["conditions"][0]["requires"] is None


def test_lint_ends_with_1_when_there_are_errors_and_read_does_not(tmp_path: Path) -> None:
    path = write(
        tmp_path, documents.make_document().replace(documents.HEAD, "职业功能\t职业内容\t技能要求\t相关知识要求")
    )
    assert run_command("standard", "read", path, home=tmp_path).status == 0
    linted = run_command("standard", "lint", path, home=tmp_path)
    assert linted.status == 1
    assert "职业内容" in linted.err
    assert str(path) in linted.err


@pytest.mark.parametrize("verb", ["read", "lint"])
@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02\x03" * 100, "今天天气很好。\n".encode(), b"%PDF-1.4", b"PK\x03\x04"],
    ids=["empty", "binary", "other text", "PDF", "archive"],
)
def test_what_is_no_standard_is_a_finding_and_status_1(tmp_path: Path, verb: str, content: bytes) -> None:
    ran = run_command("standard", verb, write(tmp_path, content), home=tmp_path)
    assert ran.status == 1
    assert "错误" in ran.err


@pytest.mark.parametrize("path", ["nothing-here.txt", "."])
def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path, path: str) -> None:
    for command in (("standard", "read"), ("notice", "read"), ("credential", "verify")):
        ran = run_command(*command, tmp_path / path, home=tmp_path)
        assert ran.status == 1
        assert "can't be opened" in ran.err


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (lambda text: text.replace("\t扎制\t\t40\t50", "\t扎制\t\t35\t50"), "read.weights-sum"),
        (lambda text: text[: text.index("4 权重表")], "read.chapter-missing"),
        (lambda text: text[: text.index("4.1 理论")], "read.missing"),
        (lambda text: text.replace("2 基本要求\n", ""), "read.chapter-missing"),
    ],
)
def test_a_damaged_standard_is_shown_as_far_as_it_was_read(tmp_path: Path, damage, rule: str) -> None:  # type: ignore[no-untyped-def]
    ran = run_command("standard", "read", write(tmp_path, damage(documents.make_document())), "--json", home=tmp_path)
    model = json.loads(ran.out)
    assert ran.status == 1
    assert rule in [finding["rule"] for finding in model["findings"]]
    assert all(finding["line"] > 0 for finding in model["findings"])
    assert model["name"] == "纸鸢扎制工"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--level", "九级"), "没有等级"),
        (("--level", "五级", "--direction", "龙形"), "不分职业方向"),
        (("--level", "五级"), "题库"),
        (("--level", "五级", "--candidates", "0"), "1 到 2000"),
    ],
)
def test_a_journey_that_cannot_begin_says_why(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    path = write(tmp_path, documents.make_document())
    ran = run_command("journey", path, *arguments, "--out", tmp_path / "out", home=tmp_path)
    assert ran.status == 1
    assert said in ran.err


def test_a_level_with_directions_needs_one(tmp_path: Path) -> None:
    path = write(tmp_path, liangcai_reference.read_standard_text(REFERENCE[0]))
    ran = run_command("journey", path, "--level", "中级", "--out", tmp_path / "out", home=tmp_path)
    assert ran.status == 1
    assert "须选职业方向" in ran.err


@pytest.mark.seeds
def test_the_official_notice_gives_16_occupations_and_13_changes(tmp_path: Path) -> None:
    ran = run_command("notice", "read", seed_path("notice-2020-16-occupations.txt"), "--json", home=tmp_path)
    notice = json.loads(ran.out)
    assert ran.status == 0
    assert (len(notice["occupations"]), len(notice["changes"])) == (16, 13)


@pytest.mark.seeds
@pytest.mark.parametrize("name", ["standard-2-02-10-13-2021.txt", "standard-4-14-01-04-2021.txt"])
def test_the_official_standards_are_read_whole(tmp_path: Path, name: str) -> None:
    ran = run_command("standard", "read", seed_path(name), home=tmp_path)
    assert (ran.status, ran.err) == (0, "")


def test_the_table_of_subjects_is_what_their_modules_declare() -> None:
    said: dict[str, argparse.Action] = {}
    for asked, module in SUBJECTS.items():
        (subjects,) = (one for one in build_parser(asked)._actions if isinstance(one, argparse._SubParsersAction))
        assert asked in subjects.choices, f"{module} declares no {asked}"
        said |= subjects.choices
    assert set(said) == set(SUBJECTS)


@pytest.mark.parametrize("words", [("standard", "read"), ("batch", "list"), ("batch", "steps", "no-such-batch")])
def test_a_command_from_nothing_does_what_a_forked_one_does(tmp_path: Path, words: tuple[str, ...]) -> None:
    given = (*words, write(tmp_path, documents.make_document())) if "read" in words else words
    assert start_command(*given, home=tmp_path / "home") == run_command(*given, home=tmp_path / "home")
