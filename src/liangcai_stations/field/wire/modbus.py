"""A Modbus TCP device, and a client: pymodbus is named here and nowhere else.

In: the device as the pack describes it, a function that gives its registers. Out: a server on its address; words read.
Follows: the library renames its interface often (server 3.16: ``SimDevice`` with an ``action``); addresses on the wire
count from 0, whatever a manual says; a unit that is not there answers exception 11, where the library would raise.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from pymodbus.client import AsyncModbusTcpClient
from pymodbus.constants import ExcCodes
from pymodbus.exceptions import ModbusException
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from liangcai_stations.field.registers import encode
from liangcai_stations.field.scene import Device, Register

MOST_CONNECTIONS = 24
PATIENCE = 1.5
# the library prints every frame with an error; what is refused is counted and told by the bench itself
logging.getLogger("pymodbus.logging").setLevel(logging.CRITICAL)

Read = Callable[[Device, Register], float | None]
"""What a register's signal shows; None: its sensor is out of order."""


class ReadError(Exception):
    """A read that gave no words; the message is for people."""


class _Server(ModbusTcpServer):  # type: ignore[misc]
    """Refuses connections beyond a number."""

    def callback_new_connection(self) -> Any:
        handler = super().callback_new_connection()
        if len(self.active_connections) >= MOST_CONNECTIONS:
            handler.callback_connected = handler.close
        return handler


class ModbusDevice:
    """A device that serves its registers for reading."""

    def __init__(self, device: Device, read: Read) -> None:
        self.device = device
        self._read = read
        self._server: ModbusTcpServer | None = None
        self.refused = 0

    async def start(self, host: str) -> None:
        """Listen."""
        first = min(register.address for register in self.device.registers)
        last = max(register.address + register.words for register in self.device.registers)
        start = max(0, first - 2)
        data = SimData(start, count=last + 2 - start, values=0, datatype=DataType.REGISTERS)
        other = SimData(0, count=2000, values=0, datatype=DataType.REGISTERS)
        devices = [
            SimDevice(id=self.device.unit, simdata=[data], action=self._answer),
            SimDevice(id=0, simdata=[other], action=self._answer_nobody),
        ]
        self._server = _Server(devices, address=(host, self.device.port))
        await self._server.serve_forever(background=True)

    async def stop(self) -> None:
        """Let go of the port."""
        if self._server is not None:
            await self._server.shutdown()
            self._server = None

    async def _answer(
        self, function: int, start: int, address: int, count: int, words: list[int], written: Sequence[Any] | None
    ) -> ExcCodes | None:
        """Fill in the words that are asked for; nothing can be written, whoever asks."""
        if written is not None or function not in {register.function for register in self.device.registers}:
            self.refused += 1
            return ExcCodes.ILLEGAL_FUNCTION
        for register in self.device.registers:
            if register.address < address + count and address < register.address + register.words:
                shown = self._read(self.device, register)
                if shown is None:
                    return ExcCodes.DEVICE_FAILURE
                place = register.address - start
                words[place : place + register.words] = encode(register, shown)
        return None

    async def _answer_nobody(self, *_asked: Any) -> ExcCodes:
        self.refused += 1
        return ExcCodes.GATEWAY_NO_RESPONSE


class ModbusClient:
    """A connection to a device, made when it is needed."""

    def __init__(self, host: str, port: int) -> None:
        self._client = AsyncModbusTcpClient(
            host, port=port, timeout=PATIENCE, retries=0, reconnect_delay=0, reconnect_delay_max=0
        )

    async def read(self, unit: int, function: int, address: int, count: int) -> list[int]:
        """The words at an address; raises ``ReadError`` where the device can't be reached or refuses."""
        if not self._client.connected and not await self._client.connect():
            raise ReadError("连接被拒绝 connection refused")
        call = self._client.read_holding_registers if function == 3 else self._client.read_input_registers
        try:
            answer = await call(address, count=count, device_id=unit)
        except (TimeoutError, ModbusException, ValueError) as error:
            self._client.close()
            raise ReadError("没有应答 no answer") from error
        if answer.isError():
            raise ReadError(f"异常码 exception {getattr(answer, 'exception_code', '?')}")
        return list(answer.registers)

    def close(self) -> None:
        """Hang up."""
        self._client.close()
