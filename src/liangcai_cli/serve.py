"""``liangcai serve``: the site of an installation, on this machine only unless told otherwise.

In: the folder of the installation and a port. Out: a server on 127.0.0.1 until it is stopped.
"""

import argparse
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from liangcai_cli.benches import run_benches
from liangcai_cli.site import open_site
from liangcai_host import clock
from liangcai_host.home import home_folder
from liangcai_host.processor import keep_together

HOST = "127.0.0.1"
PORT = 8000
TRIES = 20
# The event loop takes one connection a turn from each handle, and a turn serves everyone who is in already: with one
# handle, 1,475 of 2,000 who came to a busy site were not let in within five seconds.
DOORS = 64
WAITING = 2048  # who has come and is not let in yet
# Connections stay open over the half minute in which a candidate thinks.
OPTIONS: dict[str, Any] = {
    "log_level": "warning",
    "server_header": False,
    "access_log": False,
    "timeout_keep_alive": 75,
}


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``serve``."""
    subject = subjects.add_parser("serve", help="启动网站 run the site")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    subject.add_argument("--port", type=int, default=PORT)
    subject.set_defaults(run=run_serve)


def run_serve(options: argparse.Namespace) -> int:
    """Serve an installation until it is stopped."""
    with open_doors(options.port) as doors:
        address = find_address(doors)
        os.environ.setdefault("LIANGCAI_VERIFY_ADDRESS", f"{address}/verify")
        home = options.home or home_folder(os.environ)
        open_site(home, os.environ.get("LIANGCAI_DATABASE_URL", ""))
        print_start()
        sys.stdout.write(f"{address}/  （Ctrl+C 停止 to stop）\n")
        sys.stdout.flush()
        with run_benches(home):
            serve(doors)
    return 0


def print_start() -> None:
    """What the site finds at its start: data, room, what runs, what waits."""
    from liangcai_web.services.operations import start_operations
    from liangcai_web.services.upkeep.starting import describe_start

    start_operations()
    for line in describe_start(clock.now()):
        sys.stdout.write(f"{line.zh}\n    {line.en}\n")


def serve(doors: Sequence[socket.socket], application: Any = "liangcai_web.site.asgi:application") -> None:
    """Run the server in this process, whose threads from now on take turns on one processor."""
    import uvicorn

    from liangcai_web.site.saving import SavingProtocol

    keep_together()
    uvicorn.Server(uvicorn.Config(application, http=SavingProtocol, **OPTIONS)).run(sockets=list(doors))


@contextmanager
def open_doors(wanted: int) -> Iterator[list[socket.socket]]:
    """The wanted port, or the next one that nobody uses, kept for this site: who comes early waits.

    As many handles of it as there are connections to be taken in one turn of the event loop.
    """
    for port in range(wanted, wanted + TRIES):
        if door := listen(port):
            break
    else:
        raise SystemExit(f"{wanted}–{wanted + TRIES - 1} 端口都被占用。 All these ports are in use.")
    doors = [door, *(door.dup() for _ in range(DOORS - 1))]
    try:
        yield doors
    finally:
        for one in doors:
            one.close()


def listen(port: int) -> socket.socket | None:
    """A socket that listens there; none where somebody else does."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # there it means that another process may take the address
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((HOST, port))
        door.listen(WAITING)  # two may be bound to one address as long as neither listens
    except OSError:
        door.close()
        return None
    return door


def find_address(doors: Sequence[socket.socket]) -> str:
    """Where a browser finds the site."""
    return f"http://{HOST}:{doors[0].getsockname()[1]}"
