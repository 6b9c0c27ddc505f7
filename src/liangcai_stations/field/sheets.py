"""The sheets that a candidate fills in, field by field: what is set up at the bench, and the answers.

In: a scene. Out: sheets with their fields; what a value can't be. Follows: what can't be typed into such a system is
refused; what is merely wrong is taken.
"""

import ipaddress
import re
from typing import Literal, get_args

from liangcai.findings import Finding, Message
from liangcai_stations.field.events import refuse
from liangcai_stations.field.scene import PropertyType, RegisterType, Scene, VariableType, World
from liangcai_stations.worlds import Part

FieldKind = Literal["text", "choice", "number", "whole", "host", "topic", "node"]
NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?", re.ASCII)
LARGEST = 65_535


class SheetField(Part, frozen=True, kw_only=True):
    """A field: what may be typed, and the options of a choice."""

    kind: FieldKind = "text"
    options: tuple[Part, ...] = ()
    unit: str = ""


class Sheet(Part, frozen=True, kw_only=True):
    """A sheet of a part of the bench."""

    part: Literal["controller", "platform", "gateway", "uplink", "accuracy", "answer"]
    fields: tuple[SheetField, ...]

    def field(self, name: str) -> SheetField | None:
        """The field of an id, or None."""
        return next((field for field in self.fields if field.id == name), None)


def _plain(*names: str) -> tuple[Part, ...]:
    return tuple(Part(id=name, zh=name, en=name) for name in names)


def _field(name: str, zh: str, en: str, kind: FieldKind = "text", options: tuple[Part, ...] = ()) -> SheetField:
    return SheetField(id=name, zh=zh, en=en, kind=kind, options=options)


ACCESS = (Part(id="read", zh="只读", en="read only"), Part(id="write", zh="可写", en="read and write"))
SOURCES = (Part(id="modbus", zh="Modbus TCP", en="Modbus TCP"), Part(id="opcua", zh="OPC UA", en="OPC UA"))
FUNCTIONS = (
    Part(id="3", zh="03 读保持寄存器", en="03 holding registers"),
    Part(id="4", zh="04 读输入寄存器", en="04 input registers"),
)
ORDERS = (
    Part(id="big", zh="高字在前", en="high word first"),
    Part(id="swapped", zh="低字在前", en="low word first"),
)
SECURITY = (
    Part(id="none", zh="不加密", en="clear text"),
    Part(id="encrypted", zh="加密，不核对证书", en="encrypted, certificate unchecked"),
    Part(id="verified", zh="加密并核对证书", en="encrypted, certificate checked"),
)
AUTHORITIES = (
    Part(id="plant", zh="工厂证书机构", en="the plant's authority"),
    Part(id="office", zh="办公网证书机构", en="the office's authority"),
)
VERDICTS = (Part(id="sound", zh="合格", en="sound"), Part(id="drifting", zh="漂移", en="drifting"))
HOPS = (
    Part(id="device", zh="设备本身", en="the device itself"),
    Part(id="link", zh="设备到网关", en="device to gateway"),
    Part(id="broker", zh="网关到消息代理", en="gateway to broker"),
    Part(id="platform", zh="消息代理到平台", en="broker to platform"),
)
TAG_FIELDS = (
    _field("source", "协议", "protocol", "choice", SOURCES),
    _field("host", "地址（IP）", "address (IP)", "host"),
    _field("port", "端口", "port", "whole"),
    _field("unit", "从站号", "unit id", "whole"),
    _field("function", "功能码", "function", "choice", FUNCTIONS),
    _field("address", "起始地址（从 0 计）", "start address (from 0)", "whole"),
    _field("type", "数据类型", "data type", "choice", _plain(*get_args(RegisterType))),
    _field("order", "字序", "word order", "choice", ORDERS),
    _field("node", "OPC UA 节点", "OPC UA node", "node"),
    _field("scale", "倍率", "scale", "number"),
    _field("shift", "偏移量", "offset", "number"),
    _field("topic", "发布主题", "topic", "topic"),
    _field("key", "属性标识", "property id"),
)
UPLINK_FIELDS = (
    _field("host", "代理地址（IP）", "broker address (IP)", "host"),
    _field("port", "端口", "port", "whole"),
    _field("security", "传输安全", "security", "choice", SECURITY),
    _field("ca", "信任的证书机构", "trusted authority", "choice", AUTHORITIES),
)


def list_sheets(scene: Scene) -> tuple[Sheet, ...]:
    """All sheets of the bench, in the order of the work."""
    sheets = [_variable_sheet(one) for one in scene.wanted]
    for thing in scene.things:
        device = scene.device(thing.device)
        topic = _field("topic", "上报主题", "topic", "topic")
        sheets.append(Sheet(id=f"model.{device.id}", zh=device.zh, en=device.en, part="platform", fields=(topic,)))
    for tag in scene.tags:
        signal = scene.signal(tag.signal)
        fields = _property_fields(scene)
        sheets.append(Sheet(id=f"property.{signal.id}", zh=signal.zh, en=signal.en, part="platform", fields=fields))
    for tag in scene.tags:
        signal = scene.signal(tag.signal)
        sheets.append(Sheet(id=f"tag.{signal.id}", zh=signal.zh, en=signal.en, part="gateway", fields=TAG_FIELDS))
    sheets.append(Sheet(id="uplink", zh="上行", en="uplink", part="uplink", fields=UPLINK_FIELDS))
    sheets += [_accuracy_sheet(scene, one) for one in scene.compared]
    hop = _field("hop", "阻断处", "blocked at", "choice", HOPS)
    sheets.append(Sheet(id="answer", zh="故障定位", en="where it is blocked", part="answer", fields=(hop,)))
    return tuple(sheets)


def check_value(world: World, field: SheetField, value: str) -> Finding | None:
    """What a value can't be; an empty one always can, so that a slip can be taken out again."""
    if not value or _fits(world, field, value):
        return None
    if field.kind == "host":
        zh, en = f"「{value}」不是本工位网段 {world.net}.0/24 的地址", f"{value!r} is no address of {world.net}.0/24"
        return refuse("host", zh, en)
    return refuse("value", f"「{field.zh}」不能这样填", f"{field.en} can't hold that")


def is_own(world: World, host: str) -> bool:
    """Whether a host is on the bench's own network: nothing else is spoken to."""
    try:
        return ipaddress.IPv4Address(host) in ipaddress.IPv4Network(f"{world.net}.0/24")
    except ValueError:
        return False


def _fits(world: World, field: SheetField, value: str) -> bool:
    match field.kind:
        case "choice":
            return value in {option.id for option in field.options}
        case "number":
            return NUMBER.fullmatch(value) is not None
        case "whole":
            return value.isascii() and value.isdigit() and len(value) <= 5 and int(value) <= LARGEST
        case "host":
            return is_own(world, value)
        case "topic":
            return value.isprintable() and not set("#+$ ") & set(value) and not value.startswith("/")
    return value.isprintable()


def _variable_sheet(variable: Part) -> Sheet:
    fields = (
        _field("type", "数据类型", "data type", "choice", _plain(*get_args(VariableType))),
        _field("low", "量程下限", "range from", "number"),
        _field("high", "量程上限", "range to", "number"),
        _field("access", "访问", "access", "choice", ACCESS),
    )
    return Sheet(id=f"variable.{variable.id}", zh=variable.zh, en=variable.en, part="controller", fields=fields)


def _property_fields(scene: Scene) -> tuple[SheetField, ...]:
    return (
        _field("key", "属性标识", "property id"),
        _field("unit", "单位", "unit", "choice", _plain(*scene.units)),
        _field("type", "数据类型", "data type", "choice", _plain(*get_args(PropertyType))),
    )


def _accuracy_sheet(scene: Scene, name: str) -> Sheet:
    signal = scene.signal(name)
    reading = SheetField(id="reading", zh="平台读数", en="platform reading", kind="number", unit=signal.unit)
    reference = SheetField(id="reference", zh="标准表读数", en="reference", kind="number", unit=signal.unit)
    verdict = _field("verdict", "结论", "verdict", "choice", VERDICTS)
    fields = (reading, reference, verdict)
    return Sheet(id=f"accuracy.{name}", zh=signal.zh, en=signal.en, part="accuracy", fields=fields)


def describe_hop(name: str) -> Message:
    """What a hop is called."""
    return next((hop.name for hop in HOPS if hop.id == name), Message("未答", "no answer"))
