"""Made-up candidates at their benches: the room is opened, each works through the supervisor and hands in.

In: a batch with a station, the people, how a bench is played. Out: facts and reports as a real examination has them.
Follows: every step is stored by the supervisor; who is abler makes fewer mistakes.
"""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Result
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.benches.console import open_benches
from liangcai_web.services.benches.desk import take_step
from liangcai_web.services.benches.examination import end_bench, sits_bench, start_bench
from liangcai_web.services.benches.packs import load_files
from liangcai_web.services.sittings.rooms import list_rooms

# The files of a pack, a seed, an ability, a generator: the steps that such a person does.
Play = Callable[[Mapping[str, str], str, float, random.Random], tuple[dict[str, Any], ...]]


def open_all_benches(batch: Batch, actor: AbstractBaseUser, now: datetime) -> tuple[Finding, ...]:
    """The benches of every room."""
    done = [open_benches(batch, room, actor=actor, now=now) for room in list_rooms(batch)]
    return tuple(finding for one in done for finding in one.findings)


def work_at_bench(candidate: Candidate, ability: float, play: Play, now: datetime) -> Result[object]:
    """One candidate from the start to the report."""
    if not sits_bench(candidate):
        return Result(None)
    begun = start_bench(candidate, now)
    row = begun.value
    if row is None:
        return Result(None, begun.findings)
    rng = random.Random(f"{candidate.batch.seed} bench {candidate.serial}")
    for number, body in enumerate(play(load_files(row.pack.sha256), row.seed, ability, rng)):
        done = take_step(row, f"played-{number}", body, "")
        if isinstance(done, Finding):
            return Result(None, (done,))
    ended = end_bench(candidate, "candidate", now + timedelta(minutes=row.minutes - 1))
    return Result(ended.value, ended.findings)
