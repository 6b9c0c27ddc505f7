"""The rules that a page draws, by the tables that they make, with those that a table lacks at its ends.

In: the edges of everything drawn on a page. Out: ``Rules``, one value a table. Follows: published standards, whose
tables often have no rule at the left and right; and the page break, at which a program may leave a row open below and
above. Rules of one table are never moved to meet those of another.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

NEAR, OPEN_END, SHORTEST = 3.0, 8.0, 6.0  # points
# Edges of one thin box, which is how browsers draw a rule.
SAME = 0.6
# Rules between which no row or column fits: cells that are drawn apart; and a gap in a rule that none fits in.
SNAP, JOIN = 4.5, 6.0
# Beyond so many pairs the drawing is a picture and not a table.
PAIRS = 1_000_000

Box = tuple[float, float, float, float]


class Rules(msgspec.Struct, kw_only=True):
    """Rules that touch one another, as one table draws them; ``closing`` are level ones added at its open ends."""

    upright: list[Any]
    level: list[Any]
    closing: list[Any] = []

    def is_drawn(self, place: float, left: float, right: float) -> bool:
        """Whether a level rule is drawn at a height for the most of the way from left to right."""
        near = [rule for rule in self.level if abs(rule["top"] - place) <= SNAP]
        drawn = sum(max(0.0, min(rule["x1"], right) - max(rule["x0"], left)) for rule in near)
        return bool(drawn > (right - left) / 2)


def find_boxes(rules: Rules) -> list[list[Box]]:
    """The cells that the rules of a table make, as boxes (left, top, right, bottom): one list a table."""
    merged = merge_edges([*rules.upright, *rules.level, *rules.closing], SNAP, SNAP, JOIN, JOIN)
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
    return [list(table) for table in cells_to_tables(cells)]


def find_rules(edges: Sequence[Any]) -> list[Rules]:
    """The rules of each table of a page, closed at all ends."""
    return [close_ends(snap_rules(rules)) for rules in group_rules(edges)]


def snap_rules(rules: Rules) -> Rules:
    """Rules of a table with those that stand for one, as where cells are drawn apart, put together."""
    merged = merge_edges([*rules.upright, *rules.level], SNAP, SNAP, JOIN, JOIN)
    upright = [edge for edge in merged if edge["orientation"] == "v"]
    return Rules(upright=upright, level=[edge for edge in merged if edge["orientation"] == "h"])


def close_ends(rules: Rules) -> Rules:
    """Rules of a table with more of them along those of its ends that the rules drawn do not close in full."""
    left, right = find_ends([*rules.upright, *rules.level], "x0", "x1")
    top, bottom = find_ends([*rules.upright, *rules.level], "top", "bottom")
    closing = [(rule["x0"], rule["bottom"] - rule["top"]) for rule in rules.upright]
    sides = [make_rule(x, x, top, bottom) for x in (left, right) if is_open(x, closing, bottom - top)]
    closing = [(rule["top"], rule["x1"] - rule["x0"]) for rule in rules.level]
    ends = [make_rule(left, right, y, y) for y in (top, bottom) if is_open(y, closing, right - left)]
    return Rules(upright=[*rules.upright, *sides], level=rules.level, closing=ends)


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
    upright, level = merge_rules(edges, SAME)
    if len(upright) * len(level) > PAIRS:
        upright, level = merge_rules(edges, NEAR)
    if len(upright) * len(level) > PAIRS:
        return []
    groups: dict[int, Rules] = {}
    roots = find_roots(upright, level)
    for place, rule in enumerate(upright):
        groups.setdefault(roots[place], Rules(upright=[], level=[])).upright.append(rule)
    for place, rule in enumerate(level, len(upright)):
        if roots[place] in groups:
            groups[roots[place]].level.append(rule)
    return [group for group in place_lone(list(groups.values())) if len(group.upright) + len(group.level) > 2]


def merge_rules(edges: Sequence[Any], near: float) -> tuple[list[Any], list[Any]]:
    """The upright and the level rules of a page, those within a distance put together."""
    merged = merge_edges(list(edges), near, near, NEAR, NEAR)
    upright = [edge for edge in merged if edge["orientation"] == "v" and edge["height"] > SHORTEST]
    return upright, [edge for edge in merged if edge["orientation"] == "h" and edge["width"] > SHORTEST]


def find_roots(upright: Sequence[Any], level: Sequence[Any]) -> list[int]:
    """For each rule, upright ones first, a number that it shares with all that touch it, at once or through others."""
    parents = list(range(len(upright) + len(level)))

    def find_root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    for first, rule in enumerate(upright):
        for second, other in enumerate(level, len(upright)):
            if touches(rule, other):
                parents[find_root(second)] = find_root(first)
    return [find_root(place) for place in range(len(parents))]


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
            placed.append(Rules(upright=[rule], level=[]))
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
