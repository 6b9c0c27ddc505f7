"""``liangcai bank`` takes banks in and out and writes nothing while anything is open; bad input gives findings."""

import hashlib
import json
from pathlib import Path

import pytest

import liangcai_reference
from liangcai_host.sandbox.pictures import clean_picture
from tests.data.command import run_command
from tests.data.exchange import change_row, make_sheet
from tests.data.pictures import make_jpeg

pytestmark = pytest.mark.slow

KEY = liangcai_reference.list_occupations()[0]
NAME, TEXT = liangcai_reference.read_bank_texts(KEY)[0]
LEVEL = next(line.split('"')[1] for line in TEXT.splitlines() if line.startswith("level"))


def write_bank(folder: Path) -> Path:
    path = folder / NAME
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["xlsx", "qti", "docx", "markdown"])
def test_a_bank_goes_out_and_comes_back(form: str, tmp_path: Path) -> None:
    bank, out, back = write_bank(tmp_path), tmp_path / "out", tmp_path / "back.toml"
    assert run_command("bank", "export", bank, "--to", form, "--out", out, home=tmp_path).status == 0
    taken = run_command("bank", "import", out, "--standard", KEY, "--level", LEVEL, "--out", back, home=tmp_path)
    assert taken.status == 0, taken.err
    again = tmp_path / "again"
    assert run_command("bank", "export", back, "--to", form, "--out", again, home=tmp_path).status == 0
    assert again.read_bytes() == out.read_bytes()


def test_nothing_is_written_while_a_point_is_open_and_a_settlement_closes_it(tmp_path: Path) -> None:
    sheet, back, settled = tmp_path / "a.xlsx", tmp_path / "back.toml", tmp_path / "settled.json"
    sheet.write_bytes(make_sheet(change_row()))
    command = ("bank", "import", sheet, "--standard", KEY, "--level", LEVEL, "--out", back)
    ran = run_command(*command, "--open", settled, home=tmp_path)
    assert ran.status == 1 and not back.exists() and "题库!H2" in ran.err
    settlement = json.loads(settled.read_text(encoding="utf-8"))
    settlement["points"][0]["requirement"] = "B2.1.1"
    settled.write_text(json.dumps(settlement), encoding="utf-8")
    assert run_command(*command, "--settlement", settled, home=tmp_path).status == 0
    assert 'requirement = "B2.1.1"' in back.read_text(encoding="utf-8")


def test_a_bank_is_looked_over(tmp_path: Path) -> None:
    ran = run_command("bank", "lint", write_bank(tmp_path), "--json", home=tmp_path)
    assert ran.status == 0 and json.loads(ran.out)["findings"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"[[item]]"])
def test_bad_files_are_findings(data: bytes, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.write_bytes(data)
    for command in (
        ("import", bad, "--standard", KEY, "--level", LEVEL),
        ("lint", bad),
        ("export", bad, "--to", "xlsx"),
    ):
        ran = run_command("bank", *command, home=tmp_path)
        assert ran.status == 1 and ran.err.strip()
    assert run_command("bank", "import", bad, "--standard", "nowhere", "--level", "x", home=tmp_path).status == 1


@pytest.mark.parametrize("form", ["qti", "docx"])
def test_pictures_go_out_from_a_folder_and_come_into_one(form: str, tmp_path: Path) -> None:
    data = clean_picture(make_jpeg(), "x").value or b""
    sha256 = hashlib.sha256(data).hexdigest()
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    mine.mkdir()
    (mine / f"{sha256}.jpg").write_bytes(data)
    bank = write_bank(tmp_path)
    pictured = TEXT.replace('stem = "', 'stem = "![](photo.jpg)', 1)
    media = f'media = [{{ name = "photo.jpg", sha256 = "{sha256}", alt = "配电柜" }}]'
    bank.write_text(pictured.replace("[[item]]", f"[[item]]\n{media}", 1), encoding="utf-8")
    out, back = tmp_path / "out", tmp_path / "back.toml"
    ran = run_command("bank", "export", bank, "--to", form, "--out", out, "--pictures", mine, home=tmp_path)
    assert ran.status == 0, ran.err
    command = ("bank", "import", out, "--standard", KEY, "--level", LEVEL, "--out", back)
    assert "--pictures" in run_command(*command, home=tmp_path).err
    same = run_command(*command, "--pictures", mine, home=tmp_path)
    assert same.status == 0, same.err
    assert sha256 in back.read_text(encoding="utf-8")
    assert run_command(*command, "--pictures", theirs, home=tmp_path).status == 0
    (kept,) = theirs.iterdir()
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == kept.stem
    assert kept.stem in back.read_text(encoding="utf-8")
