"""What a candidate sees of this bench, part by part.

In: what stands on the bench, the state. Out: a view. Follows: nothing is told that was not asked, opened or fetched;
what is tried and what is right is never shown. In practice the requirements are shown as they are met.
"""

from collections.abc import Callable

import msgspec

from liangcai.findings import Message
from liangcai.stations.model import Pack
from liangcai_host.benches import views
from liangcai_stations.feedback import show_feedback
from liangcai_stations.record import view_desk, view_store
from liangcai_stations.record.checks import probe_state
from liangcai_stations.record.scene import Record, World
from liangcai_stations.record.state import State

FORM = "form-"


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the bench of one attempt."""

    pack: Pack
    world: World
    task: Message
    practice: bool


Show = Callable[[World, State], tuple[views.AnyPanel, ...]]
PARTS: dict[str, tuple[Message, Show]] = {
    "talk": (Message("访谈", "Interview"), view_desk.show_talk),
    "papers": (Message("资料", "Papers"), view_desk.show_papers),
    "import": (Message("导入", "Import"), view_desk.show_import),
    "archive": (Message("档案柜", "Archive"), view_desk.show_archive),
    "store": (Message("库房", "Store"), view_store.show_store),
}


def show(sight: Sight, state: State, part: str) -> views.View:
    """A part; the task where there is no such part."""
    world = sight.world
    forms = {FORM + record.id: record for record in world.scene.records if not record.kept}
    if part in forms:
        panels: tuple[views.AnyPanel, ...] = (view_desk.show_form(world, state, forms[part]),)
    elif part in PARTS:
        panels = PARTS[part][1](world, state)
    else:
        part, panels = "task", (views.Notes(id="task", zh="任务", en="Task", text=sight.task),)
    if sight.practice:
        panels = (*panels, show_feedback(sight.pack, probe_state(world, state)))
    return views.View(part=part, parts=list_parts(sight, state, forms), panels=panels)


def list_parts(sight: Sight, state: State, forms: dict[str, Record]) -> tuple[views.Part, ...]:
    """The parts that this scene has: task, what is there to work with, then the forms."""
    world = sight.world
    found = [views.Part(id="task", zh="任务", en="Task")]
    for name, (title, look) in PARTS.items():
        if look(world, state):
            found.append(views.Part(id=name, zh=title.zh, en=title.en))
    for name, record in forms.items():
        saved = record.id in state.saved
        found.append(views.Part(id=name, zh=record.zh, en=record.en, state="ok" if saved else "none"))
    return tuple(found)
