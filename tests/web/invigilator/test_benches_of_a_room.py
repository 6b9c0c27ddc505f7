"""The benches of a room as data: what the page asks for every few seconds, and to whom it is told."""

import pytest
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.examination import start_bench
from liangcai_web.services.rehearsal.bench import open_all_benches
from tests.data.benches import gather_bench_cast
from tests.web.cast import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(monkeypatch):
    """Two candidates, the first of whom works."""
    made = gather_bench_cast(monkeypatch)
    open_all_benches(made.batch, made.team.officer, clock.now())
    assert start_bench(made.candidates[0], clock.now()).ok
    BenchAttempt.objects.update(lost=30, granted=120)
    return made


def addresses(cast):
    named = ("invigilator-bench-seats", "invigilator-benches")
    return [reverse(name, args=[cast.batch.uuid, cast.candidates[0].room]) for name in named]


def test_the_data_says_what_the_page_says_and_names_nobody(cast):
    first, second = cast.candidates
    client, (data, page) = client_of(cast.team.officer), addresses(cast)
    told = client.get(data).json()
    own, other = told["seats"][str(first.uuid)], told["seats"][str(second.uuid)]
    assert (told["opened"], told["away"]) == (True, "")
    assert own["chips"] == [{"tone": "warn", "sign": "✎", "word": "作业中"}]
    assert (own["given"], own["restarts"], own["forms"]) == ("30 s + 120 s", "0", "running")
    assert own["left"] > 0
    assert (other["left"], other["given"], other["forms"]) == (None, "—", "before")
    text = client.get(page).content.decode()
    for word in ("✎ 作业中", "30 s + 120 s", "○ 未开始", "刷新"):
        assert word in text
    assert first.person.name not in client.get(data).content.decode()


def test_benches_that_do_not_answer_are_told_and_times_go_on(cast):
    cast.hall.away = True
    client, (data, page) = client_of(cast.team.officer), addresses(cast)
    told = client.get(data).json()
    assert "工位服务没有运行" in told["away"]
    assert told["away"] in client.get(page).content.decode()
    assert told["seats"][str(cast.candidates[0].uuid)]["left"] > 0


def test_the_language_is_that_of_the_page(cast):
    client, (data, _) = client_of(cast.team.officer), addresses(cast)
    client.cookies["lang"] = "en"
    assert "at work" in client.get(data).content.decode()


def test_nobody_else_is_told(cast):
    data, _ = addresses(cast)
    assert client_of(None).get(data).status_code == 302
    assert cast.sign_in(cast.candidates[0]).get(data).status_code == 302
    assert client_of(cast.team.officer).get(data.replace("/T01", "/T99")).status_code == 404
