"""The console examples of the documents.

In: Markdown files. Out: examples, each a command with the lines that the document shows below it. Follows: a block
marked ``console``; ``$`` begins a command; ``…`` on a line stands for anything, and alone for any lines.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANYTHING = "…"


@dataclass(frozen=True)
class Example:
    """A command and the output that the document shows; ``line`` is where the command stands."""

    line: int
    command: str
    shown: tuple[str, ...]


def list_documents() -> tuple[Path, ...]:
    """Every Markdown file for readers."""
    return (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))


def read_examples(path: Path) -> tuple[Example, ...]:
    """The examples of a document in order."""
    text = path.read_text(encoding="utf-8")
    found: list[Example] = []
    for block in BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1)) + 1
        for number, line in enumerate(block.group(1).splitlines(), first):
            if line.startswith("$ "):
                found.append(Example(number, line.removeprefix("$ "), ()))
            else:
                last = found.pop()
                found.append(Example(last.line, last.command, (*last.shown, line)))
    return tuple(found)


def shows(shown: tuple[str, ...], printed: str) -> bool:
    """Whether what a document shows fits what was printed, line by line."""
    if not shown:
        return True
    patterns = [
        r"(?:.*\n)*?" if line == ANYTHING else re.escape(line.rstrip()).replace(ANYTHING, ".*") + r"\n"
        for line in shown
    ]
    lines = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch("".join(patterns), lines) is not None
