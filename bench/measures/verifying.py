"""Verifying a certificate offline, against the limit of a tenth of a second.

In: a made-up certificate as file and as token. Out: a ratio each. Follows: signature, issuer, revocation, no network.
"""

from collections.abc import Iterator
from functools import partial

from tests.data.certificate import NOW, issue, status_of, trust_of

from bench.ratio import Ratio, against_limit, time_once
from liangcai.credentials.judge import Verdict
from liangcai.credentials.verify import verify_credential

LIMIT, RUNS = 0.1, 51


def measure() -> Iterator[Ratio]:
    """The first look at a file reads the contexts and is left out; later ones are what a reader waits for."""
    issued, trust, status = issue(), trust_of(), status_of()
    for name, data in (("file", issued.file), ("token", issued.token)):
        assert verify_credential(data, trust, status, NOW).verdict is Verdict.VALID
        seconds = [time_once(partial(verify_credential, data, trust, status, NOW)) for _ in range(RUNS)]
        yield against_limit(f"verify {name}", seconds, LIMIT, (f"{len(data):,} bytes", "offline"))
