"""A candidate's bench in pages: waited for, begun, worked at, handed in; nothing of checks, seeds or reports shows."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.stations import find_bench
from tests.data.benches import BenchCast, gather_bench_cast
from tests.web.cast import client_of

pytestmark = pytest.mark.django_db
GUIDE = {"id": "a-1", "part": "task", "body": {"do": "look", "table": "guide"}}


@pytest.fixture
def cast(monkeypatch) -> BenchCast:
    """Two candidates who wait for their benches."""
    return gather_bench_cast(monkeypatch)


def send(client, address, said):
    return client.post(address, json.dumps(said), content_type="application/json")


def open_room(cast: BenchCast) -> None:
    room = cast.candidates[0].room
    address = f"/invigilator/{cast.batch.uuid}/bench-act/start/{room}"
    assert client_of(cast.team.officer).post(address).status_code == 302


def test_a_bench_waits_for_the_invigilator_then_takes_steps_and_is_handed_in(cast):
    first = cast.candidates[0]
    client = cast.sign_in(first)
    assert "/sitting/bench" in client.get("/sitting/instructions").content.decode()
    assert "还没有开放工位" in client.get("/sitting/bench").content.decode()
    assert client.post("/sitting/bench/start").status_code == 409
    assert client.get("/sitting/bench/view").status_code == 404
    open_room(cast)
    assert client.post("/sitting/bench/start").status_code == 302
    page = client.get("/sitting/bench").content.decode()
    seed = BenchAttempt.objects.get().seed
    assert seed not in page
    told = client.get("/sitting/bench/view?part=").json()
    assert told["view"]["parts"][0]["id"] == "task"
    assert not any(panel["kind"] == "feedback" for panel in told["view"]["panels"]), "no hints in an examination"
    reply = send(client, "/sitting/bench/steps", GUIDE).json()
    assert (reply["taken"], reply["seq"]) == (True, 1)
    assert send(client, "/sitting/bench/steps", GUIDE).json()["seq"] == 1, "sent again it is the same step"
    assert send(client, "/sitting/bench/notes", {"text": "5 L"}).status_code == 200
    assert "5 L" in client.get("/sitting/bench").content.decode()
    assert client.post("/sitting/bench/hand-in").status_code == 302
    assert "已交卷" in client.get("/sitting/bench").content.decode()
    assert client.get("/sitting/bench/report").status_code == 302, "nothing of the report before the decision"
    assert client.get("/sitting/bench/report.pdf").status_code == 302, "and nothing of it on paper"
    console = client_of(cast.team.officer).get(f"/invigilator/{cast.batch.uuid}/benches/{first.room}").content.decode()
    assert "已评分" in console
    report = reverse("office-bench-report", args=[cast.batch.uuid, first.uuid])
    shown = client_of(cast.team.officer).get(report).content.decode()
    assert "逐项检查" in shown
    assert f"{report}.pdf" in shown
    printed = client_of(cast.team.officer).get(f"{report}.pdf")
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert (
        client_of(cast.team.officer)
        .get(report.replace(str(first.uuid), str(cast.candidates[1].uuid)) + ".pdf")
        .status_code
        == 404
    )
    assert client.get(f"{report}.pdf").status_code == 302


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 422),
        ({"id": "x" * 65, "body": {}}, 422),
        ({"id": "a", "body": []}, 422),
        ({"id": "a", "body": {"do": "rm -rf"}, "part": "task"}, 200),
        ([1], 422),
    ],
)
def test_hostile_steps_are_refused_and_change_nothing(cast, said, status):
    client = cast.sign_in(cast.candidates[0])
    open_room(cast)
    client.post("/sitting/bench/start")
    reply = send(client, "/sitting/bench/steps", said)
    assert reply.status_code == status
    assert reply.json()["taken"] is False
    huge = {"id": "b", "body": {"do": "put", "record": "phone", "field": "minutes", "value": "9" * 70_000}}
    assert send(client, "/sitting/bench/steps", huge).status_code == 422
    assert client.get("/sitting/bench/view").status_code == 200


def test_a_step_after_the_end_is_kept_and_does_not_count(cast, monkeypatch):
    client = cast.sign_in(cast.candidates[0])
    open_room(cast)
    client.post("/sitting/bench/start")
    row = BenchAttempt.objects.get()
    BenchAttempt.objects.update(started_at=clock.now() - timedelta(minutes=row.minutes + 1))
    assert send(client, "/sitting/bench/steps", GUIDE).status_code == 409
    assert '"a-1"' in BenchAttempt.objects.get().late
    assert cast.hall.steps[str(row.uuid)] == []
    assert "时间到" in client.get("/sitting/bench").content.decode()
    assert find_bench(cast.candidates[0]).ended_by == "clock"


def test_a_dead_supervisor_is_told_and_the_step_is_to_be_sent_again(cast):
    client = cast.sign_in(cast.candidates[0])
    open_room(cast)
    client.post("/sitting/bench/start")
    cast.hall.away = True
    assert send(client, "/sitting/bench/steps", GUIDE).status_code == 503
    assert client.get("/sitting/bench/view").json()["finding"]["rule"] == "benches.away"
    assert client.post("/sitting/bench/hand-in").status_code == 302
    assert "正在评分" in client.get("/sitting/bench").content.decode()


def test_nobody_reaches_the_bench_of_another(cast):
    first, second = cast.candidates
    own, other = cast.sign_in(first), cast.sign_in(second)
    open_room(cast)
    own.post("/sitting/bench/start")
    assert other.get("/sitting/bench/view").status_code == 404
    assert send(other, "/sitting/bench/steps", GUIDE).status_code == 404
