"""What a site finds when it starts, for the person who started it.

In: the installation. Out: lines in Chinese and English. Follows: what could keep a sitting from being held is said
before the first candidate comes, not during the sitting.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from liangcai.findings import Message
from liangcai_host.disk.ballast import read_ballast
from liangcai_host.disk.space import read_space, write_megabytes
from liangcai_host.logs.files import FILE, FOLDER, OFF
from liangcai_web.records.batches import Batch
from liangcai_web.services.batches.state import batches_with_sealed_papers
from liangcai_web.services.operations import home, watch
from liangcai_web.services.sittings.disk import check_room, expect
from liangcai_web.services.sittings.journal import open_journal

SHOWN = 5


def describe_start(now: datetime) -> tuple[Message, ...]:
    """Where the data are, how much room there is, what waits, what runs."""
    return (describe_data(), describe_room(), describe_log(), *describe_running(), *describe_waiting(now))


def describe_data() -> Message:
    """The folder and the database; of a server its name only."""
    place = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        size = write_megabytes(sum(path.stat().st_size for path in home().glob("*.sqlite3*")))
        place = f"SQLite {size}, {Path(place).name} + journal.sqlite3"
    else:
        place = f"PostgreSQL {place} @ {connection.settings_dict['HOST'] or 'localhost'}"
    return Message(f"数据 {home()}（{place}）", f"data in {home()} ({place})")


def describe_room() -> Message:
    """The disk and the ballast."""
    free, standing = write_megabytes(read_space(home()).free), read_ballast(home())
    if standing < watch().ballast_size:
        return Message(
            f"！磁盘可用 {free}，预留空间没有建成：空间不足，请先腾出。",
            f"! {free} free; the ballast could not be made: free some room first.",
        )
    size = write_megabytes(standing)
    return Message(f"磁盘可用 {free}，另预留 {size} 给答案", f"{free} free, {size} more kept for answers")


def describe_log() -> Message:
    """Where the log is."""
    if settings.LOG_LEVEL == OFF:
        return Message("日志文件：不写", "no log files")
    place = home() / FOLDER / FILE
    return Message(f"日志 {place}（{settings.LOG_LEVEL}）", f"log in {place} ({settings.LOG_LEVEL})")


def describe_running() -> tuple[Message, ...]:
    """The attempts that go on, as after a restart in the middle of a sitting."""
    count = len(open_journal().open_attempts())
    if not count:
        return ()
    return (Message(f"有 {count} 份答卷正在作答，继续计时", f"{count} attempts are running; their time goes on"),)


def describe_waiting(now: datetime) -> tuple[Message, ...]:
    """Papers that wait to be opened, nearest first; where the disk would refuse one, that is said now."""
    waiting = batches_with_sealed_papers()
    lines = [describe_batch(batch, now) for batch in waiting[:SHOWN]]
    rest = len(waiting) - len(lines)
    return (*lines, *([Message(f"……另有 {rest} 场", f"… and {rest} more")] if rest > 0 else []))


def describe_batch(batch: Batch, now: datetime) -> Message:
    """One batch whose papers are sealed."""
    starts = timezone.localtime(batch.starts_at).strftime("%Y-%m-%d %H:%M")
    count, refused = expect(batch).candidates, check_room(batch, now)
    zh, en = f"待启封：{batch.title} {starts}，{count} 人", f"waits: {batch.title} {starts}, {count} candidates"
    return Message(f"！{zh}。{refused.message.zh}", f"! {en}. {refused.message.en}") if refused else Message(zh, en)
