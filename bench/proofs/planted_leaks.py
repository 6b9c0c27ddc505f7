"""Planted bugs by which something secret leaves the server.

In: nothing. Out: contexts in which the bug is there. Follows: rule 6 of reliability.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import msgspec

from liangcai.delivery import present
from liangcai_web.candidate import views
from liangcai_web.records.documents import Document


@contextmanager
def send_rationale() -> Iterator[None]:
    """The rationale goes out with the question."""
    true = present._present_item

    def show(item: Any, *rest: Any) -> Any:
        shown = true(item, *rest)
        return msgspec.structs.replace(shown, stem=f"{shown.stem} {item.rationale}")

    with mock.patch.object(present, "_present_item", show):
        yield


@contextmanager
def send_hash() -> Iterator[None]:
    """The hash of the paper goes out, by which the shuffling can be reckoned back."""
    with mock.patch.object(views, "name_paper", lambda digest: digest):
        yield


@contextmanager
def show_right_first() -> Iterator[None]:
    """Options are sorted, the right one first."""
    true = present._present_item

    def show(item: Any, *rest: Any) -> Any:
        shown = true(item, *rest)
        order = sorted(range(len(shown.options)), key=lambda place: shown.letters[place] not in item.key)
        options = tuple(shown.options[place] for place in order)
        return msgspec.structs.replace(shown, options=options, letters="".join(shown.letters[place] for place in order))

    with mock.patch.object(present, "_present_item", show):
        yield


@contextmanager
def show_pictures_early() -> Iterator[None]:
    """A picture of the paper is served as soon as it is asked for."""
    with mock.patch.object(views, "find_own_picture", lambda _candidate, sha256, _now: find_any_picture(sha256)):
        yield


def find_any_picture(sha256: str) -> bytes | None:
    """A picture of any organisation."""
    found = Document.objects.filter(kind=Document.Kind.PICTURE, sha256=sha256).first()
    return bytes(found.content) if found else None
