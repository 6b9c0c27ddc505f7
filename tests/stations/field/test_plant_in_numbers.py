"""Registers, the model of a plant, and the fold of a field bench, in the mind and on no wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import liangcai_reference
from liangcai_stations.field.config import list_gaps, read_tags, read_uplink
from liangcai_stations.field.events import Acknowledge, Drill, Put, Saw, Use, read_event, read_line
from liangcai_stations.field.model import hold, shown_value, true_value
from liangcai_stations.field.platform import read_message
from liangcai_stations.field.registers import decode, encode
from liangcai_stations.field.scene import Register, Signal, World, make_world
from liangcai_stations.field.state import State, run_events, take_step
from liangcai_stations.field.wire.broker import matches

FILES = liangcai_reference.read_pack_files("filling-line")


def open_line(seed: str = "1", net: str = "127.50.1") -> World:
    """The world of the bundled pack."""
    made = make_world(FILES["world.toml"], "filling-line", seed, net)
    assert made.value is not None, made.findings
    return made.value


@given(st.floats(-1000, 1000, width=32), st.sampled_from(["big", "swapped"]))
def test_a_float_comes_back_from_its_registers_in_its_own_order_only(value: float, order: str) -> None:
    register = Register(signal="x", address=0, type="float32", order=order)  # type: ignore[arg-type]
    words = encode(register, value)
    assert decode(words, "float32", register.order) == value
    other = decode(words, "float32", "big" if order == "swapped" else "swapped")
    assert words[0] == words[1] or other != value


def test_a_short_integer_stands_at_its_bound_beyond_its_range() -> None:
    register = Register(signal="x", address=0, type="int16", scale=0.1)
    assert encode(register, 523.4) == [5234]
    assert encode(register, -1.0) == [0xFFF6]
    assert encode(register, 1e9) == [0x7FFF]
    assert decode([0xFFF6], "int16", "big") == -10
    assert decode([0x7F80, 0], "float32", "big") is None, "infinity is no number"


def test_what_runs_into_the_bottle_is_what_flows() -> None:
    world = open_line()
    flow, weight = world.scene.signal("flow"), world.scene.signal("weight")
    steps = 6000
    seconds = [flow.seconds * place / steps for place in range(steps)]
    grams = sum(true_value(flow, at) for at in seconds) * flow.seconds / steps * 1e6 / 3600
    assert grams == pytest.approx(weight.swing, rel=0.002)
    full = true_value(weight, flow.seconds * 0.9)
    assert full == pytest.approx(weight.base + weight.swing)


def test_a_forced_sensor_shows_what_is_forced_and_a_held_one_its_drift_too() -> None:
    signal = Signal(id="x", zh="x", en="x", unit="g", low=0, high=10, base=3, bias=0.5, point=7)
    assert shown_value(signal, 0, {}, {}) == 3.5
    assert shown_value(signal, 0, {"x": 7}, {}) == 7.5
    assert shown_value(signal, 0, {"x": 7}, {"x": 1}) == 1
    assert set(hold(open_line().scene)) == {"flow", "temp", "weight", "level"}


def test_the_same_seed_is_the_same_plant_and_another_is_not() -> None:
    assert open_line("7") == open_line("7")
    assert open_line("7").names != open_line("8").names
    assert {open_line(str(seed)).scene.fault.hop for seed in range(20)} == {"device", "link", "broker", "platform"}


def test_a_tag_is_polled_when_it_is_complete_and_an_uplink_needs_whom_to_trust() -> None:
    world = open_line()
    values = {"source": "opcua", "host": "127.50.1.10", "port": "4840", "node": "Line.Valve", "topic": "a"}
    state = run_events(world, [Put(sheet="tag.valve", field=name, value=one) for name, one in values.items()]).value
    assert list_gaps(state.sheet("tag.valve")) == ("key",)
    assert [tag.tag for tag in read_tags(world, state)] == ["power"]
    state = take_step(world, state, Put(sheet="tag.valve", field="key", value="valve_pos")).value
    assert [tag.tag for tag in read_tags(world, state)] == ["valve", "power"]
    uplink = {"host": "127.50.1.30", "port": "8883", "security": "verified"}
    state = run_events(world, [Put(sheet="uplink", field=name, value=one) for name, one in uplink.items()]).value
    assert read_uplink(state) is None


@pytest.mark.parametrize(
    ("sheet", "field", "value", "rule"),
    [
        ("uplink", "host", "127.50.2.30", "field.host"),
        ("uplink", "host", "127.0.0.1", "field.host"),
        ("uplink", "host", "localhost", "field.host"),
        ("uplink", "port", "-1", "field.value"),
        ("uplink", "port", "70000", "field.value"),
        ("uplink", "port", "１８８３", "field.value"),
        ("tag.flow", "scale", "nan", "field.value"),
        ("tag.flow", "scale", "1e999", "field.value"),
        ("tag.flow", "topic", "line/#", "field.value"),
        ("tag.flow", "topic", "$SYS/x", "field.value"),
        ("tag.flow", "key", "a\x00b", "field.value"),
        ("tag.flow", "source", "ftp", "field.value"),
        ("tag.nobody", "host", "127.50.1.20", "field.unknown"),
        ("checks", "arrived", "1", "field.unknown"),
    ],
)
def test_what_can_not_be_typed_is_refused_with_its_reason(sheet: str, field: str, value: str, rule: str) -> None:
    taken = take_step(open_line(), State(), Put(sheet=sheet, field=field, value=value))
    assert [finding.rule for finding in taken.findings] == [rule]
    assert taken.value == State()


@pytest.mark.parametrize("host", ["127.50.2.22", "127.0.0.1", "10.0.0.1", "", "::1", "example.org", "127.50.1.22 "])
def test_a_tool_reaches_no_other_network(host: str) -> None:
    assert take_step(open_line(), State(), Use(tool="connect", host=host, port="1502")).findings


def test_an_alarm_is_acknowledged_when_it_was_raised_and_the_sensor_is_replaced_then() -> None:
    world = open_line()
    drill = world.scene.drill
    early = take_step(world, State(), Acknowledge(tag=drill, cause="sensor"))
    assert early.findings[0].rule == "field.unknown"
    state = run_events(world, [Drill(), Saw(what="alarm", name=drill)]).value
    assert state.failing(drill) == drill
    state = take_step(world, state, Acknowledge(tag=drill, cause="process")).value
    assert state.failing(drill) == ""
    again = run_events(world, [Drill(), Saw(what="alarm", name=drill), Acknowledge(tag=drill, cause="sensor")]).value
    again = take_step(world, again, Saw(what="alarm", name=drill)).value
    assert again.causes == {drill: "sensor"}, "what was acknowledged stays so when the alarm comes once more"
    assert again.failing(drill) == ""
    assert take_step(world, state, Drill()).findings


def test_an_alarm_acknowledged_before_the_drill_says_nothing_of_the_drill() -> None:
    world = open_line()
    drill = world.scene.drill
    early = [Saw(what="alarm", name=drill), Acknowledge(tag=drill, cause="sensor"), Drill()]
    assert run_events(world, early).value.failing(drill) == drill


def test_a_step_that_is_none_is_a_finding() -> None:
    assert read_event({"do": "fly"}).findings
    assert read_event({"do": "put", "sheet": "x" * 65, "field": "a", "value": ""}).findings
    assert read_line(b"[" * 30_000).findings
    assert read_line(b"\xff").findings


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"cycle": true, "values": {}}',
        b'{"cycle": 1, "values": []}',
        b"[" * 9000,
        b"1" * 20_000,
    ],
)
def test_a_message_of_another_form_is_none(payload: bytes) -> None:
    assert read_message(payload) is None


def test_an_access_list_gives_no_more_than_it_says() -> None:
    assert matches("line/3/meter", "line/3/#")
    assert matches("line/3/#", "line/3/#")
    assert not matches("line/#", "line/3/#")
    assert not matches("#", "line/3/#")
    assert not matches("line/+/meter", "line/3/#")
    assert not matches("line/3/test/x", "line/3/test")
    assert not matches("line/#", "line/+")
