"""What differs between the databases under the journal, as data: everything else is one code.

In: literals of each database. Out: statements, and the shape of a connection. Follows: the same journal on SQLite and
on PostgreSQL, held by the same tests.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

import msgspec

from liangcai_host.journal.model import JournalError


class LostConnectionError(JournalError):
    """The server let go of the connection: nothing is known of it any more, and a new one is needed."""


class Cursor(Protocol):
    """Rows of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows it touched."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Row by row."""


class Connection(Protocol):
    """A connection that commits what is not inside a transaction at once; values stand for ``?``."""

    dialect: "Dialect"

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Cursor:
        """Run a statement."""

    def stream(self, statement: str, /) -> Iterable[Any]:
        """The rows of a statement, however many, without holding all of them."""

    def close(self) -> None:
        """Let go; what was not committed is rolled back."""


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """How a database says what the journal needs; names without a schema are the journal's own.

    ``begin`` lets one writer in, of all processes, until the commit; ``insert`` begins a statement after whose failure
    the whole transaction is taken back, and ``is_taken`` tells that it failed since a key is there already; ``look``
    freezes what a reader sees; ``pack`` makes one JSON text of the columns of all rows, since a step from row to row
    gives way to the other threads; ``counter`` is the highest position ever given out; ``complete`` tells whether all
    tables are there, since to make them takes locks and rights that are not needed later.
    """

    begin: str
    insert: str
    is_taken: Callable[[Exception], bool]
    look: str
    read_only: str
    pack: str
    counter: str
    tables: tuple[str, ...]
    complete: str
    assert_durable: Callable[[Any], None]
