"""The weights that differ, cell by cell.

In: two standards and the pairs of their clauses. Out: changes. Follows: chapter 4; a row follows its function to a new
name, and a dash is a value of its own.
"""

from collections.abc import Iterator

from liangcai.standard.compare.likeness import plain
from liangcai.standard.compare.model import Change, Side, make_change
from liangcai.standard.compare.outline import Node, find_section
from liangcai.standard.model import Standard, Weight

_Column = tuple[str, str, str | None]


def compare_weights(old: Standard, new: Standard, pairs: tuple[tuple[Node, Node], ...]) -> Iterator[Change]:
    """The cells of the weight tables; a dash is a value of its own, a cell that is not there is none."""
    renamed = {
        (before.side.level, plain(before.side.text), plain(after.side.text))
        for before, after in pairs
        if before.subject == "function" and before.side.level == after.side.level
    }
    columns = merge_columns(old, new)
    for column in columns:
        befores, afters = pick_cells(old, column), pick_cells(new, column)
        for before, after in match_cells(befores, afters, {(a, b) for level, a, b in renamed if level == column[1]}):
            one = show_cell(old, before) if before else None
            other = show_cell(new, after) if after else None
            if not (one and other) or one.text != other.text:
                yield make_change("weight", "percent", one, other, "reweighted")


def merge_columns(old: Standard, new: Standard) -> list[_Column]:
    """The columns of both: table, level, direction."""
    weights = (*old.weights, *new.weights)
    return list(dict.fromkeys((weight.table, weight.level, weight.direction) for weight in weights))


def pick_cells(standard: Standard, column: _Column) -> list[Weight]:
    """The cells of a column."""
    return [one for one in standard.weights if (one.table, one.level, one.direction) == column]


def match_cells(
    befores: list[Weight], afters: list[Weight], renamed: set[tuple[str, str]]
) -> list[tuple[Weight | None, Weight | None]]:
    """Cells of one row name first, then those whose function was renamed; the rest alone."""
    left, found = list(afters), []
    alone: list[Weight] = []
    for before in befores:
        same = next((after for after in left if plain(after.area) == plain(before.area)), None)
        if same:
            left.remove(same)
            found.append((before, same))
        else:
            alone.append(before)
    rest: list[tuple[Weight | None, Weight | None]] = [*found]
    for before in alone:
        new = next((after for after in left if (plain(before.area), plain(after.area)) in renamed), None)
        if new:
            left.remove(new)
        rest.append((before, new))
    return [*rest, *((None, after) for after in left)]


def show_cell(standard: Standard, weight: Weight) -> Side:
    """A cell as a side; a dash is blank."""
    return Side(
        clause=find_section(standard, weight.line),
        line=weight.line,
        number="",
        text="" if weight.percent is None else str(weight.percent),
        level=weight.level,
        table=weight.table,
        direction=weight.direction,
        above=(weight.area,),
    )
