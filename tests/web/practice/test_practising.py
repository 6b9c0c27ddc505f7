"""Practising: a trainee or an account, hints while one works, a report by requirement, attempts counted."""

import json

import pytest
from django.test import Client

from liangcai_host import clock
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.packs import load_files
from liangcai_web.services.benches.practice import class_code, close_due_practice, count_practice
from tests.data.benches import PACK, publish, put_hall
from tests.data.hall import play_reference
from tests.web.cast import QUICK, client_of
from tests.web.trainer.school import number, open_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(monkeypatch, settings):
    """Benches, and one pack that may be used."""
    settings.PASSWORD_HASHERS = QUICK
    publish()
    return put_hall(monkeypatch)


def begin(client, pack=PACK):
    response = client.post("/practice/begin", {"pack": pack})
    assert response.status_code == 302, response.content.decode()
    return response.url


def play(client, address, bodies):
    for place, body in enumerate(bodies):
        said = json.dumps({"id": f"s{place}", "part": "task", "body": body})
        assert client.post(f"{address}/steps", said, content_type="application/json").json()["taken"]


def test_a_trainee_signs_in_with_the_code_of_the_class_and_learns_from_the_report(hall):
    school, client = open_school(), Client()
    trainee = school.training.trainees.get(number=1)
    assert client.get("/practice").status_code == 200
    code = class_code(school.training)
    wrong = client.post("/practice/enter", {"code": code, "id_number": number(999)})
    assert wrong.status_code == 422
    assert code in wrong.content.decode(), "what was typed is kept"
    assert (
        client.post("/practice/enter", {"code": class_code(school.training), "id_number": number(1)}).status_code == 302
    )
    assert trainee.person.name in client.get("/practice").content.decode()
    address = begin(client)
    assert begin(client) == address, "what runs goes on"
    row = BenchAttempt.objects.get()
    met = client.get(f"{address}/view?part=task").json()["view"]["panels"]
    assert any(panel["kind"] == "feedback" for panel in met), "feedback while one practises"
    play(client, address, play_reference(load_files(row.pack.sha256), row.seed))
    assert client.post(f"{address}/hand-in").status_code == 302
    report = client.get(f"{address}/report").content.decode()
    assert "100 %" in report
    assert "检查点" not in report, "a learner sees requirements and no checks"
    assert ".pdf" not in report, "what is no mark is not printed as one"
    assert count_practice(school.training) == {1: (1, 100)}
    second = begin(client)
    assert second != address
    assert BenchAttempt.objects.get(ended_at=None).number == 2
    assert Client().get(address).status_code == 302, "nobody else gets in"


def test_an_account_practises_and_a_bench_left_too_long_ends_with_its_report(hall, db):
    school = open_school()
    client = client_of(school.first)
    address = begin(client)
    BenchAttempt.objects.update(minutes=0)
    assert close_due_practice(clock.now()) == 1
    assert client.get(address).status_code == 302
    assert "接着练什么" in client.get(f"{address}/report").content.decode()


def test_an_unknown_pack_a_red_one_and_a_dead_supervisor_are_told(hall):
    client = client_of(open_school().first)
    for pack in ("nothing", "supplies", "../etc"):
        assert client.post("/practice/begin", {"pack": pack}).status_code == 422
    hall.away = True
    refused = client.post("/practice/begin", {"pack": PACK})
    assert refused.status_code == 422
    assert "工位服务没有运行" in refused.content.decode()
    assert not BenchAttempt.objects.exists(), "an attempt that never began is none"
