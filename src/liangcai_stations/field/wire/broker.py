"""The message broker: MQTT in clear text and over TLS, with accounts and topic access lists: amqtt is named here only.

In: a house (who may come in, who may do what, what is stored before it is answered). Out: two listeners. Follows: the
listeners are ours and the library gets bounded streams, because it limits neither the size of a packet nor how fast
they come; a will is a publication like any other, though the library asks nobody about it; a subscription that is
refused is a return code.
"""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from amqtt.adapters import StreamReaderAdapter, StreamWriterAdapter
from amqtt.broker import Broker
from amqtt.contexts import Action, BrokerConfig, ListenerConfig, ListenerType
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin

LARGEST_PACKET = 32 * 1024
MOST_CONNECTIONS = 24
MOST_QUEUED = 200
READS_A_SECOND = 1200.0
PATIENCE = 5.0
CLEAR, TLS = "clear", "tls"
logging.getLogger("amqtt").setLevel(logging.CRITICAL)


class House:
    """The rules of the broker; ``heard`` is awaited before what an outsider does is answered."""

    def __init__(
        self,
        passwords: dict[str, str],
        publish: dict[str, tuple[str, ...]],
        subscribe: dict[str, tuple[str, ...]],
        heard: Callable[[str, str], Awaitable[bool]],
        closed: tuple[str, ...] = (),
    ) -> None:
        self.passwords = passwords
        self.publish = publish
        self.subscribe = subscribe
        self.heard = heard
        self.closed = closed
        self.refused = 0
        self.denied: dict[str, int] = {}

    def may(self, user: str | None, topic: str | None, allowed: dict[str, tuple[str, ...]]) -> bool:
        """Whether an access list has a topic for an account."""
        return bool(topic) and any(matches(str(topic), one) for one in allowed.get(user or "", ()))


def matches(topic: str, allowed: str) -> bool:
    """Whether a topic, or a filter, lies within an allowed filter."""
    asked, given = topic.split("/"), allowed.split("/")
    for place, level in enumerate(given):
        if level == "#":
            return True
        if place >= len(asked) or (level != asked[place] and (level != "+" or asked[place] == "#")):
            return False
    return len(asked) == len(given)


class _Heard(asyncio.Queue[Any]):
    """What a client published: bounded, and an outsider's message is stored before it is acknowledged."""

    def __init__(self, house: House, user: str) -> None:
        super().__init__(MOST_QUEUED)
        self._house = house
        self._user = user

    async def put(self, item: Any) -> None:
        if self._user == "engineer" and not await self._house.heard("publish", str(item.topic)[:200]):
            raise ConnectionError("not stored")
        await super().put(item)


class Doorkeeper(BaseAuthPlugin, BaseTopicPlugin):  # type: ignore[misc]
    """Asks the house about accounts and topics."""

    @dataclass
    class Config:
        """The house, handed through the library's configuration."""

        house: Any = None

    async def authenticate(self, *, session: Any) -> bool | None:
        """By name and password; a will must be one that the account may publish."""
        house: House = self.context.config.house
        known = house.passwords.get(session.username or "")
        willed = not session.will_flag or house.may(session.username, session.will_topic, house.publish)
        if not known or session.password != known or not willed:
            house.refused += 1
            return False
        session.delivered_message_queue = _Heard(house, session.username)
        return True

    async def topic_filtering(
        self, *, session: Any = None, topic: str | None = None, action: Action | None = None
    ) -> bool | None:
        """By the access list of the account; what an outsider subscribes to is stored first."""
        house: House = self.context.config.house
        user = session.username if session else None
        allowed = house.may(user, topic, house.publish if action == Action.PUBLISH else house.subscribe)
        allowed = allowed and not (action == Action.PUBLISH and topic in house.closed)
        if not allowed:
            house.refused += user != "gateway"
            if action == Action.PUBLISH:
                house.denied[str(topic)[:200]] = house.denied.get(str(topic)[:200], 0) + 1
            return False
        if action == Action.SUBSCRIBE and user == "engineer":
            return await house.heard("subscribe", str(topic)[:200])
        if action == Action.PUBLISH and user == "gateway" and session.ssl_object is None:
            await house.heard("clear", str(topic)[:200])
        return True


class _Bounded(StreamReaderAdapter):  # type: ignore[misc]
    """A stream that ends where a packet is too large, and slows down where packets come too fast."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        super().__init__(reader)
        self._loop = asyncio.get_running_loop()
        self._credit = READS_A_SECOND
        self._at = self._loop.time()
        self._first = True

    async def read(self, n: int = -1) -> bytes:
        if n > LARGEST_PACKET:
            raise ConnectionError("packet too large")
        now = self._loop.time()
        self._credit = min(READS_A_SECOND, self._credit + (now - self._at) * READS_A_SECOND) - 1
        self._at = now
        if self._credit < 0:
            await asyncio.sleep(-self._credit / READS_A_SECOND)
        first, self._first = self._first, False
        data: bytes = await asyncio.wait_for(super().read(n), PATIENCE if first else None)
        return data


class _Steady(dict[str, Any]):
    """Subscriptions that may grow while the library is still handing a message round: it would drop that message."""

    def items(self) -> Any:
        return list(super().items())


class MessageBroker:
    """The broker of a bench."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._servers: list[asyncio.Server] = []
        self._open = 0
        self._tasks: set[asyncio.Task[None]] = set()
        listeners = {name: ListenerConfig(type=ListenerType.EXTERNAL, bind=name) for name in ("default", CLEAR, TLS)}
        plugins = {f"{__name__}.Doorkeeper": {"house": house}}
        config = BrokerConfig(listeners=listeners, plugins=plugins, session_expiry_interval=10)
        self._broker = Broker(config)
        self._broker._subscriptions = _Steady()

    async def start(self, host: str, clear: int, tls: int, context: ssl.SSLContext) -> None:
        """Listen on both ports."""
        await self._broker.start()
        for name, port, secured in ((CLEAR, clear, None), (TLS, tls, context)):
            self._servers.append(
                await asyncio.start_server(self._door(name), host, port, ssl=secured, limit=LARGEST_PACKET * 2)
            )

    async def stop(self) -> None:
        """Let go of the ports."""
        for server in self._servers:
            server.close()
        await self._broker.shutdown()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1.0)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def sessions(self) -> list[tuple[str, bool]]:
        """The account of each session that is connected, and whether it is encrypted."""
        found = []
        for session, handler in self._broker.sessions.values():
            if session.transitions.state == "connected":
                secured = handler.writer is not None and handler.writer.get_ssl_info() is not None
                found.append((str(session.username), secured))
        return found

    def _door(self, name: str) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def enter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if self._open >= MOST_CONNECTIONS:
                self.house.refused += 1
                writer.close()
                return
            self._open += 1
            task = asyncio.current_task()
            if task is not None:
                self._tasks.add(task)
            try:
                await self._broker.external_connected(_Bounded(reader), StreamWriterAdapter(writer), name)
            except asyncio.CancelledError:  # the bench is closed
                pass
            except Exception as error:  # a stranger's bytes must not end the broker, whatever the library makes of them
                self.house.refused += 1
                logging.getLogger(__name__).info("connection to %s ended: %r", name, error)
            finally:
                self._open -= 1
                if task is not None:
                    self._tasks.discard(task)
                writer.close()

        return enter
