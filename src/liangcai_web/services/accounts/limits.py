"""A limit on failures, so that ticket and ID numbers cannot be guessed by trying.

In: keys, moments. Out: whether one more try is allowed. Follows: OWASP ASVS on authentication; only failures count, so
that a room full of people behind one address signs in at once.
"""

import threading
from collections import deque
from datetime import datetime, timedelta

KEYS = 10_000


class FailureLimit:
    """At most ``failures`` per key within ``window``; kept in this process."""

    def __init__(self, failures: int, window: timedelta) -> None:
        self._failures = failures
        self._window = window
        self._seen: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def allows(self, key: str, now: datetime) -> bool:
        """Whether the key has failures left."""
        with self._lock:
            return len(self._recent(key, now)) < self._failures

    def note(self, key: str, now: datetime) -> None:
        """Count a failure."""
        with self._lock:
            recent = self._recent(key, now)
            recent.append(now)
            if len(self._seen) >= KEYS and key not in self._seen:
                self._forget(now)
            self._seen[key] = recent

    def _recent(self, key: str, now: datetime) -> deque[datetime]:
        seen = self._seen.get(key, deque())
        while seen and now - seen[0] > self._window:
            seen.popleft()
        return seen

    def _forget(self, now: datetime) -> None:
        """Make room: first what has run out, then the oldest keys."""
        self._seen = {key: seen for key, seen in self._seen.items() if now - seen[-1] <= self._window}
        for key in list(self._seen)[: max(0, len(self._seen) - KEYS + 1)]:
            del self._seen[key]
