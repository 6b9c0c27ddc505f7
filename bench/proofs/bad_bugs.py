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
    """Minutes are read as whatever Python takes for a number."""
    from liangcai_web.invigilator import views_act

    with mock.patch.object(views_act, "read_seconds", lambda asked: int(asked.typed("minutes")) * 60):
        yield


@contextmanager
def hang_on_words() -> Iterator[None]:
    """What is no number is thought about for a long time."""
    from liangcai_web.invigilator import views_act

    true = views_act.read_seconds

    def read_seconds(asked: Any) -> int:
        if not asked.typed("minutes").isdigit():
            time.sleep(600)
        return true(asked)

    with mock.patch.object(views_act, "read_seconds", read_seconds):
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
    HANGS: hang_on_words,
    MIXES: believe_the_body,
    SILENT: say_nothing,
    OPEN: take_any_token,
}
