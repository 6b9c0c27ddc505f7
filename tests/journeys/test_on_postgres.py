"""The tests of the services and of the candidate's pages once more, on a PostgreSQL server made for the run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench.postgres import NoServerError, find_programs

ROOT = Path(__file__).resolve().parents[2]
AGAIN = ("tests/web/services", "tests/web/candidate", "tests/web/pages")


@pytest.mark.slow
def test_services_and_candidate_pages_hold_on_postgresql() -> None:
    if os.environ.get("LIANGCAI_TESTS_ON") == "postgres":
        pytest.skip("this whole run is on PostgreSQL")
    try:
        find_programs()
    except NoServerError as error:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {error}")
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_"))}
    command = [sys.executable, "-m", "pytest", *AGAIN, "-n", "0", "-m", "not browser and not slow"]
    ran = subprocess.run(
        command, cwd=ROOT, env={**ours, "LIANGCAI_TESTS_ON": "postgres"}, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout[-8000:]
    assert " passed" in ran.stdout
