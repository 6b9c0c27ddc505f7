"""Commands one after another, each in a process of its own that has loaded already what they all load.

``python -m tests.data.command_post`` reads one order a line, ``[module, arguments, environment, file of output, file
of errors]`` as JSON, forks a child that is the module from there on, and answers with the status that it ended with.
What depends on an installation (Django's settings and models) is loaded by the child, as it is by the command. Keys
cost little.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import runpy
import sys
from types import ModuleType

from bench.quick_keys import make_keys_quick

import liangcai
import liangcai_host
from liangcai_cli.main import SUBJECTS

OTHERS = (
    "django.contrib.auth.hashers",
    "django.contrib.auth.password_validation",
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.loader",
    "django.forms",
    "django.shortcuts",
)


def load_package(package: ModuleType) -> None:
    """Load every module of a package."""
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)


def become(module: str, arguments: list[str], environment: dict[str, str], out: str, err: str) -> None:
    """Be the module, in a child: its words, its environment, its output."""
    os.environ.clear()
    os.environ.update(environment)
    for number, path in ((0, os.devnull), (1, out), (2, err)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["liangcai", *arguments]
    sys.modules.pop(module, None)
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        # Taking the interpreter down in order would cost as much again as it cost to start: every page is copied.
        atexit._run_exitfuncs()
        if isinstance(ended.code, str):
            sys.stderr.write(f"{ended.code}\n")
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(ValueError):  # closed by the command itself
                stream.flush()
        os._exit(ended.code if isinstance(ended.code, int) else ended.code is not None)


def serve_orders() -> None:
    """Take orders until nobody gives any."""
    for package in (liangcai, liangcai_host):
        load_package(package)
    for name in (*OTHERS, *(f"liangcai_cli.{module}" for module in SUBJECTS.values())):
        importlib.import_module(name)
    make_keys_quick()
    gc.freeze()
    for order in sys.stdin:
        child = os.fork()
        if child == 0:
            become(*json.loads(order))
            return
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve_orders()
