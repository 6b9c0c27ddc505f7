"""The rules that a page draws, and those that a table lacks at its ends.

In: the edges of everything drawn on a page. Out: rules to add. Follows: published standards, whose tables often have
no rule at the left and right; and the page break, at which a program may leave a row open below and above.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from pdfplumber.table import merge_edges

NEAR, OPEN_END, SHORTEST = 3.0, 8.0, 6.0  # points
# Beyond so many pairs the drawing is a picture and not a table.
PAIRS = 1_000_000


class Rules(msgspec.Struct):
    """Rules that touch one another: the upright and the level ones of one table."""

    upright: list[Any]
    level: list[Any]


def close_open_ends(edges: Sequence[Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Upright and level rules along those ends of tables that the rules drawn do not close in full."""
    upright: list[dict[str, Any]] = []
    level: list[dict[str, Any]] = []
    for rules in group_rules(edges):
        left, right = find_ends([*rules.upright, *rules.level], "x0", "x1")
        top, bottom = find_ends([*rules.upright, *rules.level], "top", "bottom")
        closing = [(rule["x0"], rule["bottom"] - rule["top"]) for rule in rules.upright]
        upright.extend(make_rule(x, x, top, bottom) for x in (left, right) if is_open(x, closing, bottom - top))
        closing = [(rule["top"], rule["x1"] - rule["x0"]) for rule in rules.level]
        level.extend(make_rule(left, right, y, y) for y in (top, bottom) if is_open(y, closing, right - left))
    return upright, level


def is_open(place: float, closing: Iterable[tuple[float, float]], length: float) -> bool:
    """Whether the rules near an end, each with its place and length, are shorter together than the end."""
    return sum(reach for at, reach in closing if abs(at - place) <= NEAR) < length - OPEN_END


def find_ends(rules: Iterable[Any], low: str, high: str) -> tuple[float, float]:
    """How far some rules reach."""
    kept = list(rules)
    return min(rule[low] for rule in kept), max(rule[high] for rule in kept)


def make_rule(x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    """A rule as pdfplumber describes one."""
    place = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {"object_type": "line", "orientation": "v" if x0 == x1 else "h", **place}


def group_rules(edges: Sequence[Any]) -> list[Rules]:
    """The rules of a page by the tables that they draw."""
    merged = merge_edges(list(edges), NEAR, NEAR, NEAR, NEAR)
    upright = [edge for edge in merged if edge["orientation"] == "v" and edge["height"] > SHORTEST]
    level = [edge for edge in merged if edge["orientation"] == "h" and edge["width"] > SHORTEST]
    if len(upright) * len(level) > PAIRS:
        return []
    groups: list[Rules] = []
    for rule in upright:
        touched = [edge for edge in level if touches(rule, edge)]
        joined = [group for group in groups if any(edge in group.level for edge in touched)]
        groups = [group for group in groups if group not in joined]
        levels = touched + [edge for group in joined for edge in group.level if edge not in touched]
        groups.append(Rules([rule, *(other for group in joined for other in group.upright)], levels))
    return [group for group in place_lone(groups) if len(group.upright) + len(group.level) > 2]


def place_lone(groups: Sequence[Rules]) -> list[Rules]:
    """Groups in which upright rules that touch nothing stand beside those of their height.

    A page in the middle of a row, or of a merged cell, draws such rules alone.
    """
    placed = [group for group in groups if group.level]
    for rule in (rule for group in groups if not group.level for rule in group.upright):
        home = next((group for group in placed if shares_height(group, rule)), None)
        if home:
            home.upright.append(rule)
        else:
            placed.append(Rules([rule], []))
    return placed


def shares_height(group: Rules, rule: Any) -> bool:
    """Whether a lone rule stands along the rules of a group for the most of its length, and of theirs."""
    top, bottom = find_ends(group.upright, "top", "bottom")
    common = min(bottom, rule["bottom"]) - max(top, rule["top"])
    return bool(common > rule["height"] / 2 and (group.level or common > (bottom - top) / 2))


def touches(upright: Any, level: Any) -> bool:
    """Whether an upright and a level rule meet."""
    across = level["x0"] - NEAR <= upright["x0"] <= level["x1"] + NEAR
    return across and bool(upright["top"] - NEAR <= level["top"] <= upright["bottom"] + NEAR)
