"""What a candidate sees of a bench, part by part.

In: a bench. Out: views as JSON. Follows: neither checks nor truth nor what was drawn are in a view; what people miss in
real systems is: raw words, decoding, last poll and its error, what became of publishing. In practice the requirements
are shown as they are met.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from liangcai.findings import Message
from liangcai_host.benches import views
from liangcai_host.benches.model import Json
from liangcai_stations.feedback import show_feedback
from liangcai_stations.field.checks import probe
from liangcai_stations.field.views_line import show_line
from liangcai_stations.field.views_setup import show_controller, show_gateway, show_platform
from liangcai_stations.field.views_work import show_accuracy, show_alarms, show_tools
from liangcai_stations.folder import Station, write_task

if TYPE_CHECKING:
    from liangcai_stations.field.bench import FieldBench

Show = Callable[["FieldBench"], tuple[views.AnyPanel, ...]]
PARTS: dict[str, tuple[Message, Show]] = {
    "line": (Message("产线总览", "The line"), show_line),
    "controller": (Message("控制器", "Controller"), show_controller),
    "platform": (Message("平台模型", "Platform"), show_platform),
    "gateway": (Message("网关", "Gateway"), show_gateway),
    "tools": (Message("诊断工具", "Tools"), show_tools),
    "accuracy": (Message("准确性", "Accuracy"), show_accuracy),
    "alarms": (Message("告警与演练", "Alarms"), show_alarms),
}


def make_view(bench: "FieldBench", part: str) -> Json:
    """A part as it stands; the task where there is no such part."""
    if part in PARTS:
        panels = PARTS[part][1](bench)
    else:
        part, panels = "task", _show_task(bench)
    if bench.sight.practice:
        panels = (*panels, _show_feedback(bench))
    return views.write_view(views.View(part=part, parts=_list_parts(bench), panels=panels))


def _list_parts(bench: "FieldBench") -> tuple[views.Part, ...]:
    open_alarms = sum(not alarm.cause for alarm in bench.state.alarms.values())
    parts = [views.Part(id="task", zh="任务", en="Task")]
    for name, (title, _) in PARTS.items():
        count = open_alarms if name == "alarms" else 0
        state: views.State = "bad" if count else "none"
        parts.append(views.Part(id=name, zh=title.zh, en=title.en, count=count, state=state))
    return tuple(parts)


def _show_task(bench: "FieldBench") -> tuple[views.AnyPanel, ...]:
    station: Station = bench.sight.station
    text = write_task(station, bench.world.names)
    rows = tuple(
        views.Row(id=name, cells=(views.Cell(zh=name), views.Cell(zh=address)))
        for name, address in bench.addresses.items()
    )
    own = views.Table(id="own", zh="自带工具可用的地址", en="Addresses for your own tools", rows=rows)
    return (views.Notes(id="task", zh="任务", en="Task", text=text), own)


def _show_feedback(bench: "FieldBench") -> views.Feedback:
    """How far each requirement is met just now, without forcing anything."""
    world, evidence = bench.world, bench.guess()
    return show_feedback(bench.sight.station.pack, [probe(world, one, evidence) for one in world.scene.tries])
