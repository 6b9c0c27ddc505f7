"""The meters of the hot path: what became of each request that saves answers.

In: a status and seconds, from the event loop alone. Out: counts and a histogram, read by ``metrics``. Follows: a note
must cost well under a microsecond, so it is two additions and a search among a dozen bounds, without a lock.
"""

from liangcai_host.metrics import Histogram

STORED = 200
BOUNDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
# Why a request was not stored, by its status.
REFUSALS = {
    400: "unreadable",
    401: "unknown sender",
    403: "another origin or attempt",
    405: "method",
    413: "too large",
    415: "not JSON",
    503: "not stored",
}
SAVES = Histogram(BOUNDS)
_STATUSES: dict[int, int] = dict.fromkeys(REFUSALS, 0)


def note_save(status: int, seconds: float) -> None:
    """Count a request; its time, from the first byte that was read to the reply, only where it was stored."""
    if status == STORED:
        SAVES.note(seconds)
    else:
        _STATUSES[status] = _STATUSES.get(status, 0) + 1


def count_refusals() -> dict[str, int]:
    """The refused requests by their reason."""
    return {REFUSALS.get(status, "other"): count for status, count in _STATUSES.items()}
