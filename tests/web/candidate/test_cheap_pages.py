"""What the pages of a whole examination ask of the database, of the journal and of the browser stays little.

A thousand candidates do it within the same hour: a question more on a page is a thousand more.
"""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liangcai_host.journal.store import Journal
from liangcai_web.services.accounts.offices import open_account
from tests.data.cast import Cast, gather_cast

pytestmark = pytest.mark.django_db
# Questions to the database (two more on PostgreSQL, for the turns) and looks into the journal, from the sign-in to the
# page after handing in; what is read once for all who sit the same form counts too.
QUESTIONS, READS = 23, 12
PAGES = ("/sitting/instructions", "/sitting/paper", "/sitting/hand-in", "/sitting/result")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """One more for each look into the journal."""
    seen: list[int] = []
    look = Journal._read

    def count(journal: Journal, *args: object) -> object:
        seen.append(1)
        return look(journal, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "_read", count)
    yield seen


def sign_in(client: Client, cast: Cast, place: int = 0) -> str:
    """Sign a candidate in; where that leads."""
    ticket = cast.candidates[place].ticket_number
    response = client.post("/sitting", {"ticket_number": ticket, "id_number": cast.id_numbers[ticket]})
    return str(response.headers["Location"])


def sit(client: Client, cast: Cast, place: int) -> None:
    """The whole way of a candidate, without saves."""
    client.get("/sitting")
    assert sign_in(client, cast, place) == "/sitting/instructions"
    client.get("/sitting/instructions")
    assert client.post("/sitting/start").headers["Location"] == "/sitting/paper"
    client.get("/sitting/paper")
    client.get("/sitting/hand-in")
    assert client.post("/sitting/hand-in").headers["Location"] == "/sitting/result"
    assert client.get("/sitting/result").status_code == 200


def test_a_whole_examination_asks_few_questions(client: Client, reads: list[int]) -> None:
    cast = gather_cast()
    sit(Client(), cast, 1)  # now what is read once for all has been read
    reads.clear()
    with CaptureQueriesContext(connection) as asked:
        sit(client, cast, 0)
    said = "\n".join(query["sql"] for query in asked.captured_queries)
    turns = said.count("FOR NO KEY UPDATE")  # a server holds rows, where SQLite has one writer
    assert len(asked) - turns <= QUESTIONS, said
    assert len(reads) <= READS


def test_each_page_names_few_files(client: Client) -> None:
    cast = gather_cast()
    sign_in(client, cast)
    client.post("/sitting/start")
    for page in PAGES[:3]:
        files = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get(page).content.decode())
        assert len(files) <= 6, (page, files)


def test_a_candidate_has_no_session_of_the_staff_and_the_staff_keeps_its_own(client: Client) -> None:
    cast = gather_cast()
    response = client.get("/sitting")
    assert "sessionid" not in response.cookies
    assert not hasattr(response.wsgi_request, "session")
    client.force_login(open_account(cast.organisation, "office-9", None, "officer"))
    assert "office-9" in client.get("/sitting").content.decode()
    sign_in(client, cast)
    assert "office-9" in client.get("/sitting/instructions").content.decode()
