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


# What only the full run has: page after page with a database, and long rows of generated files.
FULL_RUN_ONLY = (
    "tests/web/applicant/",
    "tests/web/assessor/",
    "tests/web/authority/",
    "tests/web/bank/",
    "tests/web/invigilator/",
    "tests/web/public/",
    "tests/web/screener/",
    "tests/web/seals/",
    "tests/web/services/",
    "tests/web/supervisor/",
    "tests/web/trainer/",
    "tests/web/centre/test_archives.py",
    "tests/web/centre/test_certificates_and_log.py",
    "tests/web/centre/test_group_lists.py",
    "tests/web/centre/test_office_walk.py",
    "tests/web/centre/test_pages_of_all_sizes.py",
    "tests/web/centre/test_papers_page.py",
    "tests/web/centre/test_planning_a_batch.py",
    "tests/web/centre/test_personal_data.py",
    "tests/web/centre/test_registers_of_the_office.py",
    "tests/web/centre/test_room_on_the_disk.py",
    "tests/web/centre/test_yearly_plan.py",
    "tests/web/candidate/",
    "tests/host/backup/",
    "tests/host/sandbox/test_pictures_made_anew.py",
    "tests/host/sandbox/test_read_bank_in_child.py",
    "tests/host/typesetting/",
    "tests/library/analysis/test_analyse_sitting.py",
    "tests/library/scheduling/test_replan_batch.py",
    "tests/library/standard/test_exchange_documents.py",
    "tests/library/standard/test_read_synthetic.py",
    "tests/library/standard/test_exchange_layouts.py",
)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than cores: much of a browser test is waiting."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only the full run has is marked as slow."""
    for item in items:
        if item.nodeid.startswith(FULL_RUN_ONLY):
            item.add_marker("slow")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A check that rests on files of others is not passed over in silence where they are not at hand."""
    from tests.data.qti_schema import why_not

    if reason := why_not():
        terminalreporter.write_line(reason)
