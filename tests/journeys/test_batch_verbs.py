"""A batch by command: announced, followed, its papers assembled, its documents printed; what can't be is said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.command import Ran, run_command

pytestmark = [pytest.mark.slow]
STANDARD = "4-14-01-04-2021"


@pytest.fixture(scope="module")
def home(demonstration: Callable[[], Path]) -> Path:
    """An installation with two officers who have keys, an authority, and a batch of its own."""
    return demonstration()


def announce(
    home: Path, *more: str, title: str = "春季批次", standard: str = STANDARD, account: str = "office-1"
) -> Ran:
    words = ("--level", "四级", "--title", title, "--starts", "2027-03-20T09:00", "--as", account)
    return run_command("batch", "announce", standard, *words, *more, home=home)


def test_a_batch_is_announced_followed_and_gets_its_papers(home: Path, tmp_path: Path) -> None:
    announced = announce(home, "--apply-until", "2027-03-01")
    batch = announced.out.strip()
    assert "春季批次" in run_command("batch", "list", home=home).out
    steps = run_command("batch", "steps", batch, home=home).out.splitlines()
    assert len(steps) == 22
    assert steps[1].startswith("✓ announce")
    assert "2027-03-08" in next(line for line in steps if "review" in line), "ten working days before the start"
    assert (
        run_command("batch", "note", batch, "plan", "--words", "已列入年度计划", "--as", "office-1", home=home).status
        == 0
    )
    made = run_command("batch", "papers", batch, "--as", "office-1", home=home)
    assert made.out.split() == ["A", "100", "B", "100"], made.err
    assert "不能更换" in run_command("batch", "papers", batch, "--as", "office-1", home=home).err
    card = tmp_path / "card.pdf"
    assert run_command("batch", "print", batch, "card-A", "--out", str(card), home=home).status == 0
    assert card.read_bytes().startswith(b"%PDF")
    listed = run_command("batch", "print", batch, home=home).out
    assert "tickets" in listed
    sealed = run_command("batch", "print", batch, "paper-A", home=home)
    assert sealed.status == 1
    assert "启封" in sealed.err


def test_what_cannot_be_done_is_said_and_changes_nothing(home: Path) -> None:
    before = run_command("batch", "list", home=home).out
    assert "九级" in announce(home, "--level", "九级").err
    assert "没有可以这样做的账户" in announce(home, account="assessor-01").err
    assert "打不开" in announce(home, standard="no-such-file").err
    assert announce(home, "--starts", "0001-01-01T00:00").status == 2
    assert announce(home, "--cut-off", "2027-02-30").status == 2
    assert run_command("batch", "list", home=home).out == before
    batch = before.split()[0]
    for verb in ("steps", "file", "judge", "papers"):
        words = () if verb == "steps" else ("--as", "office-1")
        assert "没有这个批次" in run_command("batch", verb, batch.replace("-", "0")[:32], *words, home=home).err


def test_the_authority_alone_judges_a_plan(home: Path) -> None:
    batch = announce(home).out.strip()
    assert "须等" in run_command("batch", "file", batch, "--as", "office-1", home=home).err
    assert "没有可以" in run_command("batch", "judge", batch, "--as", "office-1", home=home).err
    assert "没有待核准" in run_command("batch", "judge", batch, "--as", "authority-1", home=home).err
