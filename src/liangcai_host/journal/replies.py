"""How the writer's word reaches those who wait: a future for a thread, a bridge for an event loop.

In: results, in the writer's thread. Out: futures resolved and functions called where they are waited for. Follows: a
group of receipts enters an event loop in one call, not in one each.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
T_in = TypeVar("T_in", contravariant=True)
Told = Callable[[T | None, BaseException | None], None]
log = logging.getLogger(__name__)


class Reply(Protocol[T_in]):
    """Who waits for a work; ``concurrent.futures.Future`` is one."""

    def set_result(self, result: T_in, /) -> None:
        """The work is on stable storage."""

    def set_exception(self, exception: BaseException | None, /) -> None:
        """Nothing of the work was stored."""


class Bridge:
    """Carries replies into an event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._settled: deque[LoopReply[object]] = deque()
        self._called = False

    def settle(self, reply: "LoopReply[object]") -> None:
        """Have a reply delivered in the loop; called by the writer's thread."""
        self._settled.append(reply)
        if not self._called:
            self._called = True
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits there any more
                self.loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        self._called = False  # before the rest: what is settled from now on calls again
        while self._settled:
            self._settled.popleft().deliver()


class LoopReply(Generic[T]):
    """A reply that a function in an event loop is told: the result, or the failure and no result."""

    __slots__ = ("_bridge", "_exception", "_result", "_told")

    def __init__(self, bridge: Bridge, told: Told[T]) -> None:
        self._bridge = bridge
        self._told = told
        self._result: T | None = None
        self._exception: BaseException | None = None

    def set_result(self, result: T, /) -> None:
        """Keep the result for the loop."""
        self._result = result
        self._bridge.settle(self)  # type: ignore[arg-type] # the bridge does not look inside

    def set_exception(self, exception: BaseException | None, /) -> None:
        """Keep the failure for the loop."""
        self._exception = exception
        self._bridge.settle(self)  # type: ignore[arg-type]

    def deliver(self) -> None:
        """Tell; what goes wrong there keeps nobody else from being told."""
        try:
            self._told(self._result, self._exception)
        except Exception:
            log.exception("nobody could be told of what was stored")


def settle_future(future: "asyncio.Future[T]", result: T | None, exception: BaseException | None) -> None:
    """Resolve what is awaited, unless its sender went away."""
    if future.done():
        return
    if exception is not None:
        future.set_exception(exception)
    else:
        future.set_result(result)  # type: ignore[arg-type] # without a failure there is one
