"""Rows are locked in one place, so that nobody waits for another in the other order."""

from pathlib import Path

SERVICES = Path(__file__).resolve().parents[2] / "src" / "liangcai_web"


def test_rows_are_locked_by_taking_a_turn_and_nowhere_else() -> None:
    locking = [path.name for path in SERVICES.rglob("*.py") if "select_for_update" in path.read_text()]
    assert locking == ["turns.py"]
