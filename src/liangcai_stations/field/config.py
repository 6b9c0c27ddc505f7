"""What the sheets say, read as the configuration of gateway, platform and controller.

In: a scene, a state. Out: values with types, or nothing where a sheet is not complete yet. Follows: a tag that is half
filled in is not polled; a device model without topic or property takes nothing.
"""

from typing import Literal, cast

import msgspec

from liangcai_stations.field.scene import Order, PropertyType, RegisterType, VariableType, World
from liangcai_stations.field.state import State

Security = Literal["none", "encrypted", "verified"]


class TagConfig(msgspec.Struct, frozen=True, kw_only=True):
    """How the gateway reads a tag, and where it publishes it."""

    tag: str
    source: Literal["modbus", "opcua"]
    host: str
    port: int
    unit: int = 1
    function: int = 3
    address: int = 0
    type: RegisterType = "int16"
    order: Order = "big"
    node: str = ""
    scale: float = 1.0
    shift: float = 0.0
    topic: str = ""
    key: str = ""


class UplinkConfig(msgspec.Struct, frozen=True, kw_only=True):
    """How the gateway reaches the broker."""

    host: str
    port: int
    security: Security
    ca: str = ""


class PropertyConfig(msgspec.Struct, frozen=True, kw_only=True):
    """A property of a device model on the platform."""

    tag: str
    topic: str
    key: str
    type: PropertyType


class VariableConfig(msgspec.Struct, frozen=True, kw_only=True):
    """A variable of the controller as it is set up."""

    variable: str
    type: VariableType
    low: float
    high: float
    access: Literal["read", "write"]


NEEDED = {
    "modbus": ("host", "port", "unit", "function", "address", "type", "topic", "key"),
    "opcua": ("host", "port", "node", "topic", "key"),
}


def read_tags(world: World, state: State) -> tuple[TagConfig, ...]:
    """The tags that the gateway polls: those that are complete, and the one that somebody else set up."""
    found = [_read_tag(tag.signal, state.sheet(f"tag.{tag.signal}")) for tag in world.scene.tags]
    return (*(one for one in found if one is not None), fault_tag(world))


def list_gaps(sheet: dict[str, str]) -> tuple[str, ...]:
    """The fields of a tag's sheet that are still to be filled in."""
    needed = NEEDED.get(sheet.get("source", ""), ("source",))
    return tuple(name for name in needed if not sheet.get(name))


def _read_tag(name: str, sheet: dict[str, str]) -> TagConfig | None:
    if list_gaps(sheet):
        return None
    return TagConfig(
        tag=name,
        source=cast("Literal['modbus', 'opcua']", sheet["source"]),
        host=sheet["host"],
        port=int(sheet["port"]),
        unit=int(sheet.get("unit") or 1),
        function=int(sheet.get("function") or 3),
        address=int(sheet.get("address") or 0),
        type=cast("RegisterType", sheet.get("type") or "int16"),
        order=cast("Order", sheet.get("order") or "big"),
        node=sheet.get("node", ""),
        scale=float(sheet.get("scale") or 1),
        shift=float(sheet.get("shift") or 0),
        topic=sheet["topic"],
        key=sheet["key"],
    )


def fault_tag(world: World) -> TagConfig:
    """The tag that does not arrive, as it stands in the gateway: rightly."""
    fault = world.scene.fault
    device = world.scene.device(fault.device)
    register = next(one for one in device.registers if one.signal == fault.signal)
    return TagConfig(
        tag=fault.signal,
        source="modbus",
        host=world.address(device.host),
        port=device.port,
        unit=device.unit,
        function=register.function,
        address=register.address,
        type=register.type,
        order=register.order,
        scale=register.scale,
        topic=fault.topic,
        key=fault.signal,
    )


def read_uplink(state: State) -> UplinkConfig | None:
    """The uplink, where it is complete; a checked certificate needs an authority to check it with."""
    sheet = state.sheet("uplink")
    security = sheet.get("security", "")
    if not (sheet.get("host") and sheet.get("port") and security) or (security == "verified" and not sheet.get("ca")):
        return None
    return UplinkConfig(
        host=sheet["host"], port=int(sheet["port"]), security=cast("Security", security), ca=sheet.get("ca", "")
    )


def read_properties(world: World, state: State) -> tuple[PropertyConfig, ...]:
    """The properties of the platform that have a topic, an id and a type."""
    found = []
    for tag in world.scene.tags:
        topic = state.sheet(f"model.{tag.device}").get("topic", "")
        sheet = state.sheet(f"property.{tag.signal}")
        if topic and sheet.get("key") and sheet.get("type"):
            kind = cast("PropertyType", sheet["type"])
            found.append(PropertyConfig(tag=tag.signal, topic=topic, key=sheet["key"], type=kind))
    return tuple(found)


def read_variables(world: World, state: State) -> tuple[VariableConfig, ...]:
    """The variables of the controller: those that are given, and those that are completely set up."""
    found = []
    for variable in world.scene.variables:
        signal, sheet = world.scene.signal(variable.signal), state.sheet(f"variable.{variable.id}")
        truth = {"type": variable.type, "low": signal.low, "high": signal.high, "access": variable.access}
        known = truth if variable.given else sheet
        if all(known.get(name) not in ("", None) for name in truth):
            found.append(msgspec.convert({"variable": variable.id, **known}, VariableConfig, strict=False))
    return tuple(found)
