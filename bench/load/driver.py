"""Many clients over real HTTP, from one process that costs little.

In: clients, each a generator that yields a request or a pause in seconds and is sent the reply. Out: the time of every
request. Follows: a client has one connection, kept open, as a browser has; it waits for a reply before it goes on.
"""

import heapq
import itertools
import select
import socket
import time
from collections.abc import Callable, Generator, Iterable
from typing import NamedTuple

STALLED = 60.0


class Reply(NamedTuple):
    """What came back."""

    status: int
    head: str
    body: bytes


class Request(NamedTuple):
    """Bytes to send, and under which name the wait is counted."""

    data: bytes
    name: str


Client = Generator[Request | float, Reply | None, None]


class Wait(NamedTuple):
    """A request that was answered: its name, seconds waited, status."""

    name: str
    seconds: float
    status: int


class Line:
    """A client and its connection."""

    def __init__(self, client: Client, port: int) -> None:
        self.client = client
        self.port = port
        self.socket = self._connect()
        self.buffer = b""
        self.asked: Request | None = None
        self.began = 0.0

    def _connect(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), STALLED)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def ask(self, request: Request) -> None:
        """Send a request."""
        self.asked, self.began = request, time.perf_counter()
        self.socket.sendall(request.data)

    def take(self) -> Reply | None:
        """The reply, once it is whole."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError("the server closed the line")
        self.buffer += part
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self.buffer[:end].decode("latin-1")
        length = head.lower().partition("content-length:")[2].partition("\r")[0]
        whole = end + 4 + int(length or 0)
        if len(self.buffer) < whole:
            return None
        body, self.buffer = self.buffer[end + 4 : whole], self.buffer[whole:]
        return Reply(int(head.split(" ", 2)[1]), head, body)


def drive(clients: Iterable[Client], port: int, seconds: float, at_once: int) -> tuple[list[Wait], float]:
    """Run clients, so many at once, until they end or the time is over; what was answered, and how long it took."""
    began = time.perf_counter()
    return assemble(clients, port, at_once).run(began, seconds)


def gather(clients: Iterable[Client], port: int, at_once: int) -> "Crowd":
    """The same clients at the moment when each of them has had a reply: from then on all are served, or none are."""
    crowd = assemble(clients, port, at_once)
    began = time.perf_counter()
    while len(crowd.heard) < at_once:
        if time.perf_counter() - began > STALLED:
            raise RuntimeError(f"{at_once - len(crowd.heard)} of {at_once} clients got no reply in {STALLED:g} seconds")
        crowd.turn()
    crowd.waits.clear()
    return crowd


def assemble(clients: Iterable[Client], port: int, at_once: int) -> "Crowd":
    """The first so many of the clients, each with a connection."""
    crowd = Crowd(iter(clients), port)
    for _ in range(at_once):
        crowd.admit()
    return crowd


class Crowd:
    """The clients that are at it."""

    def __init__(self, waiting: Iterable[Client], port: int) -> None:
        self.waits: list[Wait] = []
        self.heard: set[int] = set()
        self._waiting = iter(waiting)
        self._port = port
        self._poll = select.epoll()
        self._lines: dict[int, Line] = {}
        self._pauses: list[tuple[float, int, Line]] = []
        self._count = itertools.count()

    def run(self, began: float, seconds: float) -> tuple[list[Wait], float]:
        """Go on until all have ended or the time since ``began`` is over, then hang up; what was answered, how long."""
        while self._lines and time.perf_counter() - began < seconds:
            self.turn()
        elapsed = time.perf_counter() - began
        self.close()
        return self.waits, elapsed

    def admit(self) -> None:
        """Let the next client begin."""
        client = next(self._waiting, None)
        if client is not None:
            line = Line(client, self._port)
            self._lines[line.socket.fileno()] = line
            self._poll.register(line.socket, select.EPOLLIN)
            self._go_on(line, None)

    def turn(self) -> None:
        """Deal with the replies that are there and the pauses that are over."""
        until = self._pauses[0][0] - time.perf_counter() if self._pauses else 1.0
        for number, _ in self._poll.poll(max(0.0, min(until, 1.0))):
            line = self._lines[number]
            reply = line.take()
            if reply is not None and line.asked is not None:
                self.heard.add(number)
                self.waits.append(Wait(line.asked.name, time.perf_counter() - line.began, reply.status))
                self._go_on(line, reply)
        while self._pauses and self._pauses[0][0] <= time.perf_counter():
            self._go_on(heapq.heappop(self._pauses)[2], None)

    def close(self) -> None:
        """Hang up."""
        for line in self._lines.values():
            line.socket.close()
        self._poll.close()

    def _go_on(self, line: Line, reply: Reply | None) -> None:
        try:
            step = line.client.send(reply)
        except StopIteration:
            self._poll.unregister(line.socket)
            del self._lines[line.socket.fileno()]
            line.socket.close()
            self.admit()
            return
        if isinstance(step, float):
            heapq.heappush(self._pauses, (time.perf_counter() + step, next(self._count), line))
        else:
            line.ask(step)


def percentile(waits: list[Wait], share: float, name: str = "") -> float:
    """The milliseconds that so great a share of the requests waited at most."""
    seconds = sorted(wait.seconds for wait in waits if not name or wait.name == name)
    return 1000 * seconds[min(len(seconds) - 1, int(share * len(seconds)))] if seconds else 0.0


Make = Callable[[int], Client]
