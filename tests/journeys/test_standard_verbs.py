"""``liangcai standard lint``, ``export`` and ``import`` as people run them."""

import json
from pathlib import Path

import pytest

from liangcai.standard.linting.example import render_example
from tests.data import documents
from tests.data.command import run_command

pytestmark = pytest.mark.slow

CATALOGUE = "code,name,markers,release\n9-99-99-01,灯彩扎制工,,2026\n9-99-99-02,纸鸢扎制工,,2026\n"
CODES_GIVEN_ANEW = "9-99-99-02"


def write(folder: Path, text: str, name: str = "standard.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_bad_column_of_weights_is_said_once(tmp_path: Path) -> None:
    path = write(tmp_path, documents.make_document().replace("\t扎制\t\t40\t50", "\t扎制\t\t35\t50"))
    ran = run_command("standard", "lint", path, "--json", home=tmp_path)
    report = json.loads(ran.out)
    assert ran.status == 1
    rules = [finding["rule"] for finding in report["findings"]]
    assert rules.count("read.weights-sum") == 1
    assert "weights.sum" not in rules
    assert report["profile"] == "skill-2018"


def test_lint_writes_sarif_with_the_rules_of_the_layout(tmp_path: Path) -> None:
    path = write(tmp_path, render_example("skill").replace("能架设风杆", "架设风杆"))
    ran = run_command("standard", "lint", path, "--format", "sarif", home=tmp_path)
    (run,) = json.loads(ran.out)["runs"]
    assert ran.status == 0
    assert [result["ruleId"] for result in run["results"]] == ["wording.skill-can"]
    assert "conditions.training-proof" not in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    named = run_command("standard", "lint", path, "--format", "sarif", "--profile", "pre-2015", home=tmp_path)
    assert json.loads(named.out)["runs"][0]["results"] == []


def test_lint_looks_the_code_up_in_the_catalogue_that_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, documents.make_document())
    table = write(tmp_path, CATALOGUE, "catalogue.csv")
    assert "code.catalogue" not in run_command("standard", "lint", path, home=tmp_path).err
    ran = run_command("standard", "lint", path, "--catalogue", table, home=tmp_path)
    assert ran.status == 0
    assert "code.catalogue" in ran.err
    assert CODES_GIVEN_ANEW in ran.err
    bundled = run_command("standard", "lint", path, "--catalogue", "2022", home=tmp_path)
    assert "2022 年版目录" in bundled.err


@pytest.mark.parametrize("option", ["--catalogue", "--notice"])
def test_a_reference_that_cannot_be_opened_is_a_finding(tmp_path: Path, option: str) -> None:
    path = write(tmp_path, documents.make_document())
    ran = run_command("standard", "lint", path, option, tmp_path / "nothing.csv", home=tmp_path)
    assert ran.status == 1
    assert "can't be opened" in ran.err


@pytest.mark.parametrize(
    ("form", "begins"),
    [("json", b"{"), ("case", b"{"), ("markdown", "职业编码".encode()), ("docx", b"PK"), ("csv", b"\xef\xbb\xbfid,")],
)
def test_a_standard_is_exported_to_a_file_in_each_form(tmp_path: Path, form: str, begins: bytes) -> None:
    path, out = write(tmp_path, documents.make_document()), tmp_path / "out"
    ran = run_command("standard", "export", path, "--to", form, "--out", out, home=tmp_path)
    assert ran.status == 0
    assert ran.out == ""
    assert begins in out.read_bytes()[:60]


def test_the_schema_needs_no_standard(tmp_path: Path) -> None:
    ran = run_command("standard", "export", "--to", "schema", home=tmp_path)
    assert ran.status == 0
    assert json.loads(ran.out)["$defs"]["Standard"]["properties"]["levels"]
    assert run_command("standard", "export", "--to", "case", home=tmp_path).status == 1


@pytest.mark.parametrize("form", ["case", "json"])
def test_what_was_exported_is_imported_again(tmp_path: Path, form: str) -> None:
    path, out = write(tmp_path, documents.make_document()), tmp_path / "package.json"
    run_command("standard", "export", path, "--to", form, "--out", out, home=tmp_path)
    ran = run_command("standard", "import", out, home=tmp_path)
    body = json.loads(ran.out)
    assert ran.status == 0
    assert body["name"] == "纸鸢扎制工"
    assert body["work"][0]["functions"][0]["tasks"][0]["skills"][1]["text"] == "能裁纸"
    assert body["findings"] == []


@pytest.mark.parametrize("text", ["", "纸鸢", "{}", '{"CFDocument": {}}'])
def test_what_cannot_be_imported_is_a_finding(tmp_path: Path, text: str) -> None:
    ran = run_command("standard", "import", write(tmp_path, text, "package.json"), home=tmp_path)
    assert ran.status == 1
    assert "错误" in ran.err


def test_a_file_that_cannot_be_written_is_a_finding(tmp_path: Path) -> None:
    path = write(tmp_path, documents.make_document())
    ran = run_command("standard", "export", path, "--to", "csv", "--out", tmp_path / "no/where.csv", home=tmp_path)
    assert ran.status == 1
    assert "can't be written" in ran.err
