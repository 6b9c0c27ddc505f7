"""What the site tells of itself: truly, to those on its own machine, and nothing of people."""

import asyncio
import json
import logging
import re

import pytest
from django.db import connections

from liangcai_host import clock
from liangcai_host.journal.model import JournalError, NewEvent
from liangcai_host.journal.store import Journal
from liangcai_web.services import meters, operations
from liangcai_web.services.operations import keep_ballast, note_sweep, start_operations, stop_operations, watch
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.upkeep import health, metrics
from liangcai_web.services.upkeep.health import check_health
from liangcai_web.services.upkeep.metrics import write_metrics
from liangcai_web.site.watch import answer_watch, is_local

LINE = re.compile(r'^[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\.)*"\})? (\+Inf|[-+0-9.e]+)$')
pytestmark = pytest.mark.django_db


def scope(path="/health", client="127.0.0.1", method="GET", **headers):
    fields = {"host": "127.0.0.1:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    pairs = [(name.encode(), value.encode()) for name, value in fields.items()]
    return {"type": "http", "path": path, "method": method, "client": (client, 5), "headers": pairs}


def ask(path, method="GET"):
    replies = []

    async def send(message):
        replies.append(message)

    async def answer():
        await answer_watch(scope(path, method=method), send)
        await asyncio.to_thread(connections.close_all)  # the thread that looked ends with the loop of this test

    asyncio.run(answer())
    return replies[0]["status"], dict(replies[0]["headers"]), replies[1]["body"].decode()


@pytest.fixture
def well(monkeypatch):
    """A site on which all is well."""
    monkeypatch.setattr(health, "SLOW_COMMIT", 5.0)  # the machine of the tests is busy
    note_sweep(failed=False)
    keep_ballast()


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (scope(), True),
        (scope(client="::1"), True),
        (scope(client="192.0.2.7"), False),
        (scope(client="testclient"), False),
        (scope(x_forwarded_for="127.0.0.1"), False),
        (scope(forwarded="for=127.0.0.1"), False),
        (scope(via="1.1 proxy"), False),
        (scope(host="evil.example"), False),
        ({**scope(), "client": None}, False),
    ],
)
def test_only_a_program_on_this_machine_is_answered(asked, answered):
    assert is_local(asked) is answered


def test_from_elsewhere_the_addresses_do_not_exist(client):
    for path in ("/health", "/metrics"):
        assert client.get(path).status_code == 404


def test_health_tells_of_each_check_and_of_versions(well):
    status, _, body = ask("/health")
    said = json.loads(body)
    assert {check["name"] for check in said["checks"]} == {"journal", "disk", "ballast", "clock", "sweep", "benches"}
    assert status == 200, [check for check in said["checks"] if not check["ok"]]
    assert said["versions"]["database"].startswith(("sqlite 3.", "postgresql "))


@pytest.mark.parametrize("broken", ["journal", "disk", "ballast", "clock", "sweep", "benches"])
def test_each_check_can_fail_and_then_the_whole_does(well, monkeypatch, broken):
    def fail(_self):
        raise JournalError("full")

    plant = {
        "journal": lambda: monkeypatch.setattr(Journal, "probe", fail),
        "disk": lambda: monkeypatch.setattr("liangcai.delivery.forecast.TIMES", 10**9),
        "ballast": lambda: monkeypatch.setattr(health, "read_ballast", lambda _: 5),
        "clock": lambda: monkeypatch.setattr(clock, "read_drift", lambda: -3600.0),
        "sweep": lambda: monkeypatch.setattr(health, "SILENCE", -1.0),
        "benches": lambda: monkeypatch.setattr(health, "count_benches", lambda: {"ready": 3.0, "broken": 1.0}),
    }
    plant[broken]()
    found = check_health()
    assert [check.name for check in found.checks if not check.ok] == [broken]
    assert not found.ok
    assert ask("/health")[0] == 503


def test_a_sweep_that_fails_each_time_is_not_alive(well, monkeypatch):
    watch().swept -= 60
    note_sweep(failed=True)
    assert [check.name for check in check_health().checks if not check.ok] == ["sweep"]
    note_sweep(failed=False)
    assert check_health().ok


def test_the_log_is_kept_after_the_site_configured_its_loggers_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(operations, "home", lambda: tmp_path)
    before = logging.getLogger().handlers[:]
    start_operations()
    logging.getLogger().handlers[:] = before  # as Django does when it is set up a second time
    start_operations()
    logging.getLogger("liangcai_web.x").warning("said")
    stop_operations()
    assert "said" in (tmp_path / "logs" / "site.jsonl").read_text()
    assert logging.getLogger().handlers == before


def test_the_probe_commits_and_leaves_nothing(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite3", clock.now)
    before = journal.writer.commits.count
    assert journal.probe() > 0
    assert journal.writer.commits.count == before + 1
    assert journal.count_sessions() == 0
    assert journal.head() is None
    assert journal.probe() > 0, "it can be asked again"
    journal.close()


def test_metrics_are_lines_that_prometheus_reads(well):
    status, headers, body = ask("/metrics")
    assert status == 200
    assert headers[b"content-type"] == b"text/plain; version=0.0.4; charset=utf-8"
    lines = body.splitlines()
    assert [line for line in lines if not line.startswith("# ") and not LINE.match(line)] == []
    names = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {"liangcai_save_seconds", "liangcai_commit_group", "liangcai_sessions", "liangcai_open_attempts"} <= names


def read(name):
    return float(re.search(rf"^{re.escape(name)} (\S+)$", write_metrics(), re.MULTILINE)[1])


def test_metrics_count_what_happens(tmp_path, monkeypatch):
    journal = Journal(tmp_path / "journal.sqlite3", clock.now)  # other processes of the tests use the installation's
    monkeypatch.setattr(metrics, "open_journal", lambda: journal)
    before = {name: read(name) for name in ("liangcai_sessions", "liangcai_save_seconds_count")}
    stored = read('liangcai_save_refusals_total{reason="not stored"}')
    meters.note_save(200, 0.004)
    meters.note_save(503, 0.004)
    journal.open_session("attempt-of-metrics")
    assert read("liangcai_sessions") == before["liangcai_sessions"] + 1
    assert read("liangcai_save_seconds_count") == before["liangcai_save_seconds_count"] + 1
    assert read('liangcai_save_refusals_total{reason="not stored"}') == stored + 1
    journal.close()


def test_metrics_name_no_attempt(well):
    name = "0b0f4f6e-6f4b-4a53-9c55-0a3a5d1c2f10"
    open_journal().append(name, (NewEvent(kind="opened", client_id="opened", payload={"minutes": 5}),)).result()
    token = open_journal().open_session(name)
    body = ask("/metrics")[2] + ask("/health")[2]
    assert name not in body
    assert token not in body
    assert metrics.count_dropped() == 0


def test_what_is_not_asking_is_refused(well):
    assert ask("/health", "POST")[0] == 405
    assert ask("/metrics", "HEAD")[2] == ""


def test_a_page_has_a_request_id_and_its_line_a_route_without_what_was_typed(client, caplog):
    with caplog.at_level("INFO", logger="liangcai_web.pages.request_log"):
        reply = client.get("/verify?number=S000001&name=ZhangSan")
    assert re.fullmatch(r"[0-9a-f]{12}", reply.headers["X-Request-ID"])
    (record,) = [record for record in caplog.records if record.name == "liangcai_web.pages.request_log"]
    assert record.fields["route"] == "/verify"
    assert "ZhangSan" not in str(record.__dict__)
