"""When the page of an attempt was last heard of, so that a second machine does not come in unnoticed.

In: attempts and the moments at which their running session sent something. Out: whether somebody works there now.
Follows: a page speaks every ``SPEAKS`` at least; one that was not heard for ``QUIET`` has crashed or was left. Kept in
this process; after a restart the last event in the journal stands in.
"""

from datetime import UTC, datetime, timedelta

from liangcai_web.services.sittings_journal import open_journal, read_frame

SPEAKS = timedelta(seconds=30)
QUIET = timedelta(seconds=75)
LIMIT = 20_000
NEVER = datetime.min.replace(tzinfo=UTC)
OWN_ACTS = ("opened", "answered", "marked", "struck")
_HEARD: dict[str, datetime] = {}


def hear(attempt: str, at: datetime) -> None:
    """Note that the running session of an attempt sent something."""
    if len(_HEARD) >= LIMIT and attempt not in _HEARD:
        _HEARD.clear()
    _HEARD[attempt] = at


def forget(attempt: str) -> None:
    """Note that the candidate left by their own word."""
    _HEARD[attempt] = NEVER


def last_heard(attempt: str) -> datetime:
    """When the attempt was last heard of; ``NEVER`` where it was not."""
    known = _HEARD.get(attempt)
    return known if known is not None else _last_act(attempt)


def seconds_until_quiet(attempt: str, now: datetime) -> int:
    """How long another machine has to wait from now; 0 where nobody works on a paper that runs."""
    state = read_frame(attempt)
    if state.started is None or state.over:
        return 0
    left = last_heard(attempt) - (now - QUIET)
    return max(0, -(-left // timedelta(seconds=1)))


def _last_act(attempt: str) -> datetime:
    acts = (event.at for event in open_journal().read(attempt, OWN_ACTS) if not event.flags)
    return max(acts, default=NEVER)
