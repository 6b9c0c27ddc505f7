"""The line at a glance: devices, gateway, broker, platform, and the way of the data between them.

In: a bench. Out: panels. Follows: a link is shown by what goes over it, so that a blocked hop looks as it does in life.
"""

from typing import TYPE_CHECKING

from liangcai_host.benches import views

if TYPE_CHECKING:
    from liangcai_stations.field.bench import FieldBench

OLD = 3.0
"""Periods after which a value is old."""


def show_line(bench: "FieldBench") -> tuple[views.AnyPanel, ...]:
    """The diagram, and what the platform shows."""
    return (_draw(bench), show_live(bench))


def show_live(bench: "FieldBench") -> views.Values:
    """The live values of the platform."""
    now, found = bench.clock(), []
    for tag in bench.world.scene.tags:
        signal, live = bench.world.scene.signal(tag.signal), bench.platform.live.get(tag.signal)
        unit = bench.state.sheet(f"property.{tag.signal}").get("unit", "")
        value = "" if live is None else "坏值 bad" if live.value is None else f"{live.value:.6g}"
        age = None if live is None else round(max(0.0, now - live.at), 1)
        state: views.State = "none" if live is None else "ok"
        if live is not None and live.value is None:
            state = "bad"
        elif age is not None and age > OLD * bench.period:
            state = "warn"
        found.append(views.Value(tag=signal.id, decoded=value, unit=unit, age=age, state=state, note=signal.name))
    return views.Values(id="live", zh="平台实时值", en="Live values of the platform", values=tuple(found))


def _draw(bench: "FieldBench") -> views.Diagram:
    scene = bench.world.scene
    places = {device.id: place for place, device in enumerate(scene.devices)}
    step = 80 / max(1, len(places) - 1)
    nodes = [
        views.Node(id=device.id, zh=device.zh, en=device.en, x=8, y=10 + step * place, label=f".{device.host}")
        for device, place in ((device, places[device.id]) for device in scene.devices)
    ]
    good = not bench.gateway.problem
    nodes += [
        views.Node(id="gateway", zh="网关", en="gateway", x=38, y=50, state="ok", label=str(bench.gateway.cycle)),
        views.Node(id="broker", zh="消息代理", en="broker", x=66, y=50, label=f".{scene.uplink.host}"),
        views.Node(id="platform", zh="平台", en="platform", x=92, y=50, state="ok"),
    ]
    links = [
        views.Link(source=device.id, target="gateway", state=_link_state(bench, device.id)) for device in scene.devices
    ]
    up: views.State = "ok" if good else "none" if not bench.state.sheet("uplink") else "bad"
    links.append(views.Link(source="gateway", target="broker", state=up, label="MQTT"))
    links.append(views.Link(source="broker", target="platform", state="ok" if bench.platform.live else "none"))
    return views.Diagram(id="way", zh="数据的路", en="The way of the data", nodes=tuple(nodes), links=tuple(links))


def _link_state(bench: "FieldBench", device: str) -> views.State:
    """By the readings that the gateway has of a device: none, some wrong, all wrong."""
    scene = bench.world.scene
    names = [tag.signal for tag in scene.tags if tag.device == device]
    names += [scene.fault.signal] if scene.fault.device == device else []
    readings = [bench.gateway.readings[name] for name in names if name in bench.gateway.readings]
    if not readings:
        return "none"
    wrong = sum(bool(reading.problem) for reading in readings)
    return "ok" if not wrong else "bad" if wrong == len(readings) else "warn"
