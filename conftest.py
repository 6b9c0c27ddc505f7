"""What every test stands on: a home of its own, so that no test touches an installation.

``LIANGCAI_TESTS=quick`` (set by ``dev.py check``) draws fewer examples where a test draws any, ``long`` all where it
takes minutes.
``LIANGCAI_TESTS_ON=postgres`` keeps everything on a PostgreSQL server that is made for the run.
"""

import atexit
import os
import tempfile
from pathlib import Path

import django
import django.conf
import pytest
from bench.postgres import Server
from hypothesis import HealthCheck, settings

from liangcai_host.keys import phrases

phrases.COST = 2**4  # what is tested is not how long a pass phrase takes to try
if "PYTEST_XDIST_WORKER" not in os.environ:  # the others find all this in their environment
    os.environ["LIANGCAI_HOME"] = tempfile.mkdtemp(prefix="liangcai-test-")
    # here and not in pyproject.toml: from there the settings would be read first, and name the user's installation
    os.environ["DJANGO_SETTINGS_MODULE"] = "liangcai_web.site.settings"
    os.environ.pop("LIANGCAI_DATABASE_URL", None)
    if os.environ.get("LIANGCAI_TESTS_ON") == "postgres":
        server = Server()
        atexit.register(server.close)
        os.environ["LIANGCAI_DATABASE_URL"] = server.make_database("site")

if Path(os.environ["LIANGCAI_HOME"]).resolve() != django.conf.settings.HOME:
    pytest.exit("the settings were read before the tests had a home of their own: unset DJANGO_SETTINGS_MODULE", 2)
# nor how long a password takes
django.conf.settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

settings.register_profile("full", deadline=None)
settings.register_profile("long", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("LIANGCAI_TESTS", "full"))


# What only the full run has besides the site: benches, files made anew in children, long rows of generated files.
FULL_RUN_ONLY = (
    "tests/host/backup/",
    "tests/host/benches/",
    "tests/host/sandbox/",
    "tests/host/typesetting/",
    "tests/stations/test_hosted_records.py",
    "tests/library/analysis/test_analyse_sitting.py",
    "tests/library/scheduling/test_replan_batch.py",
    "tests/library/standard/test_exchange_documents.py",
    "tests/library/standard/test_read_synthetic.py",
    "tests/library/standard/test_exchange_layouts.py",
)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than cores: much of a browser test is waiting. None is in the quick run."""
    return (os.cpu_count() or 1) + (os.environ.get("LIANGCAI_TESTS") != "quick")


# A file is run by one process, which makes what its tests share once. Those that take longest begin first.
FIRST = ("tests/journeys/test_prove_short.py", "tests/journeys/test_trouble_in_a_browser.py")


def rank(item: pytest.Item) -> int:
    """Where the file of a test stands: the longest, then what has a browser or a site of its own, then all others."""
    file = item.nodeid.partition("::")[0]
    if file in FIRST:
        return FIRST.index(file)
    return len(FIRST) + (not (file.startswith("tests/journeys/") or "in_a_browser" in file))


class Marks:
    """What only the full run has is marked as slow, before anything chooses by marks."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """The mark for each test that has it by where it stands."""
        for item in items:
            if item.nodeid.startswith(FULL_RUN_ONLY):
                item.add_marker("slow")


def pytest_configure(config: pytest.Config) -> None:
    """One hook at both ends of the choice needs two plugins."""
    config.pluginmanager.register(Marks())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, after everything was shuffled; of a run within a run every so manieth test."""
    items.sort(key=rank)
    items[:] = items[:: int(os.environ.get("LIANGCAI_TESTS_EVERY", "1"))]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A check that rests on files of others is not passed over in silence where they are not at hand."""
    from tests.data.qti_schema import why_not

    if reason := why_not():
        terminalreporter.write_line(reason)
