"""The work at the line: tools and the answer, the accuracy sheet, alarms and the drill.

In: a bench. Out: panels. Follows: the reference instrument shows what it is held against, and nothing else.
"""

from typing import TYPE_CHECKING

from liangcai.findings import Message
from liangcai_host.benches import views
from liangcai_stations.field.sheets import FUNCTIONS, list_sheets
from liangcai_stations.field.views_line import show_live
from liangcai_stations.field.views_setup import make_form

if TYPE_CHECKING:
    from liangcai_stations.field.bench import FieldBench

CAUSES = (
    views.Shown(id="sensor", zh="传感器失效", en="the sensor failed"),
    views.Shown(id="process", zh="工艺异常", en="the process is out of order"),
    views.Shown(id="link", zh="通信中断", en="communication is lost"),
    views.Shown(id="drift", zh="传感器漂移", en="the sensor drifts"),
)
HOST = views.Field(id="host", zh="地址", en="address")
PORT = views.Field(id="port", zh="端口", en="port")
READ = (
    HOST,
    PORT,
    views.Field(id="unit", zh="从站号", en="unit id"),
    views.Field(
        id="function",
        zh="功能码",
        en="function",
        kind="choice",
        options=tuple(views.Shown(id=one.id, zh=one.zh, en=one.en) for one in FUNCTIONS),
    ),
    views.Field(id="address", zh="起始地址（从 0 计）", en="start address (from 0)"),
    views.Field(id="count", zh="个数", en="count"),
)
NODE = (views.Field(id="node", zh="节点", en="node"),)
TOPIC = (views.Field(id="topic", zh="主题", en="topic"),)


def show_tools(bench: "FieldBench") -> tuple[views.AnyPanel, ...]:
    """The tools, what they told, and where the data is blocked."""
    acts = (
        _tool("ping", "探测主机 ping", "ping a host", (HOST,)),
        _tool("connect", "探测端口 connect", "connect to a port", (HOST, PORT)),
        _tool("read", "读 Modbus 寄存器", "read Modbus registers", READ),
        _tool("node", "读 OPC UA 节点", "read an OPC UA node", NODE),
        _tool("subscribe", "订阅 MQTT 主题", "subscribe to an MQTT topic", TOPIC),
    )
    log = views.Log(id="found", zh="工具", en="Tools", lines=bench.state.found[-60:], acts=acts)
    return (log, *_sheets(bench, "answer"))


def show_accuracy(bench: "FieldBench") -> tuple[views.AnyPanel, ...]:
    """The reference instrument, the platform's readings, the sheet."""
    scene, held = bench.world.scene, bench.state.held
    acts = tuple(
        views.Act(
            id=f"compare-{name}",
            zh=f"比对{scene.signal(name).zh}",
            en=f"compare {scene.signal(name).en}",
            body={"do": "compare", "tag": name},
        )
        for name in scene.compared
    )
    acts = (*acts, views.Act(id="release", zh="放行产线", en="let the line run", body={"do": "release"}))
    text = Message("产线在运行；比对时停线。", "The line runs; it is held for a comparison.")
    if held:
        signal = scene.signal(held)
        text = Message(
            f"标准表（{signal.zh}）：{signal.point:g} {signal.unit}",
            f"Reference ({signal.en}): {signal.point:g} {signal.unit}",
        )
    notes = views.Notes(id="reference", zh="标准表", en="Reference instrument", text=text, acts=acts)
    return (notes, show_live(bench), *_sheets(bench, "accuracy"))


def show_alarms(bench: "FieldBench") -> tuple[views.AnyPanel, ...]:
    """The alarms of the platform with what they are acknowledged for, and the drill."""
    rows = []
    for name, alarm in bench.state.alarms.items():
        signal = bench.world.scene.signal(name)
        live = views.Cell(zh="活动", en="active", state="bad") if alarm.live else views.Cell(zh="已恢复", en="back")
        cause = next((one for one in CAUSES if one.id == alarm.cause), None)
        said = (
            views.Cell(zh=cause.zh, en=cause.en, state="ok")
            if cause
            else views.Cell(zh="未确认", en="open", state="warn")
        )
        field = views.Field(id="cause", zh="原因", en="cause", kind="choice", options=CAUSES, value=alarm.cause)
        body = {"do": "acknowledge", "tag": name}
        act = views.Act(id=f"acknowledge-{name}", zh="确认", en="acknowledge", body=body, fields=(field,))
        rows.append(views.Row(id=name, cells=(views.Cell(zh=signal.zh, en=signal.en), live, said), acts=(act,)))
    drill = views.Act(id="drill", zh="开始演练", en="begin the drill", body={"do": "drill"})
    columns = (Message("测点", "tag"), Message("状态", "state"), Message("确认", "acknowledged"))
    table = views.Table(
        id="alarms",
        zh="平台告警",
        en="Alarms of the platform",
        columns=columns,
        rows=tuple(rows),
        acts=() if bench.state.drilled else (drill,),
    )
    return (table, show_live(bench))


def _sheets(bench: "FieldBench", part: str) -> tuple[views.Form, ...]:
    sheets = [sheet for sheet in list_sheets(bench.world.scene) if sheet.part == part]
    return tuple(make_form(sheet, bench.state.sheet(sheet.id)) for sheet in sheets)


def _tool(name: str, zh: str, en: str, fields: tuple[views.Field, ...]) -> views.Act:
    return views.Act(id=name, zh=zh, en=en, body={"do": "use", "tool": name}, fields=fields)
