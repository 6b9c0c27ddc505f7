"""A rehearsal keeps to its folder, and a URL that names no PostgreSQL is refused with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from liangcai_web.site.database import describe_database

NOWHERE = "postgresql://liangcai@127.0.0.1:1/nowhere"


@pytest.mark.slow
def test_a_demonstration_writes_into_its_folder_whatever_server_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "liangcai_cli.main", "demo", "--home", str(tmp_path), "--candidates", "2"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ran = subprocess.run(
        [*command, "--no-serve"], env={**environment, "LIANGCAI_DATABASE_URL": NOWHERE}, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "liangcai.sqlite3").exists()
    assert (tmp_path / "journal.sqlite3").exists()


def test_a_url_of_another_database_is_refused_with_a_sentence() -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        describe_database("mysql://somewhere/x", Path())


def test_the_password_in_a_url_is_not_told_when_the_url_is_wrong() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        describe_database("postgresql://user:hidden-word@host:port:port/x?nonsense=1", Path())
    assert "hidden-word" not in str(refused.value)
