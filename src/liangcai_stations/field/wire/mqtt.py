"""A session at a message broker that comes back by itself: aiomqtt is named here and nowhere else.

In: address, account, TLS settings, own address, topics. Out: messages, or why there is no session. Follows: an
acknowledged message (QoS 1) has reached the broker; whether an access list let it pass, nobody tells the sender.
"""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Awaitable, Callable, Sequence

import aiomqtt

PATIENCE = 2.0
PAUSE = 0.3
REFUSED = 0x80
logging.getLogger("mqtt").setLevel(logging.CRITICAL)

Received = Callable[[str, bytes], Awaitable[None]]


class MqttLink:
    """One session, kept up in the background."""

    def __init__(
        self, host: str, port: int, context: ssl.SSLContext | None, account: tuple[str, str], own: str
    ) -> None:
        self._where = (host, port)
        self._context = context
        self._account = account
        self._own = own
        self._client: aiomqtt.Client | None = None
        self._task: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()
        self.problem = "尚未连接 not connected yet"

    @property
    def connected(self) -> bool:
        """Whether there is a session just now."""
        return self._client is not None

    def start(self, topics: Sequence[str] = (), received: Received | None = None) -> None:
        """Connect, subscribe, and come back whenever the session ends."""
        self._task = asyncio.create_task(self._keep_up(tuple(topics), received))

    async def stop(self) -> None:
        """End the session; an attempt to connect is let finish, for the library does not bear being interrupted."""
        self._ending.set()
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=PATIENCE * 2)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def publish(self, topic: str, payload: bytes) -> str:
        """Publish and wait until the broker has it; what went wrong, or a blank."""
        if self._client is None:
            return self.problem
        try:
            await self._client.publish(topic, payload, qos=1, timeout=PATIENCE)
        except (aiomqtt.MqttError, ValueError) as error:
            return f"未送达 not delivered: {error}"
        return ""

    async def _keep_up(self, topics: tuple[str, ...], received: Received | None) -> None:
        while not self._ending.is_set():
            try:
                async with self._make() as client:
                    codes = [code for topic in topics for code in await client.subscribe(topic, qos=0)]
                    refused = any((code if isinstance(code, int) else code.value) >= REFUSED for code in codes)
                    self._client, self.problem = client, "订阅被拒绝 subscription refused" if refused else ""
                    await self._attend(client, received)
            except (aiomqtt.MqttError, OSError) as error:
                self.problem = explain(error)
            finally:
                self._client = None
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._ending.wait(), PAUSE)

    async def _attend(self, client: aiomqtt.Client, received: Received | None) -> None:
        """Hand on what comes in until the session ends or is to end."""
        reading = asyncio.create_task(_read_all(client, received))
        ending = asyncio.create_task(self._ending.wait())
        await asyncio.wait({reading, ending}, return_when=asyncio.FIRST_COMPLETED)
        for task in (reading, ending):
            task.cancel()
        told = await asyncio.gather(reading, ending, return_exceptions=True)
        if isinstance(told[0], Exception):
            raise told[0]

    def _make(self) -> aiomqtt.Client:
        host, port = self._where
        user, password = self._account
        return aiomqtt.Client(
            host,
            port,
            username=user,
            password=password,
            tls_context=self._context,
            timeout=PATIENCE,
            bind_address=self._own,
            logger=logging.getLogger("mqtt"),
        )


async def _read_all(client: aiomqtt.Client, received: Received | None) -> None:
    async for message in client.messages:
        if received is not None and isinstance(message.payload, bytes):
            await received(str(message.topic), message.payload)


def explain(error: Exception) -> str:
    """Why there is no session, in words."""
    text = str(error)
    if "certificate verify failed" in text.lower():
        return "证书核对未通过 the certificate does not stand the check"
    if "refused" in text.lower():
        return "连接被拒绝 connection refused"
    return "没有会话 no session"


async def listen(link: MqttLink, topic: str, seconds: float) -> tuple[list[str], str]:
    """Topics and first characters of what comes in on a filter within so many seconds, and what went wrong."""
    heard: list[str] = []

    async def take(name: str, payload: bytes) -> None:
        if len(heard) < 8:
            heard.append(f"{name} {payload[:120].decode(errors='replace')}")

    link.start((topic,), take)
    await asyncio.sleep(seconds)
    problem = link.problem
    await link.stop()
    return heard, problem
