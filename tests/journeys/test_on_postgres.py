"""Everything on a PostgreSQL server made for the run: the services' and candidates' tests again, and a live site."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import psycopg
import pytest
from bench.postgres import NoServerError, Server

from tests.data.effort import EFFORT
from tests.journeys.live import prepare_home, serve

ROOT = Path(__file__).resolve().parents[2]
AGAIN = ("tests/web/services", "tests/web/candidate")
LEAST = 150 if EFFORT == "long" else 50
pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this test's own; without one it is skipped, and says why."""
    try:
        made = Server()
    except NoServerError as error:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {error}")
    yield made
    made.close()


@pytest.mark.usefixtures("server")
@pytest.mark.skipif(os.environ.get("LIANGCAI_TESTS_ON") == "postgres", reason="this whole run is on PostgreSQL")
def test_services_and_candidate_pages_hold_on_postgresql() -> None:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_"))}
    command = [sys.executable, "-m", "pytest", *AGAIN, "-n", "0", "-m", "not browser"]  # most of these are marked slow
    again = {**ours, "LIANGCAI_TESTS_ON": "postgres", "LIANGCAI_TESTS_EVERY": "1" if EFFORT == "long" else "3"}
    ran = subprocess.run(command, cwd=ROOT, env=again, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-8000:]
    passed = re.search(r"(\d+) passed", ran.stdout)
    assert passed and int(passed[1]) > LEAST, ran.stdout[-500:]


class Page:
    """A candidate's browser, without the pictures: cookies, a form, the page's calls."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies))

    def call(self, path: str, body: bytes | None = None, kind: str = "application/json") -> tuple[int, str]:
        """Status and text of a request, as a page of the site sends it."""
        same = {"Origin": self._address, "Sec-Fetch-Site": "same-origin", "Referer": self._address}
        request = Request(self._address + path, body, {**same, "Content-Type": kind})  # noqa: S310 - our own address
        try:
            with self._opener.open(request) as reply:
                return reply.status, reply.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def send_form(self, path: str, **fields: str) -> int:
        """Fill in the form of a page."""
        self.call(path)
        token = next(cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken")
        form = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self.call(path, form, "application/x-www-form-urlencoded")[0]


def test_a_sitting_goes_on_after_its_server_was_restarted(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.make_database("live")
    monkeypatch.setenv("LIANGCAI_DATABASE_URL", url)
    ticket = prepare_home(tmp_path, 1)[0]
    assert not list(tmp_path.glob("*.sqlite3"))
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT uuid FROM records_candidate").fetchone()
    assert row is not None

    def answer(sequence: int) -> bytes:
        event = {"id": f"a{sequence}", "item": "q1", "sequence": sequence, "response": "A"}
        return json.dumps({"attempt": str(row[0]), "events": [event]}).encode()

    with serve(tmp_path) as address:
        page = Page(address)
        assert page.send_form("/sitting", ticket_number=ticket.ticket_number, id_number=ticket.id_number) == 200
        assert page.call("/sitting/answers", answer(1))[0] == 200
        assert page.send_form("/sitting", ticket_number="\0", id_number="\0") in (200, 400)
        server.kill()
        assert page.call("/sitting/answers", answer(2))[0] == 503
        assert page.call("/sitting/clock")[0] == 503
        server.start()
        status, said = page.call("/sitting/answers", answer(2))
        assert (status, json.loads(said)["acknowledged"]) == (200, ["a2"])
        assert page.call("/sitting/instructions")[0] == 200
    with psycopg.connect(url) as connection:
        kept = connection.execute("SELECT client_id FROM journal.events WHERE kind = 'answered' ORDER BY position")
        assert kept.fetchall() == [("a1",), ("a2",)]
