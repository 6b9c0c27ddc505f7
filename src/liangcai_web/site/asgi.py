"""The server's entry: the intake of answers first, static files next, Django for the rest.

In: requests. Out: an ASGI application; while it runs, attempts whose time is over are closed by the server's clock.
Follows: saving an answer waits for no page.
"""

import asyncio
import contextlib
import gc
import logging
import os
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SWEEP_SECONDS = 5
# What waits for a commit is thousands of objects that are soon let go of: to look through them again and again for
# cycles took a quarter of the processor under load.
GARBAGE = (50_000, 20, 20)
log = logging.getLogger(__name__)


def build_application() -> Application:
    """Set Django up, then put the handlers in front of one another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangcai_web.site.settings")
    import django

    django.setup(set_prefix=False)
    from liangcai_web.candidate import intake  # its services need the tables, and these a Django that is set up
    from liangcai_web.site import watch
    from liangcai_web.site.django_pages import Pages
    from liangcai_web.site.static_files import serve_static

    pages = Pages()

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await run_lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"] in (intake.ANSWERS, intake.CLOCK):
            await intake.answer_intake(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] in (watch.HEALTH, watch.METRICS) and watch.is_local(scope):
            await watch.answer_watch(scope, send)
        elif scope["type"] == "http" and not await serve_static(scope, send):
            await pages(scope, receive, send)

    return respond


async def run_lifespan(receive: Receive, send: Send) -> None:
    """Open the journal before the first request, sweep while running, write what is queued at the end."""
    sweeping: asyncio.Future[Any] | None = None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            sweeping = await _start(send)
        elif message["type"] == "lifespan.shutdown":
            await _stop(sweeping)
            await send({"type": "lifespan.shutdown.complete"})
            return


async def _start(send: Send) -> asyncio.Future[Any] | None:
    from liangcai_web.services.operations import start_operations
    from liangcai_web.services.sittings.journal import open_journal

    try:
        await asyncio.to_thread(start_operations)
        await (await asyncio.to_thread(open_journal)).go_apart()
        await asyncio.to_thread(load_pages)
    except Exception as error:
        log.exception("the journal cannot be opened")
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return None
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    sweeps = asyncio.gather(_sweep(), _sweep_benches())
    await send({"type": "lifespan.startup.complete"})
    return sweeps


def load_pages() -> None:
    """Import every view now: the first who comes would wait two seconds for it."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns


async def _sweep() -> None:
    """Close what is due, again and again; a fault is logged, and the next round tries again."""
    from asgiref.sync import sync_to_async
    from django.db import close_old_connections

    from liangcai_host import clock
    from liangcai_web.services.operations import keep_ballast, note_sweep
    from liangcai_web.services.sittings.attempts import close_due, mend_endings
    from liangcai_web.services.sittings.grants import mend_grants
    from liangcai_web.services.sittings.journal import notice_changes
    from liangcai_web.services.sittings.late import mend_counted

    failed = True
    while True:
        # After a start and after a fault there may be endings that only the journal knows.
        mends = (mend_grants, mend_endings, mend_counted, close_due) if failed else (close_due,)
        works: list[Callable[[], object]] = [notice_changes, *(partial(mend, clock.now()) for mend in mends)]
        failed = False
        await sync_to_async(close_old_connections)()  # no request does it here; a server may have been restarted
        for work in works:
            try:
                await sync_to_async(work)()
            except Exception:
                failed = True
                log.exception("the sweep of attempts failed")
        await asyncio.to_thread(keep_ballast)
        note_sweep(failed=failed)
        await asyncio.sleep(SWEEP_SECONDS)


async def _sweep_benches() -> None:
    """End benches whose time is over; beside the other sweep, since grading takes seconds."""
    from django.db import close_old_connections

    from liangcai_host import clock
    from liangcai_web.services.benches.examination import close_due_benches
    from liangcai_web.services.benches.practice import close_due_practice

    def work() -> None:
        close_old_connections()
        try:
            close_due_benches(clock.now())
            close_due_practice(clock.now())
        finally:
            close_old_connections()

    while True:
        try:
            await asyncio.to_thread(work)
        except Exception:
            log.exception("the sweep of benches failed")
        await asyncio.sleep(SWEEP_SECONDS)


async def _stop(sweeping: asyncio.Future[Any] | None) -> None:
    from liangcai_web.services.operations import stop_operations
    from liangcai_web.services.sittings.journal import open_journal

    if sweeping is not None:
        sweeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sweeping
    await open_journal().come_back()
    await asyncio.to_thread(open_journal().close)
    open_journal.cache_clear()
    stop_operations()


application = build_application()
