"""Split the questions of a leaf over bands of difficulty, as the bank allows, paper by paper.

In: a blueprint with bands, what the bank holds, the number of papers. Out: what each paper needs of each cell, or what
is missing. Follows: leaf and type as the blueprint says, area, type and band as its pack says; which leaf gives which
band is open, so the greatest flow decides, and what it cannot fill no other split could.
"""

from collections.abc import Mapping, Sequence

import msgspec

from liangcai.assembly.flow import Table, fill_table
from liangcai.assembly.place import Place
from liangcai.blueprint.bands import BandCount, plan_bands
from liangcai.blueprint.model import Blueprint, TheoryLine


class Split(msgspec.Struct):
    """``needs`` of each cell, one number a paper; ``missing`` is the least number of new questions, by cell."""

    needs: dict[Place, tuple[int, ...]] = msgspec.field(default_factory=dict)
    missing: dict[Place, int] = msgspec.field(default_factory=dict)


def split_bands(blueprint: Blueprint, stock: Mapping[Place, int], forms: int) -> Split:
    """The split of every area and type."""
    split = Split()
    for group in plan_bands(blueprint):
        lines = [line for line in blueprint.lines if line.area == group.area and line.count(group.type)]
        _split_group(group, lines, stock, forms, split)
    return split


def _split_group(
    group: BandCount, lines: Sequence[TheoryLine], stock: Mapping[Place, int], forms: int, split: Split
) -> None:
    rows, bands = [line.count(group.type) for line in lines], range(len(group.counts))
    held = [[stock.get((line.leaf, group.type, band), 0) for band in bands] for line in lines]
    whole = fill_table([forms * row for row in rows], [forms * count for count in group.counts], held)
    for i, j, count in _list_missing(whole, [forms * n for n in rows], [forms * n for n in group.counts]):
        whole[i][j] += count
        split.missing[lines[i].leaf, group.type, j] = count
    tables = _divide(whole, rows, group.counts, forms)
    for i, line in enumerate(lines):
        for j in bands:
            if whole[i][j]:
                split.needs[line.leaf, group.type, j] = tuple(table[i][j] for table in tables)


def _list_missing(table: Table, rows: list[int], columns: list[int]) -> list[tuple[int, int, int]]:
    """Cells, as few as can be had by pairing the largest gaps, that would complete a table."""
    short = [need - sum(line) for need, line in zip(rows, table, strict=True)]
    wanting = [need - sum(line[j] for line in table) for j, need in enumerate(columns)]
    missing = []
    while any(short):
        pairs = [(i, j) for i, n in enumerate(short) for j, m in enumerate(wanting) if n and m]
        i, j = max(pairs, key=lambda pair: (short[pair[0]] == wanting[pair[1]], min(short[pair[0]], wanting[pair[1]])))
        count = min(short[i], wanting[j])
        short[i] -= count
        wanting[j] -= count
        missing.append((i, j, count))
    return missing


def _divide(whole: Table, rows: Sequence[int], columns: Sequence[int], forms: int) -> list[Table]:
    """One table a paper; each cell is the floor or the ceiling of an equal share of what is left, which always goes."""
    left, tables = [list(line) for line in whole], []
    for papers in range(forms, 0, -1):
        table = [[count // papers for count in line] for line in left]
        open_cells = [[int(count % papers > 0) for count in line] for line in left]
        more = fill_table(
            [need - sum(line) for need, line in zip(rows, table, strict=True)],
            [need - sum(line[j] for line in table) for j, need in enumerate(columns)],
            open_cells,
        )
        table = [[a + b for a, b in zip(*lines, strict=True)] for lines in zip(table, more, strict=True)]
        left = [[a - b for a, b in zip(*lines, strict=True)] for lines in zip(left, table, strict=True)]
        tables.append(table)
    return tables
