"""What is set up: the controller's variables, the platform's device models, the gateway's tags and uplink.

In: a bench. Out: panels. Follows: every sheet of the bench is a form, sent field by field.
"""

from typing import TYPE_CHECKING

from liangcai.findings import Message
from liangcai_host.benches import views
from liangcai_stations.field.config import TagConfig, list_gaps, read_tags
from liangcai_stations.field.sheets import Sheet, SheetField, list_sheets
from liangcai_stations.field.views_line import show_live

if TYPE_CHECKING:
    from liangcai_stations.field.bench import FieldBench


def show_controller(bench: "FieldBench") -> tuple[views.AnyPanel, ...]:
    """The variables that are set up, and those that stand there."""
    shown, scene = bench.shown(), bench.world.scene
    rows = []
    for variable in scene.variables:
        there = variable.given or variable.id in bench.controller.names
        value = shown[variable.id]
        cell = views.Cell(zh="故障", en="failed", state="bad") if value is None else views.Cell(zh=f"{value:.6g}")
        none = views.Cell(zh="未配置", en="not set up", state="warn")
        cells = (views.Cell(zh=variable.node), views.Cell(zh=variable.zh, en=variable.en), cell if there else none)
        rows.append(views.Row(id=variable.id, cells=cells))
    columns = (Message("节点", "node"), Message("变量", "variable"), Message("当前值", "value"))
    table = views.Table(
        id="nodes", zh="控制器变量", en="Variables of the controller", columns=columns, rows=tuple(rows)
    )
    return (*_forms(bench, "controller"), table)


def show_platform(bench: "FieldBench") -> tuple[views.AnyPanel, ...]:
    """The device models, and what comes in for them."""
    others = tuple(sorted(bench.platform.others))
    log = views.Log(id="others", zh="无人认领的主题", en="Topics that no device model takes", lines=others)
    return (show_live(bench), *_forms(bench, "platform"), log)


def show_gateway(bench: "FieldBench") -> tuple[views.AnyPanel, ...]:
    """The last polls, then uplink and tags."""
    values = tuple(_tell_tag(bench, tag) for tag in read_tags(bench.world, bench.state))
    polls = views.Values(id="polls", zh="采集与发布", en="Polls and publishing", values=values)
    problem = bench.gateway.problem
    said = Message(f"上行：{problem or '已连接'}", f"Uplink: {problem or 'connected'}")
    state: views.State = "ok" if not problem else "warn"
    link = views.Notes(id="session", zh="会话", en="Session", text=said, state=state)
    gaps = [
        f"{sheet.zh} {sheet.en}: {'、'.join(list_gaps(bench.state.sheet(sheet.id)))}"
        for sheet in list_sheets(bench.world.scene)
        if sheet.part == "gateway" and bench.state.sheet(sheet.id) and list_gaps(bench.state.sheet(sheet.id))
    ]
    log = views.Log(id="gaps", zh="尚缺的栏目", en="Fields still blank", lines=tuple(gaps))
    return (polls, link, log, *_forms(bench, "uplink"), *_forms(bench, "gateway"))


def make_form(sheet: Sheet, values: dict[str, str]) -> views.Form:
    """A sheet as a form that is sent field by field."""
    fields = tuple(_make_field(field, values.get(field.id, "")) for field in sheet.fields)
    return views.Form(id=sheet.id, zh=sheet.zh, en=sheet.en, fields=fields, put={"do": "put", "sheet": sheet.id})


def _forms(bench: "FieldBench", part: str) -> tuple[views.Form, ...]:
    sheets = [sheet for sheet in list_sheets(bench.world.scene) if sheet.part == part]
    return tuple(make_form(sheet, bench.state.sheet(sheet.id)) for sheet in sheets)


def _make_field(field: SheetField, value: str) -> views.Field:
    options = tuple(views.Shown(id=one.id, zh=one.zh, en=one.en) for one in field.options)
    kind: views.FieldKind = "choice" if options else "number" if field.kind == "number" else "text"
    return views.Field(id=field.id, zh=field.zh, en=field.en, kind=kind, options=options, value=value, unit=field.unit)


def _tell_tag(bench: "FieldBench", tag: TagConfig) -> views.Value:
    """Raw words, the value by the candidate's own scale, the last error, what became of publishing."""
    name = bench.world.scene.signal(tag.tag).name
    reading = bench.gateway.readings.get(tag.tag)
    if reading is None:
        return views.Value(tag=tag.tag, note=Message(f"{name.zh}：尚未采集", f"{name.en}: not polled yet"))
    told = bench.gateway.published.get(tag.topic, bench.gateway.problem)
    sent = Message("已发布", "published") if not told else Message(told, told)
    note = Message(f"{name.zh} {reading.problem} {sent.zh}", f"{name.en} {reading.problem} {sent.en}")
    state: views.State = "bad" if reading.problem else "warn" if told else "ok"
    value = "" if reading.value is None else f"{reading.value:.6g}"
    age = round(max(0.0, bench.since(reading.at)), 1)
    return views.Value(tag=tag.tag, raw=reading.raw, decoded=value, age=age, state=state, note=note)
