"""The catalogue at the command line: codes with their editions, histories, searches."""

import json
from pathlib import Path

import pytest

from tests.data.command import run_command
from tests.data.seeds import seed_path

pytestmark = pytest.mark.slow


def test_a_code_of_two_meanings_ends_with_2_and_names_both(tmp_path: Path) -> None:
    ran = run_command("catalogue", "show", "4-14-01-04", home=tmp_path)
    assert ran.status == 2
    assert "catalogue.ambiguous" in ran.err
    assert "社群健康助理员" in ran.out
    assert "呼吸治疗师" in ran.out


@pytest.mark.parametrize(
    ("arguments", "name"), [(("--edition", "2022"), "呼吸治疗师"), (("--on", "2021-06-01"), "社群健康助理员")]
)
def test_an_edition_or_a_day_settles_it(tmp_path: Path, arguments: tuple[str, str], name: str) -> None:
    ran = run_command("catalogue", "show", "4-14-01-04", *arguments, "--json", home=tmp_path)
    assert ran.status == 0
    (meaning,) = json.loads(ran.out)["meanings"]
    assert meaning["entry"]["terms"][-1]["name"] == name


def test_a_search_finds_by_initials_and_says_when_it_finds_nothing(tmp_path: Path) -> None:
    assert "2-02-38-06" in run_command("catalogue", "search", "gyhlw", home=tmp_path).out
    assert run_command("catalogue", "search", "没有这种职业", home=tmp_path).status == 1


def test_a_notice_needs_its_day_and_a_file_that_is_one(tmp_path: Path) -> None:
    broken = tmp_path / "notice.txt"
    broken.write_text("不是通知", encoding="utf-8")
    for arguments in (("--notice", broken), ("--notice", broken, "--applied", "2020-02-25")):
        ran = run_command("catalogue", "search", "员", *arguments, home=tmp_path)
        assert ran.status == 2
        assert "错误" in ran.err


@pytest.mark.seeds
def test_the_published_notice_gives_its_occupations_their_first_day(tmp_path: Path) -> None:
    notice = seed_path("notice-2020-16-occupations.txt")
    arguments = ("--notice", notice, "--applied", "2020-02-25")
    ran = run_command("catalogue", "history", "2-02-10-13", *arguments, "--json", home=tmp_path)
    (entry,) = json.loads(ran.out)["occupations"]
    assert [(term["edition"], term["code"], term["since"]) for term in entry["terms"]] == [
        ("2015", "2-02-10-13", "2020-02-25"),
        ("2022", "2-02-38-06", "2022"),
    ]
