"""A token opens one attempt, is kept as a hash only, and can be ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.host.journal.doubles import SteppingClock

from liangcai_host.journal.store import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal in a folder of its own."""
    opened = Journal(tmp_path / "journal.sqlite3", SteppingClock())
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


def test_the_file_does_not_hold_the_token(journal: Journal, tmp_path: Path) -> None:
    token = journal.open_session("a")
    journal.close()
    assert token.encode() not in (tmp_path / "journal.sqlite3").read_bytes()
