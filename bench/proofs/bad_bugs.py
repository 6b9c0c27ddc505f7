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


LONG = 200  # characters: longer than anything that a form asks for in one line


@contextmanager
def break_on_long_texts() -> Iterator[None]:
    """A form that is given a long text breaks."""

    def refuse() -> None:
        raise OverflowError

    with clean_texts(refuse):
        yield


@contextmanager
def hang_on_long_texts() -> Iterator[None]:
    """A form that is given a long text thinks about it for a long time."""
    with clean_texts(lambda: time.sleep(600)):
        yield


@contextmanager
def clean_texts(then: Callable[[], None]) -> Iterator[None]:
    """Forms as they are, but for what they do about a long text."""
    from django.forms import CharField

    true = CharField.to_python

    def to_python(self: CharField, value: Any) -> Any:
        if value and len(str(value)) > LONG:
            then()
        return true(self, value)

    with mock.patch.object(CharField, "to_python", to_python):
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
    from liangcai_web.services.sittings import answers as sittings_answers

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
    BREAKS: break_on_long_texts,
    HANGS: hang_on_long_texts,
    MIXES: believe_the_body,
    SILENT: say_nothing,
    OPEN: take_any_token,
}
