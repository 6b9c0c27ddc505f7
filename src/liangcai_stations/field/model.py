"""The physical model: what each signal is at a second of the bench, and what its sensor shows of it.

In: a scene, a state, a second, what is forced. Out: numbers. Follows: closed forms of the bench's own time, so that the
same seed and second give the same plant, whenever and how often it is asked.
"""

import math
from collections.abc import Mapping

from liangcai_stations.field.scene import Scene, Signal
from liangcai_stations.field.state import State

OPEN = 0.6
"""The share of a filling cycle in which the valve is open."""


def true_value(signal: Signal, second: float) -> float:
    """The course of a signal by its shape."""
    share = (second / signal.seconds + signal.phase) % 1.0
    match signal.shape:
        case "wave":
            return signal.base + signal.swing * math.sin(2 * math.pi * share)
        case "pulse":
            # a valve, and the flow through it: on while a bottle is filled
            return signal.base + (signal.swing if share < OPEN else 0.0)
        case "fill":
            # what stands on the scale: the bottle, and what has run into it
            return signal.base + signal.swing * min(share / OPEN, 1.0)
        case "saw":
            # a tank that runs down and is filled up again in the last tenth of its cycle
            return signal.base - signal.swing * (share / 0.9 if share < 0.9 else (1.0 - share) / 0.1)
    return signal.base


def shown_value(signal: Signal, second: float, held: Mapping[str, float], forced: Mapping[str, float]) -> float:
    """What a sensor shows: what is forced on it, or the held or true value with what the sensor has drifted by."""
    if signal.id in forced:
        return forced[signal.id]
    return held.get(signal.id, true_value(signal, second)) + signal.bias


def hold(scene: Scene) -> dict[str, float]:
    """Every signal at the point where it is compared: the line stands still for the comparison."""
    return {signal.id: signal.point for signal in scene.signals if signal.id in scene.compared}


def show_sensor(scene: Scene, state: State, name: str, second: float, forced: Mapping[str, float]) -> float | None:
    """What a sensor shows in the state of an attempt; None where it is out of order."""
    if name not in forced and name == state.failing(scene.drill):
        return None
    written = {one.signal: state.written[one.id] for one in scene.variables if one.id in state.written}
    held = {**written, **(hold(scene) if state.held else {})}
    return shown_value(scene.signal(name), second, held, forced)
