"""The server that the intake is measured in: the site, and a Django view that does the same beside it.

In: a port, how many attempts to open. Out: one line of JSON with attempts and tokens, then the server until it is
stopped. Follows: the peer goes the way of every page of the site: middleware, URL, view; sender, journal and reply are
the same functions.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from liangcai_cli.serve import open_doors, serve
from liangcai_cli.site import open_site


def main(port: int, attempts: int) -> None:
    """Open the attempts, add the peer's address, serve."""
    open_site(Path(os.environ["LIANGCAI_HOME"]))
    from liangcai_host.journal.model import NewEvent
    from liangcai_web.services.sittings.journal import open_journal

    sessions = []
    for number in range(attempts):
        name = f"bench-{number}"
        opened = NewEvent(kind="opened", client_id="opened", payload={"minutes": 90})
        open_journal().append(name, (opened,)).result()
        sessions.append((name, open_journal().open_session(name)))
    add_peer()
    print(json.dumps(sessions), flush=True)
    from liangcai_web.site.asgi import application

    async def respond(scope: Any, receive: Any, send: Any) -> None:
        await (say_nothing(receive, send) if scope.get("path") == "/peer/empty" else application(scope, receive, send))

    with open_doors(port) as doors:
        serve(doors, respond)


async def say_nothing(receive: Any, send: Any) -> None:
    """The empty endpoint: reads what was sent and says that it did."""
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-type", b"application/json"), (b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"{}"})


def add_peer() -> None:
    """The peer's address among those of the site."""
    from django.urls import path

    from bench.measures.intake_view import save_answers
    from liangcai_web.site import urls

    urls.urlpatterns.append(path("peer/answers", save_answers))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
