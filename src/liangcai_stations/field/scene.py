"""What stands on the bench of one attempt: signals, devices, what the platform is to hold, a fault, a drill.

In: the text of a ``world.toml``, the pack's id, a seed, the network of the bench. Out: a ``World`` or what is wrong
with it. Follows: all that belongs to a plant or an occupation is data of the pack; this engine knows none.
"""

import tomllib
from typing import Annotated, Literal, TypeAlias, TypeVar

import msgspec

from liangcai.findings import Result
from liangcai_stations.drawing import Names, draw_names, fill_all
from liangcai_stations.field.trying import AnyTry
from liangcai_stations.worlds import Drawn, Part, refuse_world

NET = "127.50.1"
Shape = Literal["steady", "wave", "pulse", "fill", "saw"]
RegisterType = Literal["int16", "uint16", "int32", "uint32", "float32"]
VariableType = Literal["Boolean", "Int16", "UInt16", "Int32", "Float", "Double"]
PropertyType = Literal["float", "int", "bool"]
Order = Literal["big", "swapped"]
Host: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=254)]
Port: TypeAlias = Annotated[int, msgspec.Meta(ge=1025, le=65535)]
PartT = TypeVar("PartT", bound=Part)


class Signal(Part, frozen=True, kw_only=True):
    """A physical quantity over time, from ``low`` to ``high`` in ``unit``.

    ``shape`` with ``base``, ``swing``, ``seconds`` (one cycle) and ``phase`` (a share of the cycle) is its course.
    ``bias`` is what its sensor has drifted by, ``point`` the value at which it is compared with a reference, ``forced``
    the two values that are put on its sensor after hand-in.
    """

    unit: str
    low: float
    high: float
    shape: Shape = "steady"
    base: float
    swing: float = 0.0
    seconds: float = 60.0
    phase: float = 0.0
    bias: float = 0.0
    point: float = 0.0
    forced: tuple[float, float] = (0.0, 0.0)


class Register(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a Modbus device keeps a signal: ``address`` from 0, table of function 3 or 4, raw × ``scale`` = value."""

    signal: str
    address: Annotated[int, msgspec.Meta(ge=0, le=65000)]
    function: Literal[3, 4] = 3
    type: RegisterType
    order: Order = "big"
    scale: float = 1.0

    @property
    def words(self) -> int:
        """How many registers it takes."""
        return 1 if self.type in ("int16", "uint16") else 2


class Variable(Part, frozen=True, kw_only=True):
    """A variable of the controller. ``given``: it stands there already; the others are the candidate's to set up."""

    signal: str
    node: str
    type: VariableType
    access: Literal["read", "write"] = "read"
    given: bool = False


class Device(Part, frozen=True, kw_only=True):
    """A device at ``host`` of the bench's network: Modbus registers, or a controller with OPC UA variables."""

    host: Host
    port: Port
    unit: Annotated[int, msgspec.Meta(ge=1, le=247)] = 1
    registers: tuple[Register, ...] = ()
    variables: tuple[Variable, ...] = ()


class Tag(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to reach the platform: the signal of this id, from a device, as property ``key`` of its device model."""

    signal: str
    device: str
    key: str
    type: PropertyType = "float"


class Thing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The device model that the platform is to hold for a device."""

    device: str
    topic: str


class Uplink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The broker; ``ca``: which of the bundled authorities signed its certificate."""

    host: Host
    clear: Port = 1883
    tls: Port = 8883
    ca: str = "plant"


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tag that somebody set up rightly and that does not arrive: at which hop it is blocked."""

    signal: str
    device: str
    topic: str
    hop: Literal["device", "link", "broker", "platform"]


class Scene(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it, drawn and filled. ``drill``: the signal whose sensor fails in the drill.

    The gateway polls every ``period_ms`` while somebody works, and every ``hurry_ms`` after hand-in.
    """

    period_ms: Annotated[int, msgspec.Meta(ge=50, le=5000)] = 1000
    hurry_ms: Annotated[int, msgspec.Meta(ge=50, le=1000)] = 250
    password: str
    signals: tuple[Signal, ...]
    devices: tuple[Device, ...]
    things: tuple[Thing, ...]
    tags: tuple[Tag, ...]
    uplink: Uplink
    fault: Fault
    drill: str
    compared: tuple[str, ...]
    test_topic: str
    units: tuple[str, ...]
    tries: tuple[AnyTry, ...] = ()

    def signal(self, name: str) -> Signal:
        """The signal of an id; raises KeyError where there is none."""
        return _find(self.signals, name)

    def device(self, name: str) -> Device:
        """The device of an id; raises KeyError where there is none."""
        return _find(self.devices, name)

    def tag(self, signal: str) -> Tag | None:
        """The tag of a signal, or None."""
        return next((tag for tag in self.tags if tag.signal == signal), None)

    def thing(self, device: str) -> Thing:
        """The device model of a device; raises KeyError where there is none."""
        found = next((thing for thing in self.things if thing.device == device), None)
        if found is None:
            raise KeyError(device)
        return found

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All variables of all controllers."""
        return tuple(variable for device in self.devices for variable in device.variables)

    @property
    def wanted(self) -> tuple[Variable, ...]:
        """The variables that the candidate sets up."""
        return tuple(variable for variable in self.variables if not variable.given)

    @property
    def drifting(self) -> frozenset[str]:
        """The signals whose sensor has drifted."""
        return frozenset(signal.id for signal in self.signals if signal.bias)


class World(msgspec.Struct, frozen=True, kw_only=True):
    """The scene of one seed on one network, and the names that were drawn for it."""

    pack: str
    seed: str
    net: str
    names: Names
    scene: Scene

    def address(self, host: int) -> str:
        """The address of a host of the bench's network."""
        return f"{self.net}.{host}"


def make_world(text: str, pack: str, seed: str, net: str = NET, name: str = "world.toml") -> Result[World | None]:
    """The world of a seed; the same text, seed and network give the same world."""
    try:
        data = tomllib.loads(text)
        draws = msgspec.convert({"draws": data.pop("draws", [])}, Drawn, strict=False).draws
        names = {**draw_names(draws, pack, seed), "net": net}
        scene = msgspec.convert(fill_all(data, names), Scene, strict=False)
        lost = find_lost(scene)
    except (msgspec.ValidationError, ValueError, ArithmeticError, RecursionError) as error:
        return Result(None, (refuse_world(name, f"读不懂：{error}", f"cannot be read: {error}"),))
    if lost:
        return Result(None, tuple(refuse_world(name, f"没有 {one}", f"has no {one}") for one in lost))
    return Result(World(pack=pack, seed=seed, net=net, names=names, scene=scene))


def find_lost(scene: Scene) -> list[str]:
    """What the scene names and does not have."""
    signals, devices = {one.id for one in scene.signals}, {one.id for one in scene.devices}
    things = {thing.device for thing in scene.things}
    held = {register.signal for device in scene.devices for register in device.registers}
    held |= {variable.signal for variable in scene.variables}
    named = [*held, *(tag.signal for tag in scene.tags), scene.fault.signal]
    lost = [f"signal {one}" for one in named if one not in signals]
    tagged = {tag.signal for tag in scene.tags}
    lost += [f"tag {one}" for one in (*scene.compared, scene.drill) if one not in tagged]
    lost += [f"device {one}" for one in (*things, scene.fault.device) if one not in devices]
    lost += [f"device model {tag.device}" for tag in scene.tags if tag.device not in things]
    lost += [f"register or variable of {one}" for one in (*tagged, scene.fault.signal) if one not in held]
    return list(dict.fromkeys(lost))


def _find(parts: tuple[PartT, ...], name: str) -> PartT:
    found = next((part for part in parts if part.id == name), None)
    if found is None:
        raise KeyError(name)
    return found
