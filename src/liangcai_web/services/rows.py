"""Rows of tables as Django's instances, for the few questions that a candidate's pages ask again and again.

In: a statement of SQL in which a ``Part`` stands for the columns of a table. Out: instances, a tuple of them a row.
Follows: Django words a question of five tables anew each time, and ``raw`` looks up how columns are read; both take
ten times as long as the database takes to answer.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
Convert = tuple[int, Callable[[Any, Any, Any], Any], Any]


class Part(Generic[M]):
    """The columns of a table under an alias; those named ``without`` are read when somebody asks for them."""

    def __init__(self, model: type[M], alias: str, without: Sequence[str] = ()) -> None:
        self._model = model
        self._alias = alias
        self._fields = [field for field in model._meta.concrete_fields if field.attname not in without]
        self._names = [field.attname for field in self._fields]
        self._converts: dict[str, tuple[Convert, ...]] = {}
        self.width = len(self._fields)
        self.columns = ", ".join(f"{alias}.{field.column}" for field in self._fields)

    def build(self, values: Sequence[Any]) -> M:
        """An instance of the values of these columns."""
        own = list(values)
        for place, convert, column in self._list_converts():
            own[place] = convert(own[place], column, connection)
        return self._model.from_db(connection.alias, self._names, own)

    def _list_converts(self) -> tuple[Convert, ...]:
        """What makes a uuid or a moment of what this kind of database gives."""
        known = self._converts.get(connection.vendor)
        if known is None:
            columns = [field.get_col(self._alias) for field in self._fields]
            known = self._converts[connection.vendor] = tuple(
                (place, convert, column)
                for place, column in enumerate(columns)
                for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
            )
        return known


def read_rows(statement: str, values: Sequence[Any], *parts: Part[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement, each as an instance of every part, in the order in which their columns stand."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    for row in rows:
        start, built = 0, []
        for part in parts:
            built.append(part.build(row[start : start + part.width]))
            start += part.width
        yield tuple(built)


def read_one(statement: str, values: Sequence[Any], part: Part[M]) -> M | None:
    """The only row of a statement, or None."""
    return next((row[0] for row in read_rows(statement, values, part)), None)
