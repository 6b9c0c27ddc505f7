"""R1 on PostgreSQL: kill -9 of the saving process, and of the whole server, loses nothing that was acknowledged.

In: how many kills. Out: an account, a try a kill; every tenth strikes the server, which then recovers from its log.
Follows: rule 2 of reliability, as for the file.
"""

import contextlib
import tempfile
from pathlib import Path

from bench.account import Account, account
from bench.postgres import Server
from bench.proofs.kills import Killing, check_chain

SHORT, LONG = 10, 200
EVERY = 10


def prove(tries: int, bug: str = "") -> Account:
    """Kill so many; a server that was killed is started again before anyone looks."""
    with contextlib.closing(Server()) as server, tempfile.TemporaryDirectory(prefix="liangcai-kills-") as name:
        killing = Killing(Path(name), server.make_database("journal"), bug)

        def strike(_: int) -> None:
            server.kill()
            server.start()

        for number in range(1, tries + 1):
            killing.kill_one(f"attempt-{number}", *([] if number % EVERY else [strike]))
        faults = [*killing.faults, *check_chain(killing.place)]
    said = f"PostgreSQL, {tries // EVERY} of them of the server; {killing.saved:,} answers acknowledged"
    return account("R1p", "acknowledged, then lost to kill -9", tries, "kills", faults, said)
