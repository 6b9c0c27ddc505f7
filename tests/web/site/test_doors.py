"""Everyone who comes is let in soon, however busy the site is with those who are in already."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from liangcai_cli.serve import HOST, TRIES, find_address, listen, open_doors

COMING = 60


class Entrance:
    """Who was let in, and how many turns the event loop took until then."""

    def __init__(self) -> None:
        self.let_in: list[asyncio.BaseTransport] = []
        self.turns = 0

    def turn(self) -> None:
        """Count this turn and the next."""
        self.turns += 1
        asyncio.get_running_loop().call_soon(self.turn)


class Guest(asyncio.Protocol):
    """Somebody new."""

    def __init__(self, entrance: Entrance) -> None:
        self.entrance = entrance

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """They are in."""
        self.entrance.let_in.append(transport)


async def let_in_all(doors: list[socket.socket]) -> int:
    """In how many turns of the event loop all who wait at the doors are let in."""
    loop, entrance, address = asyncio.get_running_loop(), Entrance(), doors[0].getsockname()
    servers = [await loop.create_server(lambda: Guest(entrance), sock=door) for door in doors]
    coming = [socket.create_connection(address, 20) for _ in range(COMING)]
    entrance.turn()
    for _ in range(20_000):
        if len(entrance.let_in) == COMING:
            break
        await asyncio.sleep(0)
    for one in (*entrance.let_in, *coming, *servers):
        one.close()
    return entrance.turns


def count_turns(doors: list[socket.socket], loop: asyncio.AbstractEventLoop) -> int:
    """The same in an event loop that goes away afterwards."""
    try:
        return loop.run_until_complete(let_in_all(doors))
    finally:
        loop.close()


@pytest.fixture
def make_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    """The event loop of the site."""
    uvloop = pytest.importorskip("uvloop", reason="NOT TESTED: the site's event loop is not there on this system")
    made: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return made


def test_many_are_let_in_in_one_turn(make_loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    with open_doors(8100) as doors:
        assert {door.getsockname() for door in doors} == {doors[0].getsockname()}
        assert doors[0].getsockname()[0] == HOST
        few = count_turns(doors, make_loop())
    many = count_turns([socket.create_server((HOST, 0))], make_loop())
    assert many >= COMING  # one a turn: why there are many doors
    assert few < COMING / 6


def test_two_sites_that_start_at_once_have_an_address_each() -> None:
    with open_doors(8100) as first, open_doors(8100) as second:  # neither serves yet
        assert find_address(first) != find_address(second)
        for doors in (first, second):
            socket.create_connection(doors[0].getsockname(), 5).close()


def test_that_all_addresses_are_taken_is_said() -> None:
    with ExitStack() as stack:
        for port in range(8300, 8300 + TRIES):
            if door := listen(port):
                stack.enter_context(door)
        with pytest.raises(SystemExit, match=r"8300–8319 .* in use"), open_doors(8300):
            pass
