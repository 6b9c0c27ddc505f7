"""How long the files and functions of the project are.

In: the Python files of the project. Out: those over the length that is listed, and those over the length that fails.
Follows: the house law: a file over 300 lines or a function over 30 is listed, over 500 or 60 fails.
"""

import ast
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LISTED, FILE_FAILS = 300, 500
FUNCTION_LISTED, FUNCTION_FAILS = 30, 60


@dataclass(frozen=True)
class Size:
    """A file or a function and the lines it takes, the docstring of a function not counted."""

    name: str
    lines: int
    listed: int
    fails: int


def python_files() -> tuple[Path, ...]:
    """Every Python file of the project that people write."""
    folders = ("src", "tests", "bench")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    return tuple(sorted([*found, ROOT / "dev.py"]))


def measure_functions(tree: ast.AST, name: str) -> Iterator[Size]:
    """The functions of a file, methods included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = node.body[0] if ast.get_docstring(node) is not None else None
            said = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
            lines = (node.end_lineno or 0) - node.lineno + 1 - said
            yield Size(f"{name}:{node.lineno} {node.name}", lines, FUNCTION_LISTED, FUNCTION_FAILS)


def measure() -> tuple[Size, ...]:
    """Every file and function of the project."""
    sizes: list[Size] = []
    for path in python_files():
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        sizes.append(Size(name, text.count("\n"), FILE_LISTED, FILE_FAILS))
        sizes.extend(measure_functions(ast.parse(text), name))
    return tuple(sizes)


def main() -> int:
    """Print what is over the listed length and the medians; status 1 when something is over the length that fails."""
    sizes = measure()
    over = sorted((size for size in sizes if size.lines > size.listed), key=lambda size: -size.lines)
    for size in over:
        sys.stdout.write(f"  {size.lines:4} lines  {size.name}{'  TOO LONG' if size.lines > size.fails else ''}\n")
    for kind, listed in (("file", FILE_LISTED), ("function", FUNCTION_LISTED)):
        lines = [size.lines for size in sizes if size.listed == listed and size.lines]
        sys.stdout.write(f"  {len(lines)} {kind}s, median {statistics.median(lines):.0f} lines\n")
    return 1 if any(size.lines > size.fails for size in over) else 0


if __name__ == "__main__":
    sys.exit(main())
