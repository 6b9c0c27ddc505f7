"""Whatever comes in is a step or a finding: nothing is stored of a step that is not taken, and nothing breaks."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples
from tests.data.record_stations import TEMPLATE, list_stations, open_bundled, solved, world_of

from liangcai_stations.record.checks import grade_events
from liangcai_stations.record.events import LONGEST_LINE, AnyEvent, Ask, Put, Save, read_event
from liangcai_stations.record.state import begin
from liangcai_stations.record.world import MOST_STEPS, run_events, take_step

KINDS = [
    *("ask", "look", "fetch", "give_back", "put", "save", "take", "refuse", "correct"),
    *("receive", "issue", "quarantine", "order", "send", "drop table", ""),
]
KEYS = [
    *("question", "table", "record", "purpose", "field", "value", "row", "reason", "evidence"),
    *("arrival", "quantity", "request", "batch", "item", "to", "at", "attempt"),
]
NAME = list_stations()[0]
IDS = [
    part.id
    for parts in (world_of(NAME).scene.records, world_of(NAME).scene.questions, world_of(NAME).scene.rows)
    for part in parts
]
VALUES = st.one_of(
    st.sampled_from([*IDS, "", "1", "NaN", "-1", "1e999999", "\x00", "000000", "../../etc", "'; --", "x" * 600]),
    st.text(max_size=30),
    st.integers(),
    st.floats(allow_nan=True),
    st.none(),
    st.booleans(),
    st.lists(st.sampled_from(["1", "2", "1", "x"]), max_size=50),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
STEPS = st.builds(
    lambda kind, more: {"do": kind, **more}, st.sampled_from(KINDS), st.dictionaries(st.sampled_from(KEYS), VALUES)
)


@settings(max_examples=examples(80))
@given(st.lists(STEPS, max_size=8))
def test_hostile_steps_are_refused_with_a_finding_and_change_nothing(steps: list[dict[str, object]]) -> None:
    world = world_of(NAME)
    state, taken = begin(world.scene), list[AnyEvent]()
    for step in steps:
        read = read_event(json.dumps(step))
        if read.value is None:
            assert [finding.rule for finding in read.findings] == ["record.read"]
            continue
        after = take_step(world, state, read.value)
        assert (after.value is state) == bool(after.findings)
        state, taken = after.value, [*taken, read.value]
    report = grade_events(open_bundled(NAME).pack, world, taken)
    assert 0 <= report.earned <= report.possible == 100


@settings(max_examples=examples(60))
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_a_line_that_is_no_step_is_a_finding(line: bytes | str) -> None:
    read = read_event(line)
    assert (read.value is None) == bool(read.findings)


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 19_000,
        b'{"do":"ask","question":"' + b"x" * LONGEST_LINE + b'"}',
        b'{"do":"ask","question":"purpose","at":1e400}',
        b'{"do":"order","item":"mask","quantity":"1e9999999999"}',
        b'{"do":"ask","question":"purpose","admin":true}',
        b"\xff\xfe",
    ],
    ids=["deep", "long", "late", "huge", "more", "not text"],
)
def test_a_line_that_is_too_much_is_a_finding(line: bytes) -> None:
    read = read_event(line)
    after = take_step(world_of(NAME), begin(world_of(NAME).scene), read.value) if read.value else read
    assert after.findings


def test_a_step_of_another_attempt_or_of_an_earlier_second_is_not_taken() -> None:
    world = world_of(TEMPLATE)
    start = begin(world.scene, "mine")
    other = take_step(world, start, Ask(question="purpose", attempt="theirs"))
    assert (other.value, other.findings[0].rule) == (start, "record.attempt")
    later = take_step(world, start, Ask(question="purpose", attempt="mine", at=60)).value
    back = take_step(world, later, Ask(question="name", attempt="mine", at=59))
    assert (back.value, back.findings[0].rule) == (later, "record.time")


def test_a_flood_ends_and_what_was_done_before_it_counts() -> None:
    world, station = world_of(TEMPLATE), open_bundled(TEMPLATE)
    reference = solved(TEMPLATE)["reference"]
    flood = [*reference, *(Ask(question="name") for _ in range(MOST_STEPS + 100))]
    ran = run_events(world, flood)
    assert len(ran.findings) == 100 + len(reference)
    assert {finding.rule for finding in ran.findings} == {"record.flood"}
    assert grade_events(station.pack, world, flood).earned == 100


def test_a_value_that_a_field_can_not_hold_is_not_kept() -> None:
    world = world_of("health-record")
    start = begin(world.scene)
    wrong = [("born", "2026-02-30"), ("born", "20260201"), ("sex", "3"), ("since", "1e3"), ("since", "1800")]
    wrong += [("number", "000000198001011234"), ("name", "a\nb")]
    for field, value in wrong:
        after = take_step(world, start, Put(record="info", field=field, value=value))
        assert (after.value, after.findings[0].rule) == (start, "record.value"), field
    for value in (("2", "2"), ("9",), "2"):
        assert take_step(world, start, Put(record="info", field="allergy", value=value)).findings
    assert take_step(world, start, Save(record="a1")).findings, "a record of the archive is not saved over"


def test_every_step_that_the_log_can_hold_is_written_as_it_was_read() -> None:
    for name in list_stations():
        for events in solved(name).values():
            for event in events:
                again = read_event(msgspec.json.encode(event))
                assert again.value == event
