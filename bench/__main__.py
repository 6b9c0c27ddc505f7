"""``python -m bench [NAME …]``: measurements, each printed as a ratio against a peer or a limit.

In: names, or nothing for all. Out: one line a ratio: median, range, runs, and what stands on either side.
"""

import os
import platform
import sys
import time
from types import ModuleType

from bench.home import open_home


def measures() -> tuple[ModuleType, ...]:
    """Every measurement, in the order of the work that it measures."""
    from bench.measures import (
        assembly,
        bank,
        certificates,
        eligibility,
        facts,
        intake,
        journal,
        marking,
        printing,
        reader,
        records,
        rescoring,
        scheduling,
        sitting,
        stations,
        verifying,
    )

    return (
        reader,
        eligibility,
        assembly,
        bank,
        journal,
        intake,
        scheduling,
        sitting,
        marking,
        rescoring,
        facts,
        certificates,
        verifying,
        printing,
        records,
        stations,
    )


def describe_machine() -> str:
    """What the figures were measured on, and who else was using it."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}{load}"


def main(names: list[str]) -> int:
    """Run the named measurements, or all."""
    open_home()
    known = {module.__name__.rpartition(".")[2]: module for module in measures()}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    print(describe_machine())
    for name in names or known:
        began = time.monotonic()
        for ratio in known[name].measure():
            print(f"{name:<12} {ratio.line()}", flush=True)
        print(f"{'':<12} ({time.monotonic() - began:.1f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
