"""The site, with an address that opens attempts which end soon; with a planted bug, if one is named.

In: the name of the bug or ``none``, a port, how many attempts. Out: a line when it is prepared, then a server; at
``/proof/open`` attempts, tokens and the readings of the steady clock at which their time is over.
"""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import uvicorn

from liangcai_cli.serve import OPTIONS
from liangcai_cli.site import open_site
from liangcai_host import clock

WALL = "wall"
LEAD, SPACING = 3.0, 0.1


class WallClock:
    """The bug: the wall clock at each call."""

    def now(self) -> datetime:
        """Whatever somebody set it to."""
        return datetime.now(UTC)


def open_attempts(count: int) -> list[tuple[str, str, float]]:
    """Attempts of one minute that began so long ago that they end one after another from soon on."""
    from liangcai_host.journal.model import NewEvent
    from liangcai_web.services.sittings.journal import open_journal

    names = [f"stepped-{uuid4()}" for _ in range(count)]
    tokens = [open_journal().open_session(name) for name in names]
    opened = NewEvent(kind="opened", client_id="opened", payload={"minutes": 1})
    now, steady = clock.now(), clock.read_steady()
    left = [LEAD + number * SPACING for number in range(count)]
    begins = [now + timedelta(seconds=seconds - 60) for seconds in left]
    for future in [open_journal().append(name, (opened,), at) for name, at in zip(names, begins, strict=True)]:
        future.result()
    return [(name, token, steady + seconds) for name, token, seconds in zip(names, tokens, left, strict=True)]


def main(bug: str, port: int, count: int) -> None:
    """Prepare, print, serve."""
    open_site(Path(os.environ["LIANGCAI_HOME"]))
    if bug == WALL:
        clock._CLOCK = WallClock()  # type: ignore[assignment]
    from liangcai_web.site.asgi import application

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        if scope.get("path") != "/proof/open":
            await application(scope, receive, send)
            return
        body = json.dumps(await asyncio.to_thread(open_attempts, count)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    print("ready", flush=True)
    uvicorn.run(serve, port=port, **OPTIONS)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
