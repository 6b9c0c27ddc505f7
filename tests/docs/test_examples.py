"""Every console example of the documents runs and prints what the document shows."""

import os
import subprocess
import sys
from pathlib import Path

import dev
import pytest

from tests.docs.examples import ROOT, Example, list_documents, read_examples, shows

pytestmark = pytest.mark.slow

DOCUMENTS = [path for path in list_documents() if read_examples(path)]


def group_documents() -> list[tuple[Path, ...]]:
    """Documents with the same commands, in two languages for example: what one run prints is held against each."""
    groups: dict[tuple[str, ...], list[Path]] = {}
    for path in DOCUMENTS:
        groups.setdefault(tuple(one.command for one in read_examples(path)), []).append(path)
    return [tuple(group) for group in groups.values()]


HANDED_OVER = ("src", "docs", ".venv")


def run_example(command: str, folder: Path) -> str:
    """What a command prints, both streams as one, in a folder that looks like the project."""
    home = folder / "home"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # one width for help texts, and no folder of this person
    environment = {**os.environ, "PATH": path, "LIANGCAI_HOME": str(home), "COLUMNS": "80", "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    return done.stdout.decode()


def check_development_verb(command: str) -> None:
    """A heavy command is not run: its verb has to exist."""
    verb = command.split()[2]
    assert verb in dev.VERBS, f"dev.py has no verb {verb}"


def check_examples(told: tuple[tuple[Example, ...], ...], folder: Path) -> None:
    """Run the examples of documents with the same commands in order, in one folder."""
    for name in HANDED_OVER:
        (folder / name).symlink_to(ROOT / name)
    for examples in zip(*told, strict=True):
        command = examples[0].command
        if command.startswith("python3 dev.py"):
            check_development_verb(command)
            continue
        printed = run_example(command, folder)
        for example in examples:
            assert shows(example.shown, printed), f"line {example.line}: {command}\n{printed}"


@pytest.mark.parametrize("documents", group_documents(), ids=lambda group: group[0].relative_to(ROOT).as_posix())
@pytest.mark.skipif(os.name == "nt", reason="the examples are written for a POSIX shell")
def test_documents_show_what_their_commands_print(documents: tuple[Path, ...], tmp_path: Path) -> None:
    check_examples(tuple(read_examples(path) for path in documents), tmp_path)


def test_both_readmes_have_examples_to_run() -> None:
    assert {"README.md", "README.zh-CN.md"} <= {path.name for path in DOCUMENTS}


@pytest.mark.parametrize(
    ("shown", "printed", "fits"),
    [
        (("a", "b"), "a\nb\n", True),
        (("a",), "a\nb\n", False),
        (("…", "b"), "x\ny\nb\n", True),
        (("a … c",), "a 17 c\n", True),
        (("a … c",), "a 17 d\n", False),
        (("a", "…"), "a\n", True),
        (("a.c",), "abc\n", False),
    ],
)
def test_an_ellipsis_stands_for_anything_and_everything_else_for_itself(
    shown: tuple[str, ...], printed: str, fits: bool
) -> None:
    assert shows(shown, printed) is fits
