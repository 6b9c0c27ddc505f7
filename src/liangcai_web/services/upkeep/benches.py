"""How many benches the installation has, by state, for those who watch the machine.

In: the supervisor over its socket. Out: counts. Follows: nothing here speaks of people; a supervisor that is away is no
fault of the site, which may run without benches.
"""

from collections import Counter

from liangcai_host.benches.client import BenchError, Benches
from liangcai_web.services.operations import home

STATES = ("opening", "ready", "lost", "broken", "ending")


def count_benches() -> dict[str, float] | None:
    """How many benches are in each state, or None where no supervisor runs."""
    try:
        found = Counter(str(bench.state) for bench in Benches(home()).health())
    except BenchError:
        return None
    return {state: float(found[state]) for state in STATES}
