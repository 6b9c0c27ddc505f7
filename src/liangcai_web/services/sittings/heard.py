"""When a candidate's page was last heard of: kept in memory, so that it costs the hot path nothing.

In: an attempt, a moment. Out: the last moment. Follows: it says only what this process knows: after a restart nothing
is called stale before a page had time to speak again. Whether a second machine may
come in is asked of ``sittings_presence``, which adds what the journal knows.
"""

from datetime import datetime, timedelta

from liangcai_host import clock

LIMIT = 20_000
LISTENING_SINCE = clock.now()
_HEARD: dict[str, datetime] = {}


def note_heard(attempt: str, at: datetime) -> None:
    """A page of the attempt has spoken."""
    if len(_HEARD) >= LIMIT and attempt not in _HEARD:
        _HEARD.clear()
    _HEARD[attempt] = at


def last_heard(attempt: str) -> datetime | None:
    """When its page last spoke to this process, or None."""
    return _HEARD.get(attempt)


def is_stale(attempt: str, now: datetime, seconds: int) -> bool:
    """Whether nothing was heard for so long, from a page that had the time to speak."""
    return now - (last_heard(attempt) or LISTENING_SINCE) > timedelta(seconds=seconds)
