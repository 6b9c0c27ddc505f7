"""Room is kept for answers, and given to them when the disk is full."""

import errno
import logging
import sqlite3
from pathlib import Path

import pytest
from tests.host.journal.doubles import FailingDisk, answered

from liangcai_host import clock
from liangcai_host.disk import ballast, relief, space
from liangcai_host.disk.ballast import make_ballast, read_ballast, release_ballast
from liangcai_host.disk.relief import Relief
from liangcai_host.disk.space import Space, tells_of_full_disk
from liangcai_host.journal.model import JournalError
from liangcai_host.journal.store import Journal

FULL = sqlite3.OperationalError("database or disk is full")
SIZE = 100_000


def test_the_ballast_takes_real_blocks_grows_and_is_given_back(tmp_path: Path) -> None:
    assert make_ballast(tmp_path, SIZE)
    assert (tmp_path / ballast.FILE).stat().st_blocks * 512 >= SIZE
    assert make_ballast(tmp_path, 3 * SIZE)
    assert read_ballast(tmp_path) == 3 * SIZE
    assert make_ballast(tmp_path, SIZE), "it never shrinks"
    assert release_ballast(tmp_path) == 3 * SIZE
    assert read_ballast(tmp_path) == 0
    assert release_ballast(tmp_path) == 0


def test_the_ballast_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    make_ballast(tmp_path, SIZE)
    assert (tmp_path / ballast.FILE).stat().st_mode & 0o077 == 0


def test_no_ballast_is_made_where_its_room_would_be_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "read_space", lambda _: Space(total=10 * SIZE, free=2 * SIZE - 1))
    assert not make_ballast(tmp_path, SIZE)
    assert read_ballast(tmp_path) == 0


def test_a_ballast_that_cannot_be_enlarged_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_ballast(tmp_path, SIZE)

    def reserve(handle: int, _start: int, _size: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(ballast, "_reserve", reserve)
    assert not make_ballast(tmp_path, 2 * SIZE)
    assert read_ballast(tmp_path) == SIZE


def test_logs_go_first_and_the_ballast_second_and_both_are_said_loudly(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_ballast(tmp_path, SIZE)
    logs = [30_000, 0, 0]
    made = Relief(tmp_path, lambda: logs.pop(0))
    assert made(FULL)
    assert read_ballast(tmp_path) == SIZE
    assert made(FULL)
    assert read_ballast(tmp_path) == 0
    assert not made(FULL), "there is nothing left to give"
    assert (made.dropped, made.released) == (1, 1)
    assert [record.levelno for record in caplog.records] == [logging.CRITICAL] * 2


def test_nothing_is_given_for_an_error_of_another_kind(tmp_path: Path) -> None:
    make_ballast(tmp_path, SIZE)
    assert not Relief(tmp_path)(sqlite3.IntegrityError("UNIQUE constraint failed"))
    assert read_ballast(tmp_path) == SIZE


def test_what_stores_say_of_a_full_disk_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PostgresError(Exception):
        sqlstate = "53100"

    assert tells_of_full_disk(FULL, tmp_path)
    assert tells_of_full_disk(OSError(errno.ENOSPC, "no space"), tmp_path)
    assert tells_of_full_disk(PostgresError(), tmp_path)
    assert not tells_of_full_disk(OSError(errno.EACCES, "no"), tmp_path)
    broken = sqlite3.OperationalError("disk I/O error")
    assert not tells_of_full_disk(broken, tmp_path)
    monkeypatch.setattr(space, "read_space", lambda _: Space(total=1, free=0))
    assert tells_of_full_disk(broken, tmp_path)


def test_the_journal_stores_in_the_room_that_was_made(tmp_path: Path) -> None:
    disk = FailingDisk(tmp_path / "journal.sqlite3")

    def make_room(error: BaseException) -> bool:
        made, disk.broken = bool(disk.broken), ""
        return made and "full" in str(error)

    journal = Journal(tmp_path / "journal.sqlite3", clock.now, disk.connect, make_room)
    disk.broken = "COMMIT"
    receipt = journal.append("a", (answered("q1", 1, "A"), answered("q2", 1, "B"))).result(5)
    assert len(receipt.acks) == 2
    assert {event.item for event in journal.read("a")} == {"q1", "q2"}
    assert journal.verify().holds
    journal.close()


def test_where_no_room_can_be_made_nothing_is_acknowledged(tmp_path: Path) -> None:
    disk = FailingDisk(tmp_path / "journal.sqlite3")
    journal = Journal(tmp_path / "journal.sqlite3", clock.now, disk.connect, relief.Relief(tmp_path))
    disk.broken = "COMMIT"
    with pytest.raises(JournalError):
        journal.append("a", (answered("q1", 1, "A"),)).result(5)
    disk.broken = ""
    assert journal.append("a", (answered("q1", 1, "A"),)).result(5).acks[0].again is False
    journal.close()
