"""The time of the server: the one place that reads it.

In: the machine's clock. Out: moments in UTC. Follows: only the server's clock counts; whoever needs the time is
handed this function or its value.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
