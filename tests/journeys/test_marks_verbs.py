"""``liangcai marks`` on the demonstration."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from tests.data.command import run_command

pytestmark = pytest.mark.slow


def test_marks_are_scored_again_mended_and_doubted_by_command(
    demonstration: Callable[[], Path], tmp_path: Path
) -> None:
    home = demonstration()
    database = sqlite3.connect(home / "liangcai.sqlite3")
    number, uuid = database.execute("SELECT id, uuid FROM records_batch ORDER BY id").fetchone()
    tickets = database.execute("SELECT ticket_number FROM records_candidate WHERE batch_id = ?", (number,))
    batch, ticket = str(UUID(uuid)), tickets.fetchone()[0]
    database.close()

    def ask(verb: str, *words: str) -> tuple[int, str, str]:
        ran = run_command("marks", "--home", home, verb, batch, *words, home=tmp_path)
        return ran.status, ran.out, ran.err

    status, said, _ = ask("rescore")
    assert (status, "responses 600" in said) == (0, True)
    refused = ask("propose", "K9", "--drop", "--reason", "超纲", "--as", "office-1")
    assert refused[0] == 1
    assert "K9" in refused[2]
    item = find_item(home / "journey")
    assert ask("propose", item, "--drop", "--reason", "超纲", "--as", "office-1")[:2] == (0, "2\n")
    assert ask("compare", "2")[0] == 0
    assert ask("live", "2", "--as", "office-1", "--and", "office-1")[0] == 1
    assert ask("live", "2", "--as", "office-1", "--and", "office-2")[0] == 0
    assert "2  现行 live" in ask("versions")[1]
    assert ask("rescore")[0] == 0
    status, case, _ = ask("charge", ticket, "6.1", "theory", "--evidence", "监控 3 号机", "--as", "office-1")
    assert status == 0
    two = ("--reason", "监控清楚", "--as", "office-1", "--and", "office-2")
    assert ask("measure", case.strip(), "part-void", *two)[0] == 1, "not heard yet"
    assert ask("hear", case.strip(), "--words", "没有", "--as", "office-1")[0] == 0
    assert ask("measure", case.strip(), "part-void", *two)[0] == 0
    assert "part-void" in ask("misconduct")[1]
    assert ask("notice", case.strip(), "--out", str(tmp_path / "notice.pdf"))[0] == 0
    assert (tmp_path / "notice.pdf").read_bytes()[:4] == b"%PDF"
    assert ask("rescore")[0] == 0


def find_item(out: Path) -> str:
    """A question of a paper."""
    form = json.loads(next((out / "papers").glob("paper-*.json")).read_text())
    return str(form["sections"][0]["questions"][0]["item"]["id"])
