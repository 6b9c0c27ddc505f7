"""How much a bench may use, and where benches may be reached.

In: the environment. Out: limits. Follows: loopback only, unless the site binds its benches to the network of the
examination by an explicit setting; every limit has a default that 40 candidates on two cores can live with.
"""

import re
from collections.abc import Mapping

import msgspec

NETWORK = re.compile(r"(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])\.(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])\Z")
MOST_BENCHES = 250
MEGABYTE = 1 << 20


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for every bench.

    ``network``: the two octets before the number of a bench. ``memory`` comes on top of what the template holds;
    ``rate`` and ``burst`` are steps a second of one attempt. In seconds: ``grace``, after the end of the time, until a
    bench that nobody handed in is handed in; ``idle``, without use, until one for practice rests; ``quiet``, without a
    word of the process, until it is ended.
    """

    benches: int = 40
    network: str = "127.50"
    memory: int = 256 * MEGABYTE
    processor_seconds: int = 3600
    file_bytes: int = 32 * MEGABYTE
    open_files: int = 512
    rate: float = 20.0
    burst: int = 200
    most_steps: int = 20_000
    step_bytes: int = 64_000
    evidence_bytes: int = 4 * MEGABYTE
    grace: int = 900
    idle: float = 1200.0
    quiet: float = 20.0
    open_seconds: float = 30.0
    step_seconds: float = 15.0
    evidence_seconds: float = 120.0

    @property
    def is_open(self) -> bool:
        """Whether benches can be reached from other machines."""
        return not self.network.startswith("127.")


def read_limits(environment: Mapping[str, str]) -> Limits:
    """The limits of an installation; raises ValueError with what to mend."""
    usual = Limits()
    network = environment.get("LIANGCAI_BENCH_NETWORK", usual.network)
    if not NETWORK.match(network):
        raise ValueError(f"LIANGCAI_BENCH_NETWORK is two octets, such as 127.50 or 10.20, and not {network!r}")
    return Limits(
        network=network,
        benches=_read_count(environment, "LIANGCAI_BENCHES", usual.benches, MOST_BENCHES),
        memory=_read_count(environment, "LIANGCAI_BENCH_MEMORY", usual.memory // MEGABYTE, 16_384) * MEGABYTE,
    )


def _read_count(environment: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = environment.get(name, str(usual))
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not 1 <= int(text) <= most:
        raise ValueError(f"{name} is a number from 1 to {most}, and not {text!r}")
    return int(text)
