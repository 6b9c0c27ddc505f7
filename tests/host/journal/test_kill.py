"""Kill -9 while saving: nothing that was acknowledged is lost; a planted bug shows that the kills would find it."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.host.journal.doubles import SteppingClock

from liangcai_host.journal.schema import Place, connect_journal
from liangcai_host.journal.store import Journal

pytestmark = pytest.mark.slow

KILLS = 20
CHILD = Path(__file__).with_name("saving_child.py")


def save_and_kill(place: Place, attempt: str, seconds: float, *bugs: str) -> set[str]:
    """What a child acknowledged before it was killed in the middle of saving."""
    command = [sys.executable, str(CHILD), str(place), attempt, *bugs]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        lines = (first + child.stdout.read()).split("\n")
    return set(lines[:-1])  # behind the last line break there may be half a line


def count_lost(place: Place, attempt: str, acknowledged: set[str]) -> int:
    """How many of them are not there."""
    connection = connect_journal(place)
    rows = connection.execute("SELECT client_id FROM events WHERE attempt = ?", (attempt,)).fetchall()
    connection.close()
    return len(acknowledged - {row[0] for row in rows})


def test_twenty_kills_lose_nothing_that_was_acknowledged(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(7)  # noqa: S311 - nothing secret
    acknowledged = lost = 0
    for number in range(KILLS):
        answers = save_and_kill(place, f"attempt-{number}", rng.uniform(0.005, 0.15))
        acknowledged += len(answers)
        lost += count_lost(place, f"attempt-{number}", answers)
    journal = Journal(place, SteppingClock())
    report = journal.verify()
    journal.close()
    with capsys.disabled():
        bound = 3 / KILLS
        sys.stdout.write(
            f"\n{KILLS} kills, {acknowledged} answers acknowledged, {lost} lost (95 % bound {bound:.2f} a kill)\n"
        )
    assert lost == 0
    assert acknowledged >= KILLS
    assert report.holds


def test_a_build_that_acknowledges_before_the_commit_is_caught(place: Place) -> None:
    lost = 0
    for number in range(KILLS):
        answers = save_and_kill(place, f"attempt-{number}", 0.0, "early")
        lost += count_lost(place, f"attempt-{number}", answers)
        if lost:
            break
    assert lost > 0
