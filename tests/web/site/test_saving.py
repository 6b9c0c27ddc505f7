"""A save on its short way: the same words as behind ASGI, whatever the line does; others go their own way."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from liangcai_host.journal.model import JournalError
from liangcai_web.candidate import intake
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.site import saving
from liangcai_web.site.saving import SavingProtocol
from tests.web.site.line import DATE, OTHER, Sender, connect, talk


@pytest.fixture
def sender() -> Sender:
    """Somebody who sits."""
    return Sender()


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[saving.Save]:
    """The saves that took the short way."""
    found: list[saving.Save] = []
    true = saving.Save.__init__

    def note(save: saving.Save, token: str) -> None:
        true(save, token)
        found.append(save)

    monkeypatch.setattr(saving.Save, "__init__", note)
    return found


SCENES: dict[str, tuple[int, Callable[[Sender], list[bytes]], int]] = {
    # how many go the short way, what is sent, how many replies there are
    "a save": (1, lambda one: [one.save()], 1),
    "byte by byte": (1, lambda one: [bytes([byte]) for byte in one.save()], 1),
    "three after another": (3, lambda one: [one.save(1), one.save(2), one.save(3)], 3),
    "a line of three at once": (1, lambda one: [one.save(1) + one.save(2) + one.save(3)], 3),
    "another request behind it": (1, lambda one: [one.save() + OTHER], 2),
    "another request before it": (0, lambda one: [OTHER + one.save()], 2),
    "again": (2, lambda one: [one.save(), one.save()], 2),
    "no JSON": (1, lambda one: [one.save(body=b"{")], 1),
    "no text": (1, lambda one: [one.save(body=b"\xff\xfe")], 1),
    "nothing": (1, lambda one: [one.save(body=b"")], 1),
    "another's attempt": (1, lambda one: [one.save(body=b'{"attempt":"x","events":[]}')], 1),
    "a body of many bytes": (0, lambda one: [one.save(body=b" " * 70_000)], 1),
    "a body beyond all bounds": (0, lambda one: [one.save(body=b" " * (intake.BODY_LIMIT + 1))], 1),
    "in chunks": (
        0,
        lambda one: [one.save(body=b"2\r\n{}\r\n0\r\n\r\n", content_length="", transfer_encoding="chunked")],
        1,
    ),
    "a stranger": (1, lambda one: [one.save(cookie="sitting=guess")], 1),
    "nobody": (1, lambda one: [one.save(cookie="")], 1),
    "another origin": (0, lambda one: [one.save(origin="http://elsewhere.example")], 1),
    "another host": (0, lambda one: [one.save(host="evil.example")], 1),
    "another type": (0, lambda one: [one.save(content_type="text/plain")], 1),
    "another method": (0, lambda one: [one.save(method="PUT")], 1),
    "the last one": (0, lambda one: [one.save(connection="close")], 1),
    "an old browser": (0, lambda one: [one.save(version="HTTP/1.0")], 1),
}


@pytest.mark.parametrize("scene", SCENES)
def test_both_ways_say_the_same(sender: Sender, taken: list[saving.Save], scene: str) -> None:
    count, sent, replies = SCENES[scene]
    by_turns = scene in ("three after another", "again")
    short = talk(SavingProtocol, sent(sender), replies, by_turns=by_turns)
    assert len(taken) == count
    assert short == talk(HttpToolsProtocol, sent(Sender()), replies, by_turns=by_turns)
    assert [said[1].count(b"date: " + DATE[1]) for said in short[:replies]] == [1] * replies


def test_who_is_not_remembered_is_looked_up(sender: Sender, taken: list[saving.Save]) -> None:
    open_journal()._remembered.forget(sender.attempt)
    said = talk(SavingProtocol, [sender.save(1), sender.save(2)], 2, by_turns=True)
    assert [status for status, _, _ in said[:2]] == [b"HTTP/1.1 200 OK"] * 2
    assert (len(taken), sender.stored()) == (2, [1, 2])


@pytest.mark.parametrize(
    ("fault", "status"),
    [(JournalError("no server"), b"503 Service Unavailable"), (ValueError("made up"), b"500 Internal Server Error")],
)
def test_who_cannot_be_looked_up_has_stored_nothing_and_is_told(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: bytes
) -> None:
    def fail(_: str) -> None:
        raise fault

    monkeypatch.setattr(saving, "recall_sender", lambda _: None)
    monkeypatch.setattr(saving, "find_sender", fail)
    (said, _, _), line = talk(SavingProtocol, [sender.save()], 1)
    assert (said, line, sender.stored()) == (b"HTTP/1.1 " + status, "open", [])


def test_a_session_that_ends_while_its_save_is_on_the_way_is_told_so(sender: Sender) -> None:
    async def work() -> bytes:
        async with connect(SavingProtocol) as line:
            whole = sender.save()
            line.writer.write(whole[:-5])
            await asyncio.sleep(0.1)
            await asyncio.to_thread(open_journal().end_sessions, sender.attempt, "another sign-in")
            line.writer.write(whole[-5:])
            body: bytes = (await line.reply())[2]
            return body

    assert b'"session":"superseded"' in asyncio.run(work())


def test_who_asks_before_sending_is_told_to_go_on(sender: Sender, taken: list[saving.Save]) -> None:
    head, _, body = sender.save(expect="100-continue").partition(b"\r\n\r\n")

    async def work() -> bytes:
        async with connect(SavingProtocol) as line:
            line.writer.write(head + b"\r\n\r\n")
            first: bytes = await asyncio.wait_for(line.reader.readuntil(b"\r\n\r\n"), 20)
            line.writer.write(body)
            assert (await line.reply())[0] == b"HTTP/1.1 200 OK"
            return first

    assert asyncio.run(work()) == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert not taken


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Saves go to the journal when this is called, as behind a slow disk."""
    waiting: list[Callable[[], None]] = []
    true = intake.keep_answers
    monkeypatch.setattr(intake, "keep_answers", lambda judged, told: waiting.append(lambda: true(judged, told)))
    return waiting


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never held")


def test_a_save_whose_sender_hangs_up_is_stored_all_the_same(sender: Sender, held: list[Callable[[], None]]) -> None:
    async def work() -> None:
        async with connect(SavingProtocol) as line:
            line.writer.write(sender.save())
            await until(lambda: held)
            line.writer.close()
            await until(lambda: not line.state.connections)
            held[0]()
            await until(sender.stored)

    asyncio.run(work())
    assert sender.stored() == [1]


def test_a_server_that_stops_answers_first_and_then_hangs_up(sender: Sender, held: list[Callable[[], None]]) -> None:
    async def work() -> tuple[list[bytes], bytes]:
        async with connect(SavingProtocol) as line:
            line.writer.write(sender.save())
            await until(lambda: held)
            for connection in list(line.state.connections):
                connection.shutdown()
            held[0]()
            status, headers, _ = await line.reply()
            assert status == b"HTTP/1.1 200 OK"
            return headers, await asyncio.wait_for(line.reader.read(), 20)

    headers, rest = asyncio.run(work())
    assert b"connection: close" in headers
    assert rest == b""


def test_nothing_is_called_saved_that_was_not_stored(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Any, told: Callable[[Any, BaseException], None]) -> None:
        asyncio.get_running_loop().call_soon(told, None, OSError("no space"))

    monkeypatch.setattr(intake, "keep_answers", refuse)
    (status, _, body), line = talk(SavingProtocol, [sender.save()], 1)
    assert (status, body, line) == (b"HTTP/1.1 503 Service Unavailable", b'{"error":"not stored"}', "open")


def test_a_fault_of_the_program_is_said_and_the_line_goes_on(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    true = intake.judge_arrival
    broken: list[bool] = [True]

    def judge(*arguments: Any) -> Any:
        if broken:
            broken.pop()
            raise ValueError("made up")
        return true(*arguments)

    monkeypatch.setattr(intake, "judge_arrival", judge)
    said = talk(SavingProtocol, [sender.save(), sender.save()], 2, by_turns=True)
    assert [status for status, _, _ in said[:2]] == [b"HTTP/1.1 500 Internal Server Error", b"HTTP/1.1 200 OK"]
    assert sender.stored() == [1]
