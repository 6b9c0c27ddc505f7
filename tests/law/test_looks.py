"""In a browser test, what follows a click waits for it: a look at once sees a page that is still arriving."""

import ast
from itertools import pairwise
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ACTS = {"click", "dblclick", "press"}
LOOKS = {"all", "all_inner_texts", "all_text_contents", "count", "is_hidden", "is_visible"}
"""What Playwright answers at once; ``expect`` and ``wait_for_load_state`` wait."""


def name_calls(node: ast.AST) -> set[str]:
    """The methods that are called in there."""
    called = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return {one.attr for one in called if isinstance(one, ast.Attribute)}


def take_head(node: ast.stmt) -> ast.AST:
    """What of a statement is looked at first."""
    match node:
        case ast.If() | ast.While():
            return node.test
        case ast.For():
            return node.iter
        case ast.With() | ast.Try() | ast.FunctionDef() | ast.ClassDef():
            return ast.Pass()
    return node


def list_hasty(source: str) -> list[int]:
    """The lines that look at a page at once after a click."""
    bodies = (getattr(node, name, None) for node in ast.walk(ast.parse(source)) for name in ("body", "orelse"))
    pairs = (pair for body in bodies if isinstance(body, list) for pair in pairwise(body))
    return [then.lineno for act, then in pairs if name_calls(act) & ACTS and name_calls(take_head(then)) & LOOKS]


def test_what_follows_a_click_waits() -> None:
    browser = [
        path for path in TESTS.rglob("*.py") if "playwright" in (text := path.read_text()) or "open_page" in text
    ]
    assert len(browser) > 10
    assert {str(path): lines for path in browser if (lines := list_hasty(path.read_text()))} == {}


def test_a_hasty_look_is_found() -> None:
    assert list_hasty("page.click('a')\nassert page.locator('b').count() == 3") == [2]
    assert list_hasty("page.click('a')\npage.wait_for_load_state()\nfor one in page.locator('b').all(): pass") == []
