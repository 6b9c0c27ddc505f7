"""The log is lines of JSON without people in it, and gives way to answers."""

import json
import logging
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from liangcai_host.disk.space import Space
from liangcai_host.logs import files as log_files
from liangcai_host.logs.files import LogFiles, keep_log
from liangcai_host.logs.lines import REQUEST, PlainLines
from liangcai_host.logs.scrub import scrub

NUMBER = "000000199001010015"
TOKEN = "qXy3k9vT_8sLw2Zr5uNbHc7Jd1Pe4Gf6Ma0Ko-Iv"
ATTEMPT = "0b0f4f6e-6f4b-4a53-9c55-0a3a5d1c2f10"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[LogFiles]:
    """The log of this process, for the time of a test."""
    files = keep_log(tmp_path, "debug")
    assert files is not None
    yield files
    logging.getLogger().removeHandler(files)
    files.close()


def read_lines(home: Path) -> list[dict[str, object]]:
    """The lines of the newest file."""
    return [json.loads(line) for line in (home / "logs" / "site.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("secret", [NUMBER, f"{NUMBER[:-1]}X", "2603 0001 0001", TOKEN, "张三", "我认为应当"])
def test_what_could_be_a_person_or_an_answer_is_taken_out(secret: str) -> None:
    assert secret not in scrub(f"before {secret} behind")
    assert scrub(f"before {secret} behind").startswith("before …")


def test_the_random_name_of_an_attempt_stays() -> None:
    assert scrub(f"attempt {ATTEMPT} at position 12345") == f"attempt {ATTEMPT} at position 12345"


def test_a_line_has_level_request_and_fields(kept: LogFiles, tmp_path: Path) -> None:
    before = REQUEST.set("abc123")
    logging.getLogger("liangcai_web.x").info(
        "request", extra={"fields": {"route": "/office", "ms": 1.5, "who": "张三"}}
    )
    REQUEST.reset(before)
    (line,) = read_lines(tmp_path)
    assert line["level"] == "info"
    assert line["request"] == "abc123"
    assert line["fields"] == {"ms": 1.5, "route": "/office", "who": "…"}


def test_of_others_the_pattern_is_kept_and_not_what_was_put_in(kept: LogFiles, tmp_path: Path) -> None:
    logging.getLogger("django.request").warning("%s: %s", "Not Found", "/Zhang/San", extra={"status_code": 404})
    (line,) = read_lines(tmp_path)
    assert "Zhang" not in json.dumps(line)
    assert line["status"] == 404


def test_of_an_exception_the_places_are_kept_and_not_its_words(kept: LogFiles, tmp_path: Path) -> None:
    try:
        raise ValueError("Zhang San answered B")
    except ValueError:
        logging.getLogger("liangcai_web.x").exception("it failed")
    try:
        raise sqlite3.OperationalError("database or disk is full")
    except sqlite3.OperationalError:
        logging.getLogger("django.db").exception("it failed")
    first, second = read_lines(tmp_path)
    assert first["error"] == "ValueError"
    assert "Zhang" not in json.dumps(first)
    assert "test_log_files.py" in str(first["places"])
    assert second["error"] == "OperationalError: database or disk is full"


def test_the_files_rotate_by_size_and_are_few(tmp_path: Path) -> None:
    files = LogFiles(tmp_path, size=2000, elder=2)
    for number in range(100):
        files.handle(logging.LogRecord("liangcai_web", logging.INFO, "", 0, f"line {number}", None, None))
    files.close()
    found = sorted((tmp_path / "logs").iterdir())
    assert len(found) == 3
    assert all(path.stat().st_size <= 2000 for path in found)


def test_a_disk_that_is_nearly_full_gets_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_files, "read_space", lambda _: Space(total=1, free=log_files.FLOOR - 1))
    files = LogFiles(tmp_path)
    files.handle(logging.LogRecord("liangcai_web", logging.INFO, "", 0, "said", None, None))
    assert files.dropped == 1
    assert list((tmp_path / "logs").iterdir()) == []


def test_dropped_logs_give_their_bytes_back_and_writing_goes_on_later(
    kept: LogFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = logging.getLogger("liangcai_web.x")
    log.warning("before")
    size = (tmp_path / "logs" / "site.jsonl").stat().st_size
    assert kept.drop() == size
    log.warning("while the disk is full")
    assert list((tmp_path / "logs").iterdir()) == []
    monkeypatch.setattr(kept, "_looked", 0.0)
    log.warning("after")
    assert [line["said"] for line in read_lines(tmp_path)] == ["after"]


def test_an_unknown_level_is_refused_and_off_keeps_none(tmp_path: Path) -> None:
    assert keep_log(tmp_path, "off") is None
    with pytest.raises(KeyError):
        keep_log(tmp_path, "loud")


def test_a_terminal_is_not_told_what_stood_in_an_address() -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "x", 1, "%s: %s", ("Not Found", f"/{NUMBER}"), None)
    assert PlainLines().format(record) == "WARNING django.request: …: …"
    record.status_code = 404
    assert PlainLines().format(record) == "WARNING django.request: …: … (404)"
    try:
        raise ValueError(NUMBER)
    except ValueError:
        broke = logging.LogRecord("liangcai_web", logging.ERROR, "x", 1, "broke %s", (NUMBER,), sys.exc_info())
    said = PlainLines().format(broke)
    assert NUMBER not in said
    assert "ValueError" in said and "test_log_files.py" in said
