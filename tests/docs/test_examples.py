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
LONG = "journey"
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


def check_examples(examples: tuple[Example, ...], folder: Path) -> None:
    """Run the examples of one document in order, in one folder."""
    for name in HANDED_OVER:
        (folder / name).symlink_to(ROOT / name)
    for example in examples:
        if example.command.startswith("python3 dev.py"):
            check_development_verb(example.command)
            continue
        printed = run_example(example.command, folder)
        assert shows(example.shown, printed), f"line {example.line}: {example.command}\n{printed}"


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            path,
            id=path.relative_to(ROOT).as_posix(),
            marks=[pytest.mark.slow] if any(LONG in one.command for one in read_examples(path)) else [],
        )
        for path in DOCUMENTS
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="the examples are written for a POSIX shell")
def test_a_document_shows_what_its_commands_print(document: Path, tmp_path: Path) -> None:
    check_examples(read_examples(document), tmp_path)


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
