"""A token opens one attempt, is kept as a hash only, and can be ended."""

from collections.abc import Iterator

import pytest
from tests.host.journal.doubles import SteppingClock

from liangcai_host.journal import sessions
from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.model import NewEvent
from liangcai_host.journal.schema import Place, connect_journal
from liangcai_host.journal.store import Journal


@pytest.fixture
def journal(place: Place) -> Iterator[Journal]:
    """A journal of its own."""
    opened = Journal(place, SteppingClock())
    yield opened
    opened.close()


def test_a_token_finds_its_attempt_and_no_other_token_does(journal: Journal) -> None:
    token = journal.open_session("a")
    session = journal.find_session(token)
    assert session is not None
    assert (session.attempt, session.ended_by) == ("a", "")
    assert journal.find_session(token[:-1]) is None


def test_an_ended_session_is_still_known_so_that_what_it_sends_can_be_stored(journal: Journal) -> None:
    token = journal.open_session("a")
    journal.find_session(token)
    assert journal.end_sessions("a", "invigilator") == 1
    session = journal.find_session(token)
    assert session is not None
    assert (session.attempt, session.ended_by) == ("a", "invigilator")


def test_a_session_that_is_ended_while_it_is_read_is_not_remembered_as_running(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, read = journal.open_session("a"), sessions.find_session

    def read_and_dawdle(connection: Connection, token: str) -> sessions.Session | None:
        found = read(connection, token)
        monkeypatch.undo()
        assert journal.end_sessions("a", "invigilator") == 1
        return found

    monkeypatch.setattr(sessions, "find_session", read_and_dawdle)
    assert state(journal, token) == ""  # what was read is true of the moment of the read
    assert state(journal, token) == "invigilator"


def test_one_session_can_be_ended_without_the_others(journal: Journal) -> None:
    first, second = journal.open_session("a"), journal.open_session("a")
    journal.end_sessions("a", "candidate", first)
    found = [journal.find_session(token) for token in (first, second)]
    assert [session.ended_by for session in found if session] == ["candidate", ""]


def test_no_row_holds_the_token(journal: Journal, place: Place) -> None:
    token = journal.open_session("a")
    connection = connect_journal(place)
    rows = connection.execute("SELECT * FROM sessions").fetchall()
    assert rows
    assert token not in str(rows)
    connection.close()


@pytest.fixture
def other(place: Place, journal: Journal) -> Iterator[Journal]:
    """The same journal in another process, as far as memory goes."""
    opened = Journal(place, SteppingClock())
    yield opened
    opened.close()


def state(journal: Journal, token: str) -> str:
    """By whom the session is known to be ended, or blank."""
    session = journal.find_session(token)
    assert session is not None
    return session.ended_by


def test_what_another_process_ended_is_known_once_changes_are_looked_for(journal: Journal, other: Journal) -> None:
    token, untouched = journal.open_session("a"), journal.open_session("b")
    assert (state(journal, token), state(journal, untouched)) == ("", "")
    other.end_sessions("a", "invigilator")
    assert state(journal, token) == ""
    assert journal.notice_changes() == {"a"}
    assert (state(journal, token), state(journal, untouched)) == ("invigilator", "")


def test_events_but_answers_are_noticed_once(journal: Journal, other: Journal) -> None:
    journal.notice_changes()
    for name, kind in (("a", "answered"), ("b", "granted"), ("c", "closed")):
        other.append(name, (NewEvent(kind=kind, client_id=kind, item="1"),)).result()
    assert journal.notice_changes() == {"b", "c"}
    assert journal.notice_changes() == frozenset()


def test_an_end_is_looked_at_again_for_a_minute_since_it_may_be_stored_late(journal: Journal, other: Journal) -> None:
    tokens = [other.open_session(name) for name in "ab"]
    other.end_sessions("a", "x")
    assert journal.notice_changes() == {"a"}
    other.end_sessions("b", "x")
    assert "b" in journal.notice_changes()
    assert [state(journal, token) for token in tokens] == ["x", "x"]


def test_a_journal_that_is_opened_again_begins_where_it_stands(journal: Journal, place: Place) -> None:
    journal.append("a", (NewEvent(kind="opened", client_id="1"),)).result()
    again = Journal(place, SteppingClock())
    assert again.notice_changes() == frozenset()
    again.close()
