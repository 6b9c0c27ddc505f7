"""The controller: an OPC UA server, and a client: asyncua is named here and nowhere else.

In: variables as they are set up, a function that gives their values, a hook for what clients write. Out: a server on
its address. Follows: an address space costs seconds and 100 MB, so it is made once, before the fork, and never started
there; without a user manager everybody could be "admin"; a client may write what is writable, of its type, within its
range, and nothing else.
"""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from asyncua import Client, Server, ua
from asyncua.common.callback import CallbackType
from asyncua.crypto.permission_rules import User, UserRole
from asyncua.server.user_managers import UserManager

from liangcai_stations.field.config import VariableConfig
from liangcai_stations.field.scene import Variable, VariableType
from liangcai_stations.field.wire.trust import CONTROLLER_URI, Papers

NAMESPACE = "urn:liangcai:bench:line"
LIMITS = {"max_connections": 24, "max_subscriptions": 24, "max_pending_messages_per_connection": 100}
LARGEST_MESSAGE = 256 * 1024
PATIENCE = 2.0
_WHOLE: dict[VariableType, tuple[int, int]] = {
    "Int16": (-(2**15), 2**15 - 1),
    "UInt16": (0, 2**16 - 1),
    "Int32": (-(2**31), 2**31 - 1),
}
logging.getLogger("asyncua").setLevel(logging.CRITICAL)

Written = Callable[[str, float], Awaitable[None]]


class NodeError(Exception):
    """A node that could not be read; the message is for people."""


def prepare_server() -> Server:
    """A server with its standard address space, not started: for the process that benches are forked from."""
    server = Server()
    asyncio.run(server.init())
    return server


class _Users(UserManager):  # type: ignore[misc]
    def __init__(self, passwords: dict[str, str]) -> None:
        self._passwords = passwords

    def get_user(
        self,
        iserver: Any,  # noqa: ARG002 - the library's own signature
        username: str | None = None,
        password: str | None = None,
        certificate: Any = None,  # noqa: ARG002 - the library's own signature
    ) -> User | None:
        known = self._passwords.get(username or "")
        return User(role=UserRole.User, name=username) if known and known == password else None


class Controller:
    """The controller of a bench."""

    def __init__(self, server: Server, variables: Sequence[Variable], passwords: dict[str, str]) -> None:
        self._server = server
        self._variables = {variable.id: variable for variable in variables}
        self._server.iserver.user_manager = _Users(passwords)
        self._set: dict[str, VariableConfig] = {}
        self._index = 2
        self._folder: Any = None
        self._written: Written | None = None
        self.refused = 0

    async def start(self, host: str, port: int, papers: Papers, written: Written) -> None:
        """Listen; ``written`` is awaited before a client's write is answered."""
        server, self._written = self._server, written
        server.set_endpoint(f"opc.tcp://{host}:{port}/")
        await server.set_application_uri(CONTROLLER_URI)
        await server.load_certificate(papers.controller, "der")
        server.iserver.private_key = papers.controller_key  # to read it again from PEM would take 0.1 s
        server.set_security_policy(
            [
                ua.SecurityPolicyType.NoSecurity,
                ua.SecurityPolicyType.Basic256Sha256_Sign,
                ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt,
            ]
        )
        server.set_identity_tokens([ua.UserNameIdentityToken])
        server.allow_remote_admin(allow=False)
        for name, most in LIMITS.items():
            setattr(server.iserver, name, most)
        server.limits.max_message_size = LARGEST_MESSAGE
        server.limits.max_chunk_count = LARGEST_MESSAGE // server.limits.max_recv_buffer + 1
        self._index = await server.register_namespace(NAMESPACE)
        self._folder = await server.nodes.objects.add_folder(ua.NodeId("Line", self._index), "Line")
        server.subscribe_server_callback(CallbackType.PreWrite, self._before_write)
        await server.start()

    async def stop(self) -> None:
        """Let go of the port."""
        await self._server.stop()

    @property
    def names(self) -> frozenset[str]:
        """The variables that are there."""
        return frozenset(self._set)

    async def set_up(self, wanted: Sequence[VariableConfig], values: dict[str, float | None]) -> None:
        """Make the variables be those that are wanted; one that has changed is made anew."""
        new = {config.variable: config for config in wanted}
        for name, config in list(self._set.items()):
            if new.get(name) != config:
                await self._server.delete_nodes([self._node(name)], recursive=True)
                del self._set[name]
        for name, config in new.items():
            if name not in self._set:
                await self._add(config, values.get(name))
                self._set[name] = config

    async def show(self, values: dict[str, float | None]) -> None:
        """Put values into the variables; None: the sensor is out of order."""
        for name, config in self._set.items():
            shown = values.get(name)
            await self._server.write_attribute_value(self._node(name).nodeid, _write_value(shown, config.type))

    def _node(self, name: str) -> Any:
        return self._server.get_node(ua.NodeId(self._variables[name].node, self._index))

    async def _add(self, config: VariableConfig, value: float | None) -> None:
        variable = self._variables[config.variable]
        start = ua.Variant(_cast(value or 0.0, config.type), getattr(ua.VariantType, config.type))
        node = await self._folder.add_variable(ua.NodeId(variable.node, self._index), variable.node, start)
        await node.add_property(
            ua.NodeId(f"{variable.node}.EURange", self._index), "EURange", ua.Range(Low=config.low, High=config.high)
        )
        if config.access == "write":
            await node.set_writable()

    async def _before_write(self, event: Any, _service: Any) -> None:
        """Look at what a client wants to write, and let it be stored before it is answered."""
        if not event.is_external:
            return
        names = {variable.node: name for name, variable in self._variables.items()}
        for one in event.request_params.NodesToWrite:
            config = self._set.get(names.get(str(one.NodeId.Identifier), ""))
            if config is None or config.access != "write" or one.AttributeId != ua.AttributeIds.Value:
                self.refused += 1  # the server itself answers that access is denied
                continue
            value = one.Value.Value
            if value is None or not _fits(config, value):
                self.refused += 1
                raise ua.UaStatusCodeError(ua.StatusCodes.BadOutOfRange)
            if self._written is not None:
                await self._written(config.variable, float(value.Value))


def _fits(config: VariableConfig, value: Any) -> bool:
    """Whether a written value is of the variable's type, finite and within its range."""
    if value.VariantType != getattr(ua.VariantType, config.type) or value.is_array:
        return False
    number = value.Value
    return isinstance(number, int | float) and math.isfinite(number) and config.low <= number <= config.high


def _cast(value: float, kind: VariableType) -> float | int | bool:
    if kind == "Boolean":
        return bool(value)
    if kind in _WHOLE:
        low, high = _WHOLE[kind]
        return max(low, min(high, round(value)))
    return float(value)


def _write_value(value: float | None, kind: VariableType) -> Any:
    if value is None:
        return ua.DataValue(StatusCode=ua.StatusCode(ua.StatusCodes.BadSensorFailure))
    return ua.DataValue(ua.Variant(_cast(value, kind), getattr(ua.VariantType, kind)))


class ControllerClient:
    """A session at a controller, made when it is needed."""

    def __init__(self, host: str, port: int, user: str, password: str) -> None:
        self._client = Client(f"opc.tcp://{host}:{port}/", timeout=PATIENCE)
        self._client.set_user(user)
        self._client.set_password(password)
        self._there = False

    async def read(self, nodes: Sequence[str]) -> list[float | str]:
        """The value of each node, or why there is none; raises ``NodeError`` where the controller can't be reached."""
        try:
            if not self._there:
                await self._client.connect()
                self._there = True
            values = await self._client.uaclient.read(_ask(nodes))
        except (TimeoutError, OSError, ua.UaError, ConnectionError) as error:
            await self.close()
            raise NodeError("连接不上 not reached") from error
        return [_read_value(value) for value in values]

    async def close(self) -> None:
        """Hang up."""
        there, self._there = self._there, False
        try:
            if there:
                await self._client.disconnect()
            else:
                self._client.disconnect_socket()
        except (TimeoutError, OSError, ua.UaError, AttributeError):
            pass

    async def describe(self, node: str) -> dict[str, Any] | None:
        """Type, range and access of a variable as its attributes say, or None where it is not there."""
        await self.read([node])
        found = self._client.get_node(_node_id(node))
        try:
            kind = await found.read_data_type_as_variant_type()
            span = await self._client.get_node(_node_id(f"{node}.EURange")).read_value()
            access = await found.get_access_level()
        except ua.UaError:
            return None
        write = ua.AccessLevel.CurrentWrite in access
        return {"type": kind.name, "low": span.Low, "high": span.High, "access": "write" if write else "read"}


def _node_id(node: str) -> Any:
    """A node by its name in the bench's namespace, or written out, such as ns=2;s=Line.Level."""
    try:
        return ua.NodeId.from_string(node) if "=" in node else ua.NodeId(node, 2)
    except (ua.UaError, ValueError):
        return ua.NodeId(node, 2)


def _ask(nodes: Sequence[str]) -> Any:
    params = ua.ReadParameters()
    params.NodesToRead = [ua.ReadValueId(NodeId=_node_id(node), AttributeId=ua.AttributeIds.Value) for node in nodes]
    return params


def _read_value(value: Any) -> float | str:
    if value.StatusCode is not None and not value.StatusCode.is_good():
        return str(value.StatusCode.name)
    number = value.Value.Value if value.Value is not None else None
    if isinstance(number, int | float) and math.isfinite(number):
        return float(number)
    return "不是数值 no number"
