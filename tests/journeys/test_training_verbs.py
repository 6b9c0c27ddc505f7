"""``liangcai training`` and ``supervision``: a school without a browser, from a rehearsal to a proof that counts."""

import json

import openpyxl
import pytest

from tests.data.command import run_command

KEY, LEVEL = "2-02-10-13-2021", "初级"


def test_a_programme_and_the_points_of_supervision_need_no_installation(tmp_path):
    shown = run_command("training", "programme", KEY, LEVEL, "--json", home=tmp_path)
    assert shown.status == 0
    assert sum(unit["hours"] for unit in json.loads(shown.out)["units"]) == 90
    assert run_command("training", "programme", KEY, "九级", home=tmp_path).status == 1
    assert run_command("training", "programme", "nothing", LEVEL, home=tmp_path).status == 1
    points = run_command("supervision", "points", home=tmp_path)
    assert "1.9.3" in points.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_school_without_a_browser(tmp_path):
    home = tmp_path / "home"

    def run(*arguments):
        return run_command("training", "--home", home, *arguments, home=home)

    assert run("rehearse", KEY, "九级").status == 1
    rehearsed = run("rehearse", KEY, LEVEL)
    assert rehearsed.status == 0, rehearsed.err
    training = rehearsed.out.split()[0]
    assert run("rehearse", KEY, LEVEL).status == 1
    assert training in run("classes").out
    assert "87/90" in run("hours", training).out
    sheet = tmp_path / "sheet.xlsx"
    assert run("sheet", training, sheet).status == 0
    book = openpyxl.load_workbook(sheet)
    book.active["D12"] = "99"
    book.save(tmp_path / "wrong.xlsx")
    refused = run("attend", training, tmp_path / "wrong.xlsx", "--as", "trainer-1")
    assert refused.status == 1
    assert "D12" in refused.err
    book.active["D12"] = "√"
    book.save(tmp_path / "right.xlsx")
    assert run("attend", training, tmp_path / "right.xlsx", "--as", "nobody").status == 1
    taken = run("attend", training, tmp_path / "right.xlsx", "--as", "trainer-1")
    assert (taken.status, taken.out) == (0, "改动 changed 1\n")
    assert "87/90" not in run("hours", training).out
    alone = run("prove", training, tmp_path / "proofs", "--as", "trainer-1", "--second", "trainer-1")
    assert alone.status == 1
    assert not (tmp_path / "proofs").exists()
    proof = next(home.glob("PX*.json"))
    trust = ("--trust", home / "trust.json")
    assert run_command("credential", "verify", proof, *trust, home=home).status == 0
    proof.write_bytes(proof.read_bytes().replace(b'"hours":"90"', b'"hours":"91"'))
    assert run_command("credential", "verify", proof, *trust, home=home).status == 1
    assert run_command("supervision", "--home", home, "list", home=home).out == ""
