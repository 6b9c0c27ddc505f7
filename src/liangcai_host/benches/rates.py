"""How often one attempt may act: a bucket that fills by the second.

In: seconds of a clock that goes forward. Out: whether there is room for one more. Follows: a flood of one attempt costs
the others nothing.
"""


class Bucket:
    """Holds ``burst`` at most, fills by ``rate`` a second."""

    __slots__ = ("_at", "_burst", "_held", "_rate")

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self._rate, self._burst = rate, float(burst)
        self._held, self._at = float(burst), now

    def take(self, now: float) -> bool:
        """Take one, if there is one."""
        self._held = min(self._burst, self._held + (now - self._at) * self._rate)
        self._at = now
        if self._held < 1:
            return False
        self._held -= 1
        return True

    def wait(self) -> float:
        """How many seconds until there is one, as it stood at the last ``take``."""
        return max(0.0, (1 - self._held) / self._rate)
