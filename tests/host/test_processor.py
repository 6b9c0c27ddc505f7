"""Threads of a site share a processor; those that work by themselves may leave it."""

import json
import os
import subprocess
import sys

import pytest

from liangcai_host import processor

PROGRAM = """
import json, os, threading
from liangcai_host import processor

def where():
    return sorted(os.sched_getaffinity(0))

seen, go, ended = {}, threading.Event(), threading.Event()

def stand():
    go.wait()
    seen["before"] = where()

thread = threading.Thread(target=stand)
thread.start()
seen["all"] = where()
seen["others of all"] = list(processor.list_others())
processor.keep_together()
seen["caller"] = where()
seen["others"] = list(processor.list_others())
go.set()
thread.join()

def leave():
    seen["after"] = where()
    processor.roam()
    seen["roams"] = where()

thread = threading.Thread(target=leave)
thread.start()
thread.join()
seen["stays"] = where()
print(json.dumps(seen))
"""


@pytest.mark.skipif(len(processor._ALLOWED) < 2, reason="one processor only: nothing to keep together")
def test_threads_are_kept_on_one_processor_and_may_be_let_go():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    seen = json.loads(done.stdout)
    assert len(seen["all"]) > 1
    assert len(seen["caller"]) == 1
    assert seen["before"] == seen["after"] == seen["stays"] == seen["caller"]
    assert seen["roams"] == seen["all"] == seen["others of all"]
    assert seen["others"] == [one for one in seen["all"] if one not in seen["caller"]]


def test_where_nothing_can_be_kept_together_nothing_happens(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(processor, "_ALLOWED", set())
    monkeypatch.setattr(os, "sched_setaffinity", None, raising=False)
    processor.keep_together()
    processor.roam()


@pytest.mark.skipif(len(processor._ALLOWED) < 2, reason="one processor only: nothing to keep together")
def test_a_machine_that_lets_nobody_choose_a_processor_runs_the_site_all_the_same(monkeypatch: pytest.MonkeyPatch):
    asked: list[int] = []

    def refuse(thread: int, _where: set[int]) -> None:
        asked.append(thread)
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    processor.keep_together()
    processor.roam()
    assert len(asked) >= 2
