"""The installation of the demonstration, made once in a process and copied for every module that works on it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.command import run_command

NOWHERE = "postgresql://liangcai@127.0.0.1:1/nowhere"


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A copy of what ``liangcai demo --candidates 6`` makes, in a folder of its own."""
    first = tmp_path_factory.mktemp("demonstration") / "first"

    def copy() -> Path:
        if not first.exists():
            # it keeps to its folder, whatever server the environment names
            more = {"LIANGCAI_DATABASE_URL": NOWHERE}
            ran = run_command("demo", "--home", first, "--candidates", "6", "--no-serve", home=first, **more)
            assert ran.status == 0, ran.err
        folder = tmp_path_factory.mktemp("demo") / "home"
        shutil.copytree(first, folder)
        return folder

    return copy
