"""What a proof has to say: how often it was tried, and how often it failed.

In: counts. Out: ``Account`` and its lines. Follows: a zero is printed with the 95 % bound 3/N beside it, since nothing
that was tried N times without failing is known to fail less often than that.
"""

import msgspec

EXAMPLES = 5


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """``tries`` of ``unit``, of which ``failed`` broke the promise; ``said`` adds what else was counted."""

    rule: str
    promise: str
    tries: int
    unit: str
    failed: int
    said: str = ""
    examples: tuple[str, ...] = ()

    @property
    def bound(self) -> float:
        """With 95 % confidence the rate of failing is below this: the rule of three."""
        return 3 / self.tries if self.tries else 1.0

    def lines(self) -> str:
        """For the terminal."""
        beside = f" (95 % bound {self.bound:.2g})" if not self.failed else ""
        text = f"{self.rule:<4} {self.promise}: {self.failed} of {self.tries:,} {self.unit}{beside}"
        return "\n".join((text + (f"; {self.said}" if self.said else ""), *(f"       {one}" for one in self.examples)))


def account(rule: str, promise: str, tries: int, unit: str, faults: list[str], said: str = "") -> Account:
    """An account from the list of what went wrong, of which a few are shown."""
    shown = tuple(faults[:EXAMPLES])
    return Account(rule=rule, promise=promise, tries=tries, unit=unit, failed=len(faults), said=said, examples=shown)
