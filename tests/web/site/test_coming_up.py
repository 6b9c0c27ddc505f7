"""An installation of an earlier release comes up with all it holds; one of before the first migration is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
BEGIN = """
import sys
from pathlib import Path
from liangcai_cli.site import open_site, set_up_site
home = Path(sys.argv[1])
set_up_site(home)
from django.core.management import call_command
from django.db import connection
"""
STEP_BY_STEP = """
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
executor.loader.replace_migrations = False
executor.loader.build_graph()
"""
RELEASED = f"""
{STEP_BY_STEP}
executor.migrate([("records", "0001_initial")])
models = executor.loader.project_state([("records", "0001_initial")]).apps
office = models.get_model("records", "Organisation").objects.create(name="考务甲", code="A")
facts = models.get_model("records", "Fact").objects
said = dict(kind="award_decided", at="2026-09-01T00:00Z", payload="{{}}", hash="0" * 64)
facts.create(organisation=office, position=1, **said)
"""
LOOK = """
open_site(home)
from liangcai_web.records.facts import Fact
print(*Fact.objects.values_list("kind", "schema", "actor"))
"""
EARLY = """
call_command("migrate", verbosity=0)
with connection.cursor() as cursor:
    cursor.execute("ALTER TABLE records_organisation DROP COLUMN name_en")
"""
ALL_STEPS = f"""
{STEP_BY_STEP}
executor.migrate([leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[1] != "0001_whole"])
"""
AT_ONCE = """
call_command("migrate", verbosity=0)
"""
TABLES = r"""
import re
with connection.cursor() as cursor:
    cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE name LIKE 'records_%' AND sql > '' ORDER BY 1, 2")
    for kind, name, sql in cursor.fetchall():  # the columns of a table stand in the order in which they came
        print(kind, name, *sorted(re.split(r", (?=\"|CONSTRAINT)", sql.partition("(")[2][:-1])))
"""


def run(script: str, home: Path) -> subprocess.CompletedProcess[str]:
    """A process of its own: the tables are those of an installation, not of the tests' database."""
    surroundings = {key: value for key, value in os.environ.items() if key != "LIANGCAI_DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", BEGIN + script, str(home)], env=surroundings, capture_output=True, text=True, check=False
    )


def test_a_decision_that_one_person_kept_before_two_were_asked_for_stays(tmp_path: Path) -> None:
    assert run(RELEASED, tmp_path).returncode == 0
    came = run(LOOK, tmp_path)
    assert came.stderr == ""
    assert came.stdout.strip() == "('award_decided', 1, None)"


def test_an_installation_whose_tables_no_migration_can_mend_is_named(tmp_path: Path) -> None:
    assert run(EARLY, tmp_path).returncode == 0
    came = run(LOOK, tmp_path)
    assert came.returncode == 1
    assert "records_organisation.name_en" in came.stderr
    assert "Traceback" not in came.stderr


def test_all_tables_at_once_are_those_of_one_step_after_another(tmp_path: Path) -> None:
    ways = {"steps": ALL_STEPS, "once": AT_ONCE}
    steps, once = (run(script + TABLES, tmp_path / name) for name, script in ways.items())
    assert steps.stderr == once.stderr == ""
    assert steps.stdout.splitlines() == once.stdout.splitlines()
    assert len(once.stdout.splitlines()) > 100
