"""How a finding goes on: answered by the office, closed or given back by the supervisor.

In: what was found, and the words said since. Out: a state a finding; whether a visit is settled. Follows: the state is
a fold over what was said, and stored nowhere.
"""

import datetime
from collections.abc import Iterable
from typing import Literal

import msgspec

from liangcai.supervision.form import Found

Standing = Literal["open", "answered", "closed"]
Act = Literal["answered", "closed", "returned"]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A word on a finding: what was done, in whose words, when."""

    number: int
    act: Act
    words: str
    by: str
    at: datetime.datetime


class Mending(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as it stands, with every word on it in order."""

    found: Found
    standing: Standing
    said: tuple[Said, ...] = ()

    @property
    def newest(self) -> Said | None:
        """The last word."""
        return self.said[-1] if self.said else None


def follow_mending(found: Iterable[Found], said: Iterable[Said]) -> tuple[Mending, ...]:
    """The state of every finding; a returned one is open again."""
    words = tuple(said)
    return tuple(_stand(one, tuple(word for word in words if word.number == one.number)) for one in found)


def may(act: Act, standing: Standing) -> bool:
    """Whether an act is open: an office answers what is open, a supervisor judges what was answered."""
    return standing == ("open" if act == "answered" else "answered")


def _stand(found: Found, said: tuple[Said, ...]) -> Mending:
    standing: Standing = "open"
    for word in said:
        standing = {"answered": "answered", "closed": "closed", "returned": "open"}[word.act]  # type: ignore[assignment]
    return Mending(found=found, standing=standing, said=said)
