"""Whole numbers in proportion: largest remainder for a row, controlled rounding for a table.

In: whole totals and whole sizes. Out: whole shares that add up exactly, the same for the same input.
Follows: the house rule that totals are exact; the standard gives no shares below the function, so these decide.
"""

from collections.abc import Sequence


def share_largest_remainder(total: int, sizes: Sequence[int]) -> tuple[int, ...]:
    """Shares of ``total`` in proportion to ``sizes``; the rest goes to the largest fractions, then the earlier."""
    whole = sum(sizes)
    if total < 0 or any(size < 0 for size in sizes) or (whole == 0 and total):
        raise ValueError(f"{total} cannot be shared over {tuple(sizes)}")
    if whole == 0:
        return tuple(0 for _ in sizes)
    shares = [total * size // whole for size in sizes]
    by_fraction = sorted(range(len(sizes)), key=lambda index: (-(total * sizes[index] % whole), index))
    for index in by_fraction[: total - sum(shares)]:
        shares[index] += 1
    return tuple(shares)


def round_controlled(rows: Sequence[int], columns: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Round the table ``rows[i] * columns[j] / total`` so that every row and column sum is kept.

    Each cell is the floor or the ceiling of its share. That is always possible: the fractions form a network whose
    capacities are whole, so a whole flow exists; it is found by augmenting paths, larger fractions first.
    """
    total = sum(rows)
    if total != sum(columns) or min((*rows, *columns), default=0) < 0:
        raise ValueError(f"rows {tuple(rows)} and columns {tuple(columns)} are not two sums of one table")
    if total == 0:
        return tuple(tuple(0 for _ in columns) for _ in rows)
    floors = [[row * column // total for column in columns] for row in rows]
    extra = _Extras(rows, columns, floors, total).place_all()
    return tuple(tuple(cell + (j in extra[i]) for j, cell in enumerate(line)) for i, line in enumerate(floors))


class _Extras:
    """Which cells take one above their floor: a matching of what rows still need with what columns still hold."""

    def __init__(self, rows: Sequence[int], columns: Sequence[int], floors: list[list[int]], total: int) -> None:
        self.needs = [row - sum(line) for row, line in zip(rows, floors, strict=True)]
        self.room = [column - sum(line[j] for line in floors) for j, column in enumerate(columns)]
        self.chosen: list[set[int]] = [set() for _ in rows]
        self.fractions = [[row * column % total for column in columns] for row in rows]

    def place_all(self) -> list[set[int]]:
        """One set of columns per row: the largest fractions first, then by augmenting paths what is left."""
        edges = [(-fraction, i, j) for i, line in enumerate(self.fractions) for j, fraction in enumerate(line)]
        for fraction, row, column in sorted(edges):
            if fraction and len(self.chosen[row]) < self.needs[row] and self.room[column]:
                self.room[column] -= 1
                self.chosen[row].add(column)
        for row, need in enumerate(self.needs):
            for _ in range(need - len(self.chosen[row])):
                if not self._place(row, set()):
                    raise AssertionError("a table of whole margins always has a controlled rounding")
        return self.chosen

    def _place(self, row: int, seen: set[int]) -> bool:
        for j in sorted(range(len(self.room)), key=lambda j: (-self.fractions[row][j], j)):
            if not self.fractions[row][j] or j in seen or j in self.chosen[row]:
                continue
            seen.add(j)
            if self.room[j] > 0:
                self.room[j] -= 1
                self.chosen[row].add(j)
                return True
            if self._take_from_another(row, j, seen):
                return True
        return False

    def _take_from_another(self, row: int, column: int, seen: set[int]) -> bool:
        for other, taken in enumerate(self.chosen):
            if column in taken and self._place(other, seen):
                taken.discard(column)
                self.chosen[row].add(column)
                return True
        return False
