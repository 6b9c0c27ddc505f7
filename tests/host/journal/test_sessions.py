"""A token opens one attempt, is kept as a hash only, and can be ended."""

from collections.abc import Iterator

import pytest
from tests.host.journal.doubles import SteppingClock

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
