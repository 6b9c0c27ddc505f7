"""How hard a property is tried: as written by ``dev.py test``, a tenth of it by ``dev.py check``.

What takes minutes is tried a fifth as often, pages are looked at in one of two looks; ``LIANGCAI_TESTS=long`` tries all
of it.
"""

import os
from typing import TypeVar

T = TypeVar("T")
EFFORT = os.environ.get("LIANGCAI_TESTS", "full")


def examples(count: int) -> int:
    """So many examples, or a tenth of them."""
    return max(5, count // 10) if EFFORT == "quick" else count


def many(count: int) -> int:
    """So many that they take minutes: a fifth of them, or all in a long run."""
    return count if EFFORT == "long" else examples(count // 5)


def thin(cases: list[T]) -> list[T]:
    """Every third of many cases of one kind, or all in a long run."""
    return cases if EFFORT == "long" else cases[::3]


def share(pages: list[str], look: int) -> list[str]:
    """The pages for the first or the second of two looks: every other one each, or all in a long run."""
    return pages if EFFORT == "long" else pages[look::2]
