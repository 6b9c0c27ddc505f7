"""The site's database: a file in the installation's home, or a PostgreSQL server by its URL.

In: ``LIANGCAI_DATABASE_URL`` or nothing, the home. Out: Django's settings of the connection. Follows: what was
committed is on stable storage.
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("postgresql://", "postgres://")
# Seconds after which a dead line is noticed, and a transaction that hangs is ended with its locks.
LINE = {"connect_timeout": "10", "keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3"}
SESSION = "-c lock_timeout=20s -c idle_in_transaction_session_timeout=60s -c synchronous_commit=on"
NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def describe_database(url: str, home: Path) -> dict[str, Any]:
    """Django's settings of the database that a URL names, or of the file in the home."""
    if not url:
        return _describe_file(home)
    if not url.startswith(SCHEMES):
        raise ImproperlyConfigured(
            "LIANGCAI_DATABASE_URL 应以 postgresql:// 开头；不设置时使用 SQLite。 "
            "LIANGCAI_DATABASE_URL must begin with postgresql://; SQLite is used where it is not set."
        )
    return _describe_server(url)


def _describe_file(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "liangcai.sqlite3",
        "CONN_MAX_AGE": None,  # a thread of the pool keeps its connection
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _describe_server(url: str) -> dict[str, Any]:
    try:
        from psycopg import Error
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise ImproperlyConfigured(
            "使用 PostgreSQL 需要先安装驱动： PostgreSQL needs its driver: pip install 'liangcai[postgres]'"
        ) from error
    try:
        given = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    except Error as error:
        raise ImproperlyConfigured(f"LIANGCAI_DATABASE_URL: {error}") from None
    rest = {"application_name": "liangcai site", **LINE, **{key: given[key] for key in given.keys() - NAMES}}
    rest["options"] = f"{SESSION} {given.get('options', '')}".strip()
    named = {name: given.get(key, "") for key, name in NAMES.items()}
    kept = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}  # a thread keeps its connection while the server does
    return {"ENGINE": "django.db.backends.postgresql", **named, **kept, "OPTIONS": rest}
