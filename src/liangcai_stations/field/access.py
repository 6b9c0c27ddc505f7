"""Who reaches what of a bench: its addresses, its accounts, the topics that each account may use.

In: a world. Out: addresses, filters, the rules of the broker. Follows: a candidate's own tools see what the platform
sees, and publish on the test topic only; what the grader alone does has no account at the broker.
"""

import secrets
from collections.abc import Awaitable, Callable

from liangcai_stations.field.config import fault_tag
from liangcai_stations.field.gateway import USER
from liangcai_stations.field.scene import Device, World
from liangcai_stations.field.wire.broker import House

ENGINEER, TOOLS, PLATFORM, GRADER = "engineer", "tools", "platform", "grader"
OWN = 5
"""The host from which gateway, platform and tools speak."""


def find_controller(world: World) -> Device:
    """The device with the controller's variables."""
    return next(device for device in world.scene.devices if device.variables)


def list_addresses(world: World) -> dict[str, str]:
    """What the candidate may reach with tools of their own."""
    uplink, plc = world.scene.uplink, find_controller(world)
    broker = world.address(uplink.host)
    modbus = [device for device in world.scene.devices if device.registers]
    return {
        "opcua": f"opc.tcp://{world.address(plc.host)}:{plc.port}/",
        "mqtt": f"{broker}:{uplink.clear}",
        "mqtts": f"{broker}:{uplink.tls}",
        **{device.id: f"{world.address(device.host)}:{device.port}" for device in modbus},
    }


def make_passwords(world: World) -> dict[str, str]:
    """A password for each account; the engineer's stands in the task, the others nobody sees."""
    secret = {name: secrets.token_hex(16) for name in (USER, TOOLS, PLATFORM, GRADER)}
    return {**secret, ENGINEER: world.scene.password}


def list_filters(world: World) -> tuple[str, ...]:
    """What the platform subscribes to; where it is the blocked hop, only the topics of its device models."""
    if world.scene.fault.hop == "platform":
        return tuple(thing.topic for thing in world.scene.things)
    return (_line_filter(world),)


def make_house(world: World, passwords: dict[str, str], heard: Callable[[str, str], Awaitable[bool]]) -> House:
    """The rules of the broker; ``heard`` is awaited before what an outsider does is answered."""
    scene, line = world.scene, _line_filter(world)
    publish: dict[str, tuple[str, ...]] = {USER: (line,), ENGINEER: (scene.test_topic,)}
    subscribe: dict[str, tuple[str, ...]] = {PLATFORM: (line,), TOOLS: (line,), ENGINEER: (line, scene.test_topic)}
    accounts = {name: one for name, one in passwords.items() if name != GRADER}
    closed = (fault_tag(world).topic,) if scene.fault.hop == "broker" else ()
    return House(accounts, publish, subscribe, heard, closed)


def _line_filter(world: World) -> str:
    """Every topic of the line."""
    return f"{world.scene.fault.topic.rsplit('/', 1)[0]}/#"
