"""Opening an installation from the command line.

In: the folder of the installation, the URL of its database server if it has one. Out: Django set up on it, tables made.
Follows: the same services as the site; rehearsals and measurements keep to their folder, whatever the environment says.
"""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from liangcai_host.home import home_folder

Verb = Callable[[argparse.Namespace], int]


def set_up_site(home: Path, server: str = "") -> None:
    """Set the site up on a folder and a server as they are; what touches the database is imported after this."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["LIANGCAI_HOME"] = str(home)
    os.environ["LIANGCAI_DATABASE_URL"] = server
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangcai_web.site.settings")
    import django

    django.setup()


def open_site(home: Path, server: str = "") -> None:
    """Set the site up on a folder and a server, and make the tables that are missing."""
    set_up_site(home, server)
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(connection)
    if set(known.disk_migrations) - set(known.applied_migrations):
        call_command("migrate", verbosity=0, interactive=False)
    refuse_early(home)


def refuse_early(home: Path) -> None:
    """Stop at an installation of before the first migration was settled: it lacks columns, and none can bring it up."""
    if lacking := find_lacking():
        zh = f"{home} 由定型之前的版本建立（缺 {lacking}），本版本打不开。"
        en = f"{home} was made by an early version, whose tables (no {lacking}) this one can't open."
        mend = "请用 --home 或 LIANGCAI_HOME 另建，或用原来的版本打开。"
        mend_en = "Name another folder with --home or LIANGCAI_HOME, or open it with the version that made it."
        raise SystemExit(f"{zh}{mend}\n    {en} {mend_en}")


def find_lacking() -> str:
    """The first table or column that the database lacks, or nothing."""
    from django.apps import apps
    from django.db import connection

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for model in apps.get_app_config("records").get_models():
            table = model._meta.db_table
            if table not in tables:
                return table
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")  # noqa: S608 # a name of ours
            found = {column[0] for column in cursor.description}
            for field in model._meta.local_fields:
                if field.column not in found:
                    return f"{table}.{field.column}"
    return ""


def close_site() -> None:
    """Let go of the journal, so that everything queued is on the disk."""
    from liangcai_web.services.sittings.journal import open_journal

    open_journal().close()


def on_site(verb: Verb) -> Verb:
    """A verb on the installation of ``--home``, or of the environment, opened before and closed after."""

    def act(options: argparse.Namespace) -> int:
        open_site(options.home or home_folder(os.environ))
        try:
            return verb(options)
        finally:
            close_site()

    return act
