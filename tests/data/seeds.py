"""The official documents, where they stand beside the project; tests that need them say that they skip.

In: nothing. Out: the text of a published document. Follows: none of their sentences is part of the project.
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def read_seed(name: str) -> str:
    """The text of an official document; skips the test where it is not there."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"SKIPPED: the official document {name} is not beside the project")
    return path.read_text(encoding="utf-8")


def seed_path(name: str) -> Path:
    """The path of an official document; skips the test where it is not there."""
    read_seed(name)
    return FOLDER / name
