"""B3: the same seed gives the same bench and the same grade, every time.

In: how many runs. Out: an account, a try a run. Follows: what a candidate sees before the first step, and the report of
the same steps, as bytes; the report is made once at hand-in and once more of the evidence alone.
"""

from collections.abc import Sequence

import msgspec

from bench.account import Account, account
from bench.load.benches import Candidate, Crew, at_once, list_candidates, run_crew, work_through
from bench.measures.stations import FIELD
from bench.measures.stations import PACKS as RECORDS
from liangcai_host.benches.model import Ready

PACKS = (*RECORDS, FIELD)
SHORT, LONG = 10, 100
GROUP = 10
SEED = "12"


def prove(tries: int, packs: Sequence[str] = PACKS) -> Account:
    """So many runs of every pack."""
    faults = list[str]()
    with run_crew() as crew:
        for pack in packs:
            candidates = list_candidates(pack, [f"{pack}-{one}" for one in range(tries)], [SEED] * tries)
            seen = [
                found
                for start in range(0, tries, GROUP)
                for found in at_once(lambda one: run_one(crew, one), candidates[start : start + GROUP])
            ]
            faults += [f"{pack}: run {place} differs" for place, one in enumerate(seen) if one != seen[0]]
    said = f"packs: {', '.join(packs)}"
    return account("B3", "same seed, another bench or grade", tries, "runs of each pack", faults, said)


def run_one(crew: Crew, candidate: Candidate) -> tuple[bytes, bytes]:
    """What is seen at first, part by part, and the report."""
    benches, attempt = crew.benches, candidate.order.attempt
    ready = benches.prepare(candidate.order)
    parts = [part["id"] for part in benches.look(attempt)["parts"]] if candidate.order.engine == "record" else [""]
    views = [benches.look(attempt, part) for part in parts]
    for view in views:
        del view["clock"]
    work_through(benches, candidate)
    handed = benches.hand_in(attempt)
    again = benches.judge(candidate.order, handed.evidence)
    assert again == handed.report, "marked again from evidence, it differs"
    return without_net(msgspec.json.encode(views), ready), msgspec.json.encode(handed.report)


def without_net(text: bytes, ready: Ready) -> bytes:
    """What is seen, with the network that this run was given named as in every other run."""
    net = ready.addresses.get("opcua", "").removeprefix("opc.tcp://").rpartition(".")[0]
    return text.replace(f"{net}.".encode(), b"net.") if net else text
