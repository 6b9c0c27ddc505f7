"""Sessions remembered for a minute, so that an answer need not be looked up before it is stored.

In: tokens, sessions as read. Out: sessions, while they are fresh. Follows: what this process ends is forgotten at once,
and what was being read meanwhile is not remembered; what another one ended is forgotten when the site looks for changes
every few seconds, at the latest after ``SECONDS``.
"""

import threading
import time
from collections import defaultdict

from liangcai_host.journal.sessions import Session

SECONDS = 60.0
LIMIT = 20_000


class Remembered:
    """A bounded memory of sessions by their token, for any thread; ``forgotten`` counts how often it forgot."""

    def __init__(self) -> None:
        self.forgotten = 0
        self._sessions: dict[str, tuple[float, Session]] = {}
        self._of_attempt: defaultdict[str, set[str]] = defaultdict(set)
        self._gate = threading.Lock()

    def recall(self, token: str) -> Session | None:
        """The session, if it was read within the last minute."""
        kept = self._sessions.get(token)
        return kept[1] if kept is not None and time.monotonic() - kept[0] < SECONDS else None

    def keep(self, token: str, session: Session, since: int) -> None:
        """Remember what was read, unless anything was forgotten since the read began, with ``since``: it may be old."""
        with self._gate:
            if self.forgotten != since:
                return
            if len(self._sessions) >= LIMIT:
                self._sessions.clear()
                self._of_attempt.clear()
            self._sessions[token] = (time.monotonic(), session)
            self._of_attempt[session.attempt].add(token)

    def forget(self, attempt: str) -> None:
        """Forget the sessions of an attempt: one of them was ended."""
        with self._gate:
            self.forgotten += 1
            for token in self._of_attempt.pop(attempt, ()):
                self._sessions.pop(token, None)
