"""Tools to look for a fault with: they do on the bench's network what their names say, and tell what came of it.

In: a use of a tool, the bench's network. Out: lines of text. Follows: a tool has a time limit, and reaches nothing but
the bench.
"""

import asyncio
import errno

from liangcai_stations.field.events import Use
from liangcai_stations.field.wire.modbus import ModbusClient, ReadError
from liangcai_stations.field.wire.mqtt import MqttLink, listen
from liangcai_stations.field.wire.opcua import ControllerClient, NodeError

PATIENCE = 1.0
ECHO = 7
MOST_WORDS = 20


async def ping(host: str) -> str:
    """Whether a host answers at all: a port that nobody listens on is refused by a host that is there."""
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(host, ECHO), PATIENCE)
        writer.close()
    except OSError as error:
        if error.errno != errno.ECONNREFUSED:
            return f"ping {host}：无应答 no answer"
    except TimeoutError:
        return f"ping {host}：无应答 no answer"
    return f"ping {host}：有应答 answers"


async def connect(host: str, port: int) -> str:
    """Whether somebody listens on a port."""
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), PATIENCE)
    except ConnectionRefusedError:
        return f"connect {host}:{port}：拒绝 refused"
    except (TimeoutError, OSError):
        return f"connect {host}:{port}：不通 not reached"
    writer.close()
    return f"connect {host}:{port}：通 open"


async def read(use: Use) -> str:
    """Words of a Modbus device."""
    what = f"read {use.host}:{use.port} #{use.unit} F{use.function} @{use.address}×{use.count}"
    client = ModbusClient(use.host, int(use.port or 0))
    try:
        count = max(1, min(MOST_WORDS, int(use.count)))
        words = await client.read(int(use.unit), 4 if use.function == "4" else 3, int(use.address), count)
    except (ReadError, OSError) as error:
        return f"{what}：{error}"
    finally:
        client.close()
    return f"{what}：{' '.join(f'{word:04X}' for word in words)}"


async def read_node(client: ControllerClient, node: str) -> str:
    """The value of an OPC UA node."""
    try:
        value = (await client.read([node]))[0]
    except NodeError as error:
        return f"node {node}：{error}"
    finally:
        await client.close()
    return f"node {node}：{value}"


async def subscribe(link: MqttLink, topic: str, seconds: float) -> list[str]:
    """What comes in on a topic."""
    heard, problem = await listen(link, topic, seconds)
    if problem:
        return [f"subscribe {topic}：{problem}"]
    return [f"subscribe {topic}：{len(heard)} 条 messages", *heard[:4]]
