"""Planted bugs that the proof of bad input must catch.

In: the name of a bug, or nothing. Out: a context in which it is there. Follows: a check that cannot fail is none.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any
from unittest import mock

import msgspec

NONE, BREAKS, HANGS, MIXES, SILENT, OPEN = "", "breaks", "hangs", "mixes", "silent", "open"


@contextmanager
def read_numbers_badly() -> Iterator[None]:
    """A number of a page is read as whatever Python takes for one."""
    from liangcai_web.candidate import views

    with mock.patch.object(views, "_read_number", lambda request, _total: int(request.GET.get("q", "1"))):
        yield


@contextmanager
def hang_on_long_names() -> Iterator[None]:
    """A search takes a second for each letter."""
    from liangcai_web.public import views_catalogue

    true = views_catalogue.search_occupations

    def search(text: str, **more: Any) -> Any:
        time.sleep(len(text))
        return true(text, **more)

    with mock.patch.object(views_catalogue, "search_occupations", search):
        yield


@contextmanager
def believe_the_body() -> Iterator[None]:
    """Answers are stored under the attempt that they name."""
    from liangcai_web.candidate import intake

    true = intake.judge_arrival

    def judge(sender: Any, sent: Any, at: Any) -> Any:
        if sender is None:
            return true(sender, sent, at)
        session = msgspec.structs.replace(sender.session, attempt=sent.attempt)
        return true(sender._replace(session=session), sent, at)

    with mock.patch.object(intake, "judge_arrival", judge):
        yield


@contextmanager
def say_nothing() -> Iterator[None]:
    """What is another's is refused and not logged."""
    from liangcai_web.services import sittings_answers

    with mock.patch.object(sittings_answers.log, "warning", lambda *_: None):
        yield


@contextmanager
def take_any_token() -> Iterator[None]:
    """Forms are taken without their token."""
    from django.middleware.csrf import CsrfViewMiddleware

    with mock.patch.object(CsrfViewMiddleware, "_check_token", lambda *_: None):
        yield


BUGS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    NONE: nullcontext,
    BREAKS: read_numbers_badly,
    HANGS: hang_on_long_names,
    MIXES: believe_the_body,
    SILENT: say_nothing,
    OPEN: take_any_token,
}
