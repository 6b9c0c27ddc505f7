"""Which bench has which addresses: a network of 254 each, given out and given back.

In: limits. Out: prefixes such as ``127.50.7``. Follows: what was given back is given out last, so that a client that
still knows an old address finds nobody there rather than a neighbour; two installations on one machine do not meet: a
number in use is held by a name in the kernel, which goes with the process that holds it.
"""

import socket
from collections import deque
from collections.abc import Collection

from liangcai_host.benches.limits import MOST_BENCHES, Limits


class Addresses:
    """The free numbers, the one longest free first; so many at once as there may be benches."""

    def __init__(self, limits: Limits) -> None:
        self._network, self._most = limits.network, limits.benches
        self._free = deque(range(1, MOST_BENCHES + 1))
        self._held: dict[str, socket.socket] = {}

    def keep(self, prefixes: Collection[str]) -> None:
        """Have these given out after all others, unless one of them is wanted: somebody had it and will ask for it."""
        self._free = deque(sorted(self._free, key=lambda number: self._name(number) in prefixes))

    def take(self, wanted: str = "") -> str:
        """A prefix, the wanted one if it is free, or blank where none is left."""
        if len(self._held) >= self._most:
            return ""
        numbers = sorted(self._free, key=lambda number: self._name(number) != wanted)  # else as they stand
        for number in numbers:
            prefix = self._name(number)
            if held := hold(prefix):
                self._held[prefix] = held
                self._free.remove(number)
                return prefix
        return ""

    def give_back(self, prefix: str) -> None:
        """Let a prefix be used by others."""
        held = self._held.pop(prefix, None)
        if held is not None:
            held.close()
            self._free.append(int(prefix.rpartition(".")[2]))

    def _name(self, number: int) -> str:
        return f"{self._network}.{number}"


def hold(prefix: str) -> socket.socket | None:
    """Have a prefix for this process, or None where another process on this machine has it."""
    held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        held.bind(f"\0liangcai-bench-{prefix}")
    except OSError:
        held.close()
        return None
    return held
