"""Fill a table of rows and columns from limited stocks, as far as it can be filled.

In: what each row and each column needs, what each cell holds. Out: whole numbers a cell, whose sum is the greatest
possible. Follows: augmenting paths; what is left unfilled can't be filled by any other choice.
"""

from collections.abc import Sequence

Table = list[list[int]]


def fill_table(rows: Sequence[int], columns: Sequence[int], stock: Sequence[Sequence[int]]) -> Table:
    """The fullest table: no row and no column above its need, no cell above its stock."""
    return _Filling(rows, columns, stock).fill()


class _Filling:
    def __init__(self, rows: Sequence[int], columns: Sequence[int], stock: Sequence[Sequence[int]]) -> None:
        self.rows, self.columns, self.stock = list(rows), list(columns), stock
        self.table: Table = [[0] * len(columns) for _ in rows]

    def fill(self) -> Table:
        """Straight where that is possible, then along paths that move what was placed."""
        for i, need in enumerate(self.rows):
            for j in sorted(range(len(self.columns)), key=lambda j: -self.stock[i][j]):
                self._place(i, j, min(self.rows[i], self.columns[j], self.stock[i][j]))
            for _ in range(need):
                if not self.rows[i] or not self._reach(i, set()):
                    break
                self.rows[i] -= 1
        return self.table

    def _place(self, i: int, j: int, count: int) -> None:
        self.table[i][j] += count
        self.rows[i] -= count
        self.columns[j] -= count

    def _reach(self, i: int, seen: set[int]) -> bool:
        """Put one more into row ``i``, whatever has to move for it."""
        for j in range(len(self.columns)):
            if j in seen or self.table[i][j] >= self.stock[i][j]:
                continue
            seen.add(j)
            if self.columns[j]:
                self.columns[j] -= 1
            elif not self._move(j, seen):
                continue
            self.table[i][j] += 1
            return True
        return False

    def _move(self, j: int, seen: set[int]) -> bool:
        """Take one out of column ``j`` and find another column for its row."""
        for other, line in enumerate(self.table):
            if line[j] and self._reach(other, seen):
                line[j] -= 1
                return True
        return False
