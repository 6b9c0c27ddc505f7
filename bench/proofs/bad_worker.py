"""A process that sends bad input to the whole application on a home of its own.

In: a home, a seed, how many requests, perhaps a database server and the name of a planted bug. Out: JSON on standard
output: what was sent and what was wrong. Follows: the server's own start and sweep run beside it, as in a real server.
"""

import asyncio
import contextlib
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from bench.proofs.asgi import LIMIT_SECONDS, Application, Request, ask
from bench.proofs.bad_bugs import BUGS
from bench.proofs.bad_judge import Judge, Listener
from bench.proofs.bad_requests import Sender
from bench.proofs.bad_world import World, open_world
from bench.proofs.described import draw_cases

BENT, DESCRIBED = "bent", "described"
FRESH = 50  # requests after which who failed to sign in may try again
SLOW_ONES = 3
MOST_FAULTS, IMPATIENT = 200, 12.0


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a run has to say."""

    tries: int
    forms: int
    routes: tuple[str, ...]
    statuses: dict[str, int]
    acknowledged: int
    foreign: int
    slowest: tuple[tuple[float, str], ...]
    late: float
    faults: tuple[str, ...]


def work(home: Path, seed: int, count: int, source: str, server: str, bug: str) -> Told:
    """Open, plant, send."""
    world = open_world(home, server)
    listener = Listener()
    from liangcai_web.site.asgi import application

    with BUGS[bug]():
        requests = SOURCES[source](world, seed, count)
        return asyncio.run(send_all(application, world, listener, requests, planted=bool(bug)))


def bend(world: World, seed: int, count: int) -> Iterator[Request]:
    """Requests of our own grammar."""
    sender = Sender(world, seed)
    return (sender.draw() for _ in range(count))


SOURCES = {BENT: bend, DESCRIBED: draw_cases}


async def send_all(
    application: Application, world: World, listener: Listener, requests: Iterator[Request], *, planted: bool
) -> Told:
    """Start the server's own work, then send; a planted bug is caught once, and soon."""
    limit, most = (IMPATIENT, 0) if planted else (LIMIT_SECONDS, MOST_FAULTS)
    calm = asyncio.Event()
    life = asyncio.create_task(live(application, calm))
    await asyncio.wait_for(calm.wait(), 60)
    logging.getLogger().addHandler(listener)
    judge, sessions = Judge(world, listener), await asyncio.to_thread(keep_sessions)
    routes: Counter[str] = Counter()
    for number, request in enumerate(requests):
        if number % FRESH == 0:
            await asyncio.to_thread(forgive, sessions)
        judge.look(request, await ask(application, request, limit))
        routes[name_route(request)] += 1
        if len(judge.faults) > most:
            break
    faults = [*judge.faults, *judge.look_at_journal()]
    life.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await life
    return Told(
        tries=sum(judge.statuses.values()),
        forms=len(world.forms),
        routes=tuple(sorted(routes)),
        statuses=dict(judge.statuses),
        acknowledged=sum(map(len, judge.acknowledged.values())),
        foreign=judge.foreign,
        slowest=tuple(sorted(judge.seconds, reverse=True)[:SLOW_ONES]),
        late=sorted(judge.seconds)[99 * len(judge.seconds) // 100][0],
        faults=tuple(faults),
    )


async def live(application: Application, calm: asyncio.Event) -> None:
    """The life of a server: started, and ended when this is cancelled."""
    first = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if not first.is_set():
            first.set()
            return {"type": "lifespan.startup"}
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        assert message["type"] == "lifespan.startup.complete", message
        calm.set()

    await application({"type": "lifespan"}, receive, send)


def name_route(request: Request) -> str:
    """The route that a request meets, or what stands in its place."""
    from django.urls import Resolver404, resolve

    if request.path.startswith(("/static/", "/sitting/answers", "/sitting/clock", "/health", "/metrics")):
        return request.path.split("?")[0][:16]
    try:
        return f"/{resolve(request.path).route}"
    except (Resolver404, ValueError, UnicodeError):
        return "none"


def keep_sessions() -> list[Any]:
    """The sessions of the staff as they are now."""
    from django.contrib.sessions.models import Session

    return list(Session.objects.all())


def forgive(sessions: list[Any]) -> None:
    """Forget who failed how often, and who signed out: otherwise everything would soon be refused unread."""
    from django.contrib.sessions.models import Session
    from django.core.cache import cache

    from liangcai_web.services.accounts import approvals
    from liangcai_web.services.sittings import sign_in as sittings_sign_in

    Session.objects.bulk_create(sessions, ignore_conflicts=True)
    cache.clear()
    for limit in (approvals.LIMIT, sittings_sign_in.PER_TICKET, sittings_sign_in.PER_ADDRESS):
        limit._seen.clear()


if __name__ == "__main__":
    home_name, drawn, wanted, kind, url, planted = sys.argv[1:]
    told = work(Path(home_name), int(drawn), int(wanted), kind, url, planted)
    sys.stdout.buffer.write(msgspec.json.encode(told))
    sys.stdout.flush()
    os._exit(0)  # a view that hangs would keep its thread, and that the process
