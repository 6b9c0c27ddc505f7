"""Whether somebody works on an attempt now, so that a second machine does not come in unnoticed.

In: attempts, moments. Out: how long a second machine has to wait. Follows: a page speaks every fifteen seconds at
least; one that was not heard for ``QUIET`` has crashed. After a restart of the server the last event stands in.
"""

from datetime import UTC, datetime, timedelta

from liangcai_web.services.sittings.heard import last_heard
from liangcai_web.services.sittings.journal import open_journal, read_frame

QUIET = timedelta(seconds=60)
LIMIT = 20_000
NEVER = datetime.min.replace(tzinfo=UTC)
OWN_ACTS = ("opened", "answered", "marked", "struck")
_LEFT: set[str] = set()


def note_left(attempt: str) -> None:
    """The candidate signed out by their own word: nobody works there."""
    if len(_LEFT) >= LIMIT:
        _LEFT.clear()
    _LEFT.add(attempt)


def note_back(attempt: str) -> None:
    """The candidate signed in again."""
    _LEFT.discard(attempt)


def seconds_until_quiet(attempt: str, now: datetime) -> int:
    """How long another machine has to wait from now; 0 where nobody works on a paper that runs."""
    state = read_frame(attempt)
    if state.started is None or state.over or attempt in _LEFT:
        return 0
    left = (last_heard(attempt) or _last_act(attempt)) - (now - QUIET)
    return max(0, -(-left // timedelta(seconds=1)))


def _last_act(attempt: str) -> datetime:
    acts = (event.at for event in open_journal().read(attempt, OWN_ACTS) if not event.flags)
    return max(acts, default=NEVER)
