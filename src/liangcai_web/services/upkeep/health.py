"""Whether the site can do what it is for, as far as it can tell by trying.

In: the running process. Out: checks, each with a verdict, a figure and a sentence. Follows: what is said of the journal
comes from a commit made for the purpose; nothing here speaks of people.
"""

import platform
import time
from datetime import datetime, timedelta
from typing import Literal

import django
import msgspec
from django.db import connection

from liangcai.findings import Message
from liangcai_host import clock
from liangcai_host.disk.ballast import read_ballast
from liangcai_host.disk.space import write_megabytes
from liangcai_host.journal.model import JournalError
from liangcai_web.records.batches import Batch
from liangcai_web.services.operations import home, watch
from liangcai_web.services.sittings.disk import list_open, measure_room
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.upkeep.backups import own_version
from liangcai_web.services.upkeep.benches import count_benches

Name = Literal["journal", "disk", "ballast", "clock", "sweep", "benches"]
SLOW_COMMIT, DRIFT, SILENCE = 0.5, 1.0, 30.0
AHEAD = timedelta(hours=24)


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was tried; ``figure`` is in ``unit``."""

    name: Name
    ok: bool
    figure: float | None
    unit: str
    said: Message


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was tried, and on what the site runs."""

    ok: bool
    at: datetime
    checks: tuple[Check, ...]
    versions: dict[str, str]


def check_health() -> Health:
    """Try everything; takes one commit of the journal."""
    now = clock.now()
    checks = (check_journal(), check_disk(now), check_ballast(), check_clock(), check_sweep(), check_benches())
    return Health(ok=all(check.ok for check in checks), at=now, checks=checks, versions=list_versions())


def check_journal() -> Check:
    """Commit something that leaves no trace."""
    try:
        seconds = open_journal().probe()
    except JournalError:
        return Check(
            name="journal",
            ok=False,
            figure=None,
            unit="s",
            said=Message("日志写不进去，答案存不下。", "The journal cannot be written: answers are not stored."),
        )
    ms = seconds * 1000
    said = Message(f"日志可写，一次提交 {ms:.1f} 毫秒。", f"The journal can be written; a commit takes {ms:.1f} ms.")
    return Check(name="journal", ok=seconds < SLOW_COMMIT, figure=round(seconds, 6), unit="s", said=said)


def check_disk(now: datetime) -> Check:
    """What is free against three times what the sittings that run or wait will take."""
    room = measure_room({*list_open(now), *list_waiting(now)})
    there, needed = (write_megabytes(size) for size in (room.free + room.ballast, room.forecast.needed))
    return Check(
        name="disk",
        ok=room.suffices,
        figure=float(room.free),
        unit="B",
        said=Message(
            f"磁盘可用（含预留）{there}；进行中和 24 小时内的考试须有 {needed}。",
            f"{there} are free, the ballast included; sittings that run or begin within 24 hours need {needed}.",
        ),
    )


def list_waiting(now: datetime) -> tuple[Batch, ...]:
    """The batches that begin within a day and have candidates."""
    soon = Batch.objects.filter(starts_at__gte=now, starts_at__lt=now + AHEAD, candidates__isnull=False)
    return tuple(soon.distinct())


def check_ballast() -> Check:
    """Whether the reserve stands, as large as it should be."""
    size, wanted = read_ballast(home()), watch().ballast_size
    figure = write_megabytes(size)
    ok = Message(f"预留空间 {figure}。", f"The ballast of {figure} stands.")
    bad = Message(
        f"预留空间只有 {figure}，应有 {write_megabytes(wanted)}：磁盘曾写满或空间不足，请立即腾出空间。",
        f"The ballast has {figure} instead of {write_megabytes(wanted)}: the disk was or is full. Free room at once.",
    )
    return Check(name="ballast", ok=size >= wanted, figure=float(size), unit="B", said=ok if size >= wanted else bad)


def check_benches() -> Check:
    """Whether any bench is broken; a site without benches needs none."""
    counts = count_benches()
    if counts is None:
        said = Message("工位服务没有运行；没有工位的考试用不着。", "No benches run; they are needed for stations only.")
        return Check(name="benches", ok=True, figure=None, unit="", said=said)
    total, bad = sum(counts.values()), counts["broken"]
    zh, en = f"工位 {total:.0f} 个，故障 {bad:.0f} 个。", f"{total:.0f} benches, {bad:.0f} broken."
    return Check(name="benches", ok=not bad, figure=total, unit="", said=Message(zh, en))


def check_clock() -> Check:
    """How far somebody moved the wall clock since the start; deadlines follow the steady one."""
    drift = clock.read_drift()
    said = Message(
        f"系统时间与稳定时钟相差 {drift:+.3f} 秒；考试时间只按稳定时钟。",
        f"The wall clock differs from the steady one by {drift:+.3f} s; deadlines follow the steady one.",
    )
    return Check(name="clock", ok=abs(drift) < DRIFT, figure=round(drift, 6), unit="s", said=said)


def check_sweep() -> Check:
    """Whether attempts whose time is over are being closed."""
    swept = watch().swept
    since = None if swept is None else time.monotonic() - swept
    if since is None:
        said = Message("到时收卷还没有成功运行过。", "The sweep that closes papers has not gone round yet.")
    else:
        said = Message(
            f"到时收卷 {since:.0f} 秒前正常运行。", f"The sweep that closes papers went round {since:.0f} s ago."
        )
    ok = since is not None and since < SILENCE
    return Check(name="sweep", ok=ok, figure=None if since is None else round(since, 1), unit="s", said=said)


def list_versions() -> dict[str, str]:
    """What the site runs on."""
    return {
        "liangcai": own_version(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": f"{connection.vendor} {database_version()}",
    }


def database_version() -> str:
    """The version of the database's own program."""
    wanted = "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
    with connection.cursor() as cursor:
        cursor.execute(wanted)
        row = cursor.fetchone()
    return str(row[0]) if row else ""
