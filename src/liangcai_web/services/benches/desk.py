"""Work at a bench, in practice and in an examination: look, do, note, hand in.

In: a row of an attempt. Out: what the bench shows, whether a step was taken, the report. Follows: only the server's
clock counts; a step is acknowledged by the supervisor's journal; what comes after the end is kept and does not count;
seconds that the bench lost by its own fault are given back.
"""

from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from django.conf import settings

from liangcai.findings import Finding, Message, Severity
from liangcai_host.benches.client import BenchError, Benches
from liangcai_host.benches.model import BenchOrder, HandIn, Step, StepReply
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.packs import load_files, load_pack

SPARE_SECONDS = 4 * 3600  # the supervisor's own limit; the deadline is the site's
LONGEST_NOTES, LONGEST_LATE = 20_000, 60_000
Json = dict[str, Any]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a bench, or why it can't be shown just now."""

    view: Json
    finding: Finding | None = None


@cache
def open_hall() -> Benches:
    """The benches of this installation, behind its supervisor; one a process."""
    return Benches(settings.HOME)


def make_order(row: BenchAttempt) -> BenchOrder:
    """What the supervisor is asked for."""
    pack = load_pack(row.pack.sha256)
    return BenchOrder(
        attempt=str(row.uuid),
        pack=pack.id,
        engine=pack.engine,
        files=load_files(row.pack.sha256),
        seed=row.seed,
        mode="examination" if row.mode == BenchAttempt.Mode.EXAMINATION else "practice",
        seconds=row.minutes * 60 + SPARE_SECONDS,
    )


def prepare_bench(row: BenchAttempt) -> Finding | None:
    """Have the bench ready; asked again it stays as it is."""
    try:
        open_hall().prepare(make_order(row))
    except BenchError as error:
        return tell(error)
    return None


def look_at(row: BenchAttempt, part: str) -> Seen:
    """A part as it stands; what the bench lost so far is noted, so that the deadline moves."""
    try:
        view = open_hall().look(str(row.uuid), part)
    except BenchError as error:
        return Seen(view={}, finding=tell(error))
    note_lost(row, int(view.get("clock", {}).get("lost", 0)))
    return Seen(view=view)


def note_lost(row: BenchAttempt, seconds: int) -> None:
    """Give back what the bench lost by its own fault."""
    if seconds > row.lost:
        BenchAttempt.objects.filter(pk=row.pk, lost__lt=seconds).update(lost=seconds)
        row.lost = seconds


def take_step(row: BenchAttempt, name: str, body: Json, part: str) -> StepReply | Finding:
    """Have a step stored and done; the same name again is answered with the first reply."""
    try:
        return open_hall().step(str(row.uuid), Step(id=name, body=body), part)
    except BenchError as error:
        return tell(error)


def hand_in(row: BenchAttempt) -> HandIn | Finding:
    """The end of the work, as the supervisor has it; asked again the same once more."""
    try:
        return open_hall().hand_in(str(row.uuid))
    except BenchError as error:
        return tell(error)


def stop_bench(row: BenchAttempt) -> None:
    """Let a bench go that nobody will hand in."""
    try:
        open_hall().stop(str(row.uuid))
    except BenchError:
        return  # the supervisor lets it go by its own limit


def keep_notes(row: BenchAttempt, text: str) -> None:
    """The notes as they stand."""
    BenchAttempt.objects.filter(pk=row.pk).update(notes=text[:LONGEST_NOTES])


def keep_late(row: BenchAttempt, name: str, body: Json, now: datetime) -> None:
    """A step that came after the end: kept to be looked at, it counts for nothing."""
    line = msgspec.json.encode({"at": now, "id": name, "body": body}).decode()
    kept = row.late.splitlines()
    if len(row.late) + len(line) < LONGEST_LATE and not any(
        f'"id":{msgspec.json.encode(name).decode()}' in one for one in kept
    ):
        row.late = "\n".join([*kept, line])
        row.save(update_fields=["late"])


def is_over(row: BenchAttempt, now: datetime) -> bool:
    """Whether the work is over, or its time is."""
    return row.ended_at is not None or (row.ends is not None and now > row.ends)


def tell(error: BenchError) -> Finding:
    """What the supervisor says, as a finding."""
    return Finding(rule=error.rule, severity=Severity.ERROR, message=error.message)


def refuse(rule: str, zh: str, en: str) -> Finding:
    """What can't be done at a bench."""
    return Finding(rule=f"bench.{rule}", severity=Severity.ERROR, message=Message(f"{zh}。", f"{en}."))
