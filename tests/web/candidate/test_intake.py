"""The intake of answers: same origin, known sender, own attempt; saved means committed."""

import asyncio
import itertools
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings

from liangcai_host import clock
from liangcai_host.journal.model import NewEvent
from liangcai_host.journal.store import Journal
from liangcai_web.candidate import intake
from liangcai_web.services.sittings import journal as sittings_journal
from liangcai_web.services.sittings.journal import open_journal
from tests.host.journal.doubles import FailingDisk

NUMBERS = itertools.count()
SAME = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}


@pytest.fixture
def attempt() -> str:
    """An attempt that was opened just now, for ninety minutes."""
    name = f"intake-{next(NUMBERS)}-{clock.now().timestamp()}"
    opened = NewEvent(kind="opened", client_id="opened", payload={"minutes": 90})
    open_journal().append(name, (opened,)).result()
    return name


@pytest.fixture
def token(attempt: str) -> str:
    """The session of the attempt's candidate."""
    return open_journal().open_session(attempt)


def call(
    body: Any = b"",
    token: str = "",
    *,
    path: str = intake.ANSWERS,
    method: str = "POST",
    headers: dict[str, str] | None = None,
) -> tuple[int, dict[str, Any]]:
    """Status and JSON of one request; the body comes in pieces, as over a slow line."""
    sent = body if isinstance(body, bytes) else msgspec.json.encode(body)
    fields = {"host": "127.0.0.1:8000", "content-type": "application/json", "cookie": f"sitting={token}"}
    fields |= SAME if headers is None else headers
    scope = {
        "type": "http",
        "path": path,
        "method": method,
        "headers": [(name.encode(), value.encode()) for name, value in fields.items()],
    }
    middle = len(sent) // 2
    pieces = iter(({"body": sent[:middle], "more_body": True}, {"body": sent[middle:], "more_body": False}))
    replies: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return next(pieces)

    async def send(message: MutableMapping[str, Any]) -> None:
        replies.append(message)

    asyncio.run(intake.answer_intake(scope, receive, send))
    return replies[0]["status"], msgspec.json.decode(replies[1]["body"])


def choose(attempt: str, item: str = "q1", sequence: int = 1, response: str = "A") -> dict[str, Any]:
    """What a page sends for one choice."""
    event = {"id": f"{item}-{sequence}", "item": item, "sequence": sequence, "response": response}
    return {"attempt": attempt, "events": [event]}


def count_answers(attempt: str) -> int:
    """How many answers of the attempt are stored."""
    return len(open_journal().read(attempt, ("answered",)))


def test_an_answer_is_stored_and_the_reply_says_what_and_until_when(attempt: str, token: str) -> None:
    status, reply = call(choose(attempt), token)
    assert status == 200
    assert (reply["stored"], reply["acknowledged"]) == ({"q1": 1}, ["q1-1"])
    assert (reply["closed"], reply["session"]) == (False, "running")
    assert reply["deadline"] > reply["server_time"]
    assert count_answers(attempt) == 1


def test_sending_again_is_acknowledged_again_and_stored_once(attempt: str, token: str) -> None:
    replies = [call(choose(attempt), token) for _ in range(3)]
    assert {status for status, _ in replies} == {200}
    assert count_answers(attempt) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8001"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8000"},
    ],
)
def test_a_request_of_another_origin_is_refused(attempt: str, token: str, headers: dict[str, str]) -> None:
    assert call(choose(attempt), token, headers=headers)[0] == 403
    assert count_answers(attempt) == 0


@pytest.mark.parametrize("headers", [{"origin": "http://127.0.0.1:8000"}, {"sec-fetch-site": "same-origin"}])
def test_either_header_of_the_own_origin_is_enough(attempt: str, token: str, headers: dict[str, str]) -> None:
    assert call(choose(attempt), token, headers=headers)[0] == 200


def test_an_unknown_host_another_method_and_another_type_are_refused(attempt: str, token: str) -> None:
    assert call(choose(attempt), token, headers=SAME | {"host": "evil.example"})[0] == 400
    assert call(choose(attempt), token, method="GET")[0] == 405
    assert call(choose(attempt), token, headers=SAME | {"content-type": "text/plain"})[0] == 415


@pytest.mark.parametrize("cookie", ["", "guess", "; ; =", '"'])
def test_an_unknown_sender_is_refused(attempt: str, cookie: str) -> None:
    assert call(choose(attempt), cookie)[0] == 401
    assert count_answers(attempt) == 0


def test_anothers_attempt_is_refused(attempt: str, token: str) -> None:
    assert call(choose(f"{attempt}-other"), token)[0] == 403
    assert count_answers(f"{attempt}-other") == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"attempt": "a"}',
        b'{"attempt": "a", "events": [{"id": "has blank", "item": "q", "sequence": 1}]}',
        b'{"attempt": "a", "events": [{"id": "x", "item": "q", "sequence": -1}]}',
        b'{"attempt": "a", "events": [{"id": "x", "item": "q", "sequence": 1e400}]}',
        b'{"attempt": "a", "events": [{"id": "x", "item": "q", "sequence": 1, "kind": "closed"}]}',
        b'{"attempt": "a", "events": [{"id": "x", "item": "q", "sequence": 1, "response": "\\ud800"}]}',
        b"[" * 100_000,
    ],
)
def test_what_no_page_sends_is_a_plain_refusal(token: str, body: bytes) -> None:
    assert call(body, token)[0] == 400


def test_more_than_a_page_sends_is_refused_before_it_is_read(token: str) -> None:
    assert call(b" " * (intake.BODY_LIMIT + 1), token)[0] == 413


def test_an_answer_after_the_end_is_stored_and_the_reply_says_closed(attempt: str, token: str) -> None:
    open_journal().append(attempt, (NewEvent(kind="handed_in", client_id="handed_in"),)).result()
    status, reply = call(choose(attempt), token)
    assert (status, reply["closed"], reply["acknowledged"]) == (200, True, ["q1-1"])
    assert open_journal().read(attempt, ("answered",))[0].flags == ("late",)


def test_the_clock_tells_the_deadline_to_its_candidate_and_the_time_to_anyone(token: str) -> None:
    assert call(token=token, path=intake.CLOCK, method="GET")[1]["deadline"]
    status, reply = call(path=intake.CLOCK, method="GET")
    assert (status, reply["deadline"], reply["closed"]) == (200, None, False)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FailingDisk]:
    """A disk that can break, under a journal of its own."""
    failing = FailingDisk(tmp_path / "journal.sqlite3")
    journal = Journal(failing.place, clock.now, failing.connect)
    for module in ("sittings.journal", "sittings.answers", "sittings.sign_in"):
        monkeypatch.setattr(f"liangcai_web.services.{module}.open_journal", lambda: journal)
    yield failing
    journal.close()


def test_a_full_disk_is_an_error_without_any_acknowledgement_and_the_next_try_succeeds(disk: FailingDisk) -> None:
    journal = sittings_journal.open_journal()
    token = journal.open_session("a")
    journal.append("a", (NewEvent(kind="opened", client_id="opened", payload={"minutes": 90}),)).result()
    disk.broken = "COMMIT"
    status, reply = call(choose("a"), token)
    assert (status, reply) == (503, {"error": "not stored"})
    disk.broken = ""
    assert call(choose("a"), token)[1]["acknowledged"] == ["q1-1"]
    assert len(journal.read("a", ("answered",))) == 1


def test_only_known_hosts_are_answered() -> None:
    assert "127.0.0.1" in settings.ALLOWED_HOSTS
