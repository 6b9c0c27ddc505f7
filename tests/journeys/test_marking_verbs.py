"""``liangcai marking`` on the demonstration, one of whose examinations is being marked by people."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.command import run_command

pytestmark = [pytest.mark.slow]


def test_an_office_without_a_browser_sees_what_waits_and_settles(demonstration: Callable[[], Path]) -> None:
    home = demonstration()
    listed = run_command("batch", "--home", home, "list", home=home).out.splitlines()
    batch = next(line for line in listed if "二级" in line).split()[0]

    def run(*arguments: str):
        return run_command("marking", "--home", home, *arguments, home=home)

    panels = json.loads(run("panels", batch, "--json").out)
    assert {(one["part"], one["signed"], one["of"]) for one in panels} == {("skill", 0, 3), ("review", 0, 5)}
    waiting = run("waiting", batch, "--settled", "--json")
    rows = json.loads(waiting.out)["questions"]
    assert waiting.status == 1, "something waits"
    assert all(row["answers"] >= row["settled"] and row["exemplars"] == 3 for row in rows)
    assert all(row["admitted"] for row in json.loads(run("calibration", batch, "--json").out))
    figures = json.loads(run("severity", batch, "--json").out)
    assert {row["marker"] for row in figures} == {"marker-1", "marker-2", "marker-3"}
    assert run("settle", batch, "--account", "nobody").status == 1
    assert run("settle", batch, "--account", "office-1").status == 0, "what is whole by now is drawn by the codes"
    again = run("settle", batch, "--account", "office-1")
    assert (again.status, again.out) == (0, "理论 theory 0\nskill 0\nreview 0\n"), "nothing is marked twice"
    assert run("calibration", "00000000-0000-0000-0000-000000000000").status == 1
