"""A rehearsal keeps to its folder, and a URL that names no PostgreSQL is refused with a sentence."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from liangcai_web.site.database import describe_database


@pytest.mark.slow
def test_a_demonstration_writes_into_its_folder_whatever_server_is_named(demonstration: Callable[[], Path]) -> None:
    made = demonstration()
    assert (made / "liangcai.sqlite3").exists()
    assert (made / "journal.sqlite3").exists()


@pytest.mark.slow
def test_the_certificate_that_a_demonstration_shows_stands(demonstration: Callable[[], Path]) -> None:
    made = demonstration()
    people = json.loads((made / "people.json").read_bytes())
    with closing(sqlite3.connect(made / "liangcai.sqlite3")) as base:
        found = base.execute(
            "SELECT revoked_at FROM records_credential WHERE number = ?", (people["certificate_number"],)
        )
        assert found.fetchall() == [(None,)]


def test_a_url_of_another_database_is_refused_with_a_sentence() -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        describe_database("mysql://somewhere/x", Path())


def test_the_password_in_a_url_is_not_told_when_the_url_is_wrong() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        describe_database("postgresql://user:hidden-word@host:port:port/x?nonsense=1", Path())
    assert "hidden-word" not in str(refused.value)
