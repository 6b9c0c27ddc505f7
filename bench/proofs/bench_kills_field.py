"""B1f: B1 of a plant on real protocols: devices, gateway, broker and platform come again with all that was set up.

In: how many kills. Out: an account, a try a kill. Follows: B1.
"""

from bench.account import Account
from bench.proofs import bench_kills

SHORT, LONG = 4, 200


def prove(tries: int) -> Account:
    """Kill so many times, each somewhere in the work of a candidate at the filling line."""
    return bench_kills.prove(tries, pack="filling-line", rule="B1f", spread=4.0)
