"""A station of records on a bench: from the first look to a report made of evidence alone."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import liangcai_reference
from liangcai_host.benches.client import Benches
from liangcai_host.benches.model import BenchOrder, Json, Step
from liangcai_host.benches.starting import can_host, run_beside
from liangcai_stations.record.solution import solve
from liangcai_stations.record.station import need_world, read_station

ENGINES = "liangcai_stations.hosting:ENGINES"
pytestmark = pytest.mark.skipif(not can_host(), reason="benches run on Linux")


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Benches]:
    """A supervisor with the engines of the product."""
    home: Path = tmp_path_factory.mktemp("benches")
    with run_beside(home, ENGINES) as runs:
        assert runs
        yield Benches(home)


def order_pack(name: str, attempt: str, seed: str, mode: str = "examination") -> BenchOrder:
    """An order of a bundled pack."""
    files = liangcai_reference.read_pack_files(name)
    order = {"attempt": attempt, "pack": name, "engine": "record", "files": files, "seed": seed, "mode": mode}
    return msgspec.convert(order, BenchOrder)


def write_steps(order: BenchOrder, solution: str) -> list[Step]:
    """The steps of one of the pack's own solutions."""
    station = read_station(order.files).value
    assert station is not None
    events = solve(station.solutions, need_world(station, order.seed)).value[solution]
    bodies: list[Json] = [msgspec.to_builtins(event) for event in events]
    for body in bodies:
        del body["attempt"], body["at"]
    return [Step(id=f"s{place}", body=body) for place, body in enumerate(bodies)]


@pytest.mark.parametrize("pack", ["health-record", "health-record-check", "supplies", "disinfection"])
def test_the_reference_earns_everything_on_a_bench(benches: Benches, pack: str) -> None:
    order = order_pack(pack, f"full-{pack}", "3")
    benches.prepare(order)
    for step in write_steps(order, "reference"):
        assert benches.step(order.attempt, step, part=None).taken
    handed = benches.hand_in(order.attempt)
    assert (handed.report["earned"], handed.report["possible"]) == ("100", "100")
    assert benches.judge(order, handed.evidence) == handed.report
    assert order.attempt not in {one.attempt for one in benches.health()}


def test_practice_names_requirements_and_an_examination_names_nothing(benches: Benches) -> None:
    seen = {}
    for mode in ("practice", "examination"):
        order = order_pack("health-record", f"mode-{mode}", "4", mode)
        benches.prepare(order)
        for step in write_steps(order, "reference")[:13]:
            benches.step(order.attempt, step, part=None)
        seen[mode] = benches.look(order.attempt, "papers")
    feedback = [panel for panel in seen["practice"]["panels"] if panel["kind"] == "feedback"]
    assert [panel["kind"] for panel in seen["examination"]["panels"] if panel["kind"] == "feedback"] == []
    assert [(one["requirement"], one.get("state")) for one in feedback[0]["met"]][:1] == [("1.1.1", "warn")]
    pack = read_station(order_pack("health-record", "x", "4").files).value
    assert pack is not None
    told = str(feedback)
    assert not [check.zh for check in pack.pack.checks if check.zh in told]


@pytest.mark.parametrize("pack", ["health-record", "health-record-check", "supplies", "disinfection"])
def test_no_view_shows_what_is_right_before_it_was_asked_opened_or_fetched(benches: Benches, pack: str) -> None:
    order = order_pack(pack, f"blank-{pack}", "5")
    benches.prepare(order)
    first = benches.look(order.attempt)
    parts = [part["id"] for part in first["parts"]]
    shown = "".join(str(benches.look(order.attempt, part)) for part in parts if part != "task")
    station = read_station(order.files).value
    assert station is not None
    world = need_world(station, order.seed)
    hidden = [text for table in world.scene.tables for row in table.rows for text in row if len(text) > 9]
    hidden += [question.answer.zh for question in world.scene.questions]
    hidden += [str(value) for one in world.scene.records if one.kept for value in one.values.values() if len(value) > 9]
    listed = {text for row in world.scene.rows for text in row.cells.values()}
    assert hidden
    assert [text for text in hidden if text in shown and text not in listed] == []


def test_a_view_offers_only_steps_that_the_bench_takes(benches: Benches) -> None:
    order = order_pack("supplies", "acts", "6")
    benches.prepare(order)
    for act in list_acts(benches.look(order.attempt, "papers")):
        assert benches.step(order.attempt, Step(id=act["id"], body=act["body"]), part=None).taken
    opened = benches.look(order.attempt, "papers")["panels"]
    assert {panel["kind"] for panel in opened} == {"table"}
    chosen = {"batch": 0, "quantity": "1", "item": ""}
    for act in list_acts(benches.look(order.attempt, "store")):
        body = dict(act["body"])
        for field in act.get("fields", []):
            options = field.get("options", [])
            body[field["id"]] = options[0]["id"] if options else chosen[field["id"]]
        reply = benches.step(order.attempt, Step(id=act["id"], body=body), part=None)
        assert reply.taken or (reply.finding and reply.finding["rule"] in ("record.apart", "record.quantity")), body


def list_acts(view: Json) -> list[Json]:
    """Everything that can be done on a view."""
    rows = [row for panel in view["panels"] for row in panel.get("rows", [])]
    return [act for one in (*view["panels"], *rows) for act in one.get("acts", [])]


def test_papers_are_pictures_made_of_what_the_seed_drew_and_nothing_in_them_runs(benches: Benches) -> None:
    order = order_pack("health-record", "pictures", "8")
    benches.prepare(order)
    benches.step(order.attempt, Step(id="card", body={"do": "look", "table": "card"}), part=None)
    pictures = [panel for panel in benches.look(order.attempt, "papers")["panels"] if panel["kind"] == "picture"]
    assert len(pictures) == 1
    svg, said = pictures[0]["svg"], pictures[0]["said"]
    assert all(row[1] in svg for row in said)
    assert "SPECIMEN" in svg
    assert not [bad for bad in ("<script", "href", "onload", "<image", "<foreign") if bad in svg]
