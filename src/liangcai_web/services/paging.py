"""Long lists in pages, so that no page grows with an office's years.

In: rows or a query, the number that was asked for. Out: a page; a number that makes no sense gives the nearest page.
Follows: the house on pages: every list is paged.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PAGE = 50
T = TypeVar("T")


def page_of(rows: "QuerySet[Any] | Sequence[T]", number: str | int | None, size: int = PAGE) -> "Page[Any]":
    """The page of a list under the number that was asked for."""
    return Paginator(rows, size).get_page(number)
