"""The installation of the demonstration, made once in a run and copied for every module that works on it."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.command import run_command

NOWHERE = "postgresql://liangcai@127.0.0.1:1/nowhere"


def make_once(first: Path) -> None:
    """Make it, unless another process of this run has made it; who comes while it is made waits."""
    with first.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            begun = first.with_suffix(".begun")
            # it keeps to its folder, whatever server the environment names
            more = {"LIANGCAI_DATABASE_URL": NOWHERE}
            ran = run_command("demo", "--home", begun, "--candidates", "6", "--no-serve", home=begun, **more)
            assert ran.status == 0, ran.err
            begun.rename(first)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A copy of what ``liangcai demo --candidates 6`` makes, in a folder of its own."""
    own = tmp_path_factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def copy() -> Path:
        make_once(common / "demonstration")
        folder = tmp_path_factory.mktemp("demo") / "home"
        shutil.copytree(common / "demonstration", folder)
        return folder

    return copy
