"""``python -m bench.prove [--short] [--tries N] [NAME …]``: the long proofs, what must never happen tried many times.

In: names of proofs (kills, resends … or R1, R4 …), or nothing for all. Out: one account each with N and, beside a zero,
the 95 % bound 3/N; status 1 when something failed.
"""

import argparse
import importlib
import logging
import sys
import time

from bench.home import open_home

# The planted bugs come last, since they call the others.
PROOFS = {
    "R1": "kills",
    "R1a": "kills_apart",
    "R1p": "kills_server",
    "R2": "cuts",
    "R3": "full_disk",
    "R4": "resends",
    "R6": "histories",
    "R7": "tabs",
    "R8": "keystrokes",
    "R9": "flaps",
    "R10": "closings",
    "R11": "clocks",
    "R12": "rescore",
    "R12t": "scorers",
    "R13": "chains",
    "R14": "payloads",
    "R15": "alone",
    "R16": "matrix",
    "R17": "hostile",
    "R17u": "hostile_lists",
    "R17m": "mutants",
    "R18": "badinputs",
    "R18p": "badinputs_server",
    "R19": "stored_scripts",
    "R20": "cells",
    "R21": "forgeries",
    "R22": "privacy",
    "R23": "backups",
    "R24": "surge",
    "R25": "soak",
    "A1": "papers",
    "C1": "issuing",
    "B1": "bench_kills",
    "B1f": "bench_kills_field",
    "B2": "bench_leftovers",
    "B3": "bench_alike",
    "R5": "planted",
}


def main(arguments: list[str]) -> int:
    """Run the named proofs, or all."""
    parser = argparse.ArgumentParser(prog="prove", description="What must never happen, tried many times.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="kills, resends … or R1, R4 …; all if none is named")
    parser.add_argument("--short", action="store_true", help="a few seconds instead of minutes")
    parser.add_argument("--tries", type=int, metavar="N", help="so many tries instead of the usual number")
    options = parser.parse_args(arguments)
    open_home()
    logging.disable(logging.CRITICAL)  # refusals that the proofs provoke
    names = {name: rule for rule, proof in PROOFS.items() for name in (rule, proof)}
    unknown = [name for name in options.names if name not in names]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(names)}")
    chosen = [names[name] for name in options.names] or list(PROOFS)
    return 1 if sum(run(PROOFS[rule], options.short, options.tries) for rule in chosen) else 0


def run(proof: str, short: bool, tries: int | None) -> int:
    """Run one proof and print its account; how often it failed."""
    module = importlib.import_module(f"bench.proofs.{proof}")
    began = time.monotonic()
    result = module.prove(tries or (module.SHORT if short else module.LONG))
    print(f"{result.lines()}\n     ({time.monotonic() - began:.1f} s)", flush=True)
    failed: int = result.failed
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
