"""R18 on PostgreSQL: the same bad input, where the database refuses what SQLite would swallow.

In: how many requests. Out: an account. Follows: ``badinputs``; each process has a copy of one database.
"""

import tempfile
from pathlib import Path

from bench.account import Account
from bench.postgres import Server
from bench.proofs.bad_worker import BENT
from bench.proofs.badinputs import GRACE, cut_groups, describe, run, send

SHORT, LONG = 400, 20_000


def prove(tries: int) -> Account:
    """A server of its own, one process after another."""
    server = Server()
    told = []
    try:
        with tempfile.TemporaryDirectory(prefix="liangcai-bad-") as name:
            home = Path(name) / "first"
            run("bench.proofs.bad_world", str(home), server.make_database("first"), limit=GRACE * 5)
            for group in cut_groups(tries, BENT, start=1000):
                copy_database(server, "first", f"copy-{group.seed}")
                told.append(send(home, group, server.url(f"copy-{group.seed}")))
    finally:
        server.close()
    return describe("R18p", told)


def copy_database(server: Server, first: str, name: str) -> None:
    """Another database with the same content."""
    import psycopg

    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{first}"'.encode())
