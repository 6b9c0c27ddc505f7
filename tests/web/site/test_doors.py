"""Everyone who comes is let in soon, however busy the site is with those who are in already."""

import asyncio
import socket
from collections.abc import Callable

import pytest

from liangcai_cli.serve import HOST, free_port, open_doors

COMING = 60


def count_turns(doors: list[socket.socket], loop: asyncio.AbstractEventLoop) -> int:
    """In how many turns of the event loop all who wait at the doors are let in."""
    let_in: list[asyncio.BaseTransport] = []
    turns = 0

    class Guest(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            let_in.append(transport)

    def turn() -> None:
        nonlocal turns
        turns += 1
        loop.call_soon(turn)

    async def work() -> int:
        address = doors[0].getsockname()
        servers = [await loop.create_server(Guest, sock=door) for door in doors]
        coming = [socket.create_connection(address, 20) for _ in range(COMING)]
        loop.call_soon(turn)
        for _ in range(20_000):
            if len(let_in) == COMING:
                break
            await asyncio.sleep(0)
        for transport in let_in:
            transport.close()
        for one in (*coming, *servers):
            one.close()
        return turns

    try:
        return loop.run_until_complete(work())
    finally:
        loop.close()


@pytest.fixture
def make_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    """The event loop of the site."""
    uvloop = pytest.importorskip("uvloop", reason="NOT TESTED: the site's event loop is not there on this system")
    made: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return made


def test_many_are_let_in_in_one_turn(make_loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    doors = open_doors(free_port(8100))
    assert {door.getsockname() for door in doors} == {doors[0].getsockname()}
    assert doors[0].getsockname()[0] == HOST
    few = count_turns(doors, make_loop())
    many = count_turns([socket.create_server((HOST, 0))], make_loop())
    assert many >= COMING  # one a turn: why there are many doors
    assert few < COMING / 6


def test_an_address_that_is_taken_is_said_to_be() -> None:
    doors = open_doors(free_port(8100))
    doors[0].listen()
    with pytest.raises(SystemExit, match="in use"):
        open_doors(doors[0].getsockname()[1])
    for door in doors:
        door.close()
