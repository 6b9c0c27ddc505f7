"""The site some days later: ``LIANGCAI_HOME=FOLDER python -m tests.journeys.serve_later DAYS FD``.

Terms count in working days, and nobody waits for them in a test: only the process's clock is set forward. Passwords
that are set here take no time either.
"""

import sys
from datetime import datetime, timedelta

import uvicorn
from bench.quick_keys import make_keys_quick

from liangcai_host import clock


class LaterClock(clock.Clock):
    """The clock of the server, so many days on."""

    def __init__(self, days: int) -> None:
        super().__init__()
        self._on = timedelta(days=days)

    def now(self) -> datetime:
        """The present moment and the days that passed."""
        return super().now() + self._on


if __name__ == "__main__":
    make_keys_quick()
    clock._CLOCK = LaterClock(int(sys.argv[1]))
    uvicorn.run("liangcai_web.site.asgi:application", fd=int(sys.argv[2]), log_level="warning")
