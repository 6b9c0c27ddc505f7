"""Solutions of a pack of this engine: the events of each.

In: the text of a ``solutions.toml``, a world. Out: the events of each solution. Follows: a whole sheet is one step of
the text, and a step a field and a save of the log.
"""

import msgspec

from liangcai.findings import Result
from liangcai_stations.folder import SOLUTIONS
from liangcai_stations.record.events import AnyEvent
from liangcai_stations.record.scene import World
from liangcai_stations.solutions import Step, Steps, solve_all


def solve(text: str, world: World, name: str = SOLUTIONS) -> Result[dict[str, tuple[AnyEvent, ...]]]:
    """The events of every solution for the seed of a world, the reference and the empty one first."""
    return solve_all(text, world.names, spread, _read_step, name)


def spread(steps: Steps) -> Steps:
    """The steps, with ``fill`` (a whole sheet: record, values) as a step a field and a save."""
    found: list[Step] = []
    for step in steps:
        if step.get("do") != "fill":
            found.append(step)
            continue
        if not isinstance(step.get("values"), dict) or "record" not in step:
            raise ValueError("fill needs record and values")
        sheet = {key: value for key, value in step.items() if key not in ("do", "values")}
        found += [{**sheet, "do": "put", "field": field, "value": value} for field, value in step["values"].items()]
        found.append({**sheet, "do": "save"})
    return tuple(found)


def _read_step(step: Step) -> AnyEvent:
    event: AnyEvent = msgspec.convert(step, AnyEvent, strict=False)
    return event
