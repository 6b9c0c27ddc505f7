"""Planted bugs by which a text becomes markup.

In: the name of a bug, or nothing. Out: a context in which it is there. Follows: a check that cannot fail is none.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any
from unittest import mock

NONE, UNESCAPED, LOOSE = "", "unescaped", "loose"


@contextmanager
def escape_nothing() -> Iterator[None]:
    """The bug: templates print what they are given."""
    with mock.patch("django.template.base.conditional_escape", lambda value: value):
        yield


@contextmanager
def escape_no_questions() -> Iterator[None]:
    """The bug: the text of a question is taken for markup."""
    from django.utils.safestring import SafeString

    from liangcai_web.pages import item_text

    def join(_between: str, _form: str, rows: Any) -> SafeString:
        return SafeString("".join("".join(row) for row in rows))

    with mock.patch.object(item_text, "format_html_join", join):
        yield


BUGS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    NONE: nullcontext,
    UNESCAPED: escape_nothing,
    LOOSE: escape_no_questions,
}
