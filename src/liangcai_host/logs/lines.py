"""A record of the log as a line of JSON, or as a line for a terminal.

In: a record. Out: time in UTC, level, logger, request id, what was said, where it broke. Follows: R22: what our own
modules say is scrubbed; what others say is kept as its pattern only, without what was put in; of an exception stand the
kind and the places in the program, its words only where a store says them, which speaks of files and not of people.
"""

import contextvars
import logging
import re
import sqlite3
import traceback
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from liangcai_host.logs.scrub import scrub

OWN = ("liangcai",)
PLACES = 12
PUT_IN = re.compile(r"%[sdr]")  # where a pattern has what was put in, which is not told
REQUEST: contextvars.ContextVar[str] = contextvars.ContextVar("request", default="")


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands in a line; ``fields`` are those that a module gives by ``extra={"fields": …}``."""

    at: str
    level: str
    logger: str
    said: str
    request: str = ""
    status: int = 0
    fields: dict[str, str | int | float] = {}
    error: str = ""
    places: tuple[str, ...] = ()


class JsonLines(logging.Formatter):
    """Formats records as lines of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its end."""
        error = record.exc_info[1] if record.exc_info else None
        line = Line(
            at=datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            level=record.levelname.lower(),
            logger=record.name,
            said=say(record),
            request=REQUEST.get(),
            status=number_of(record, "status_code"),
            fields=read_fields(record),
            error=name_error(error) if error else "",
            places=list_places(error) if error else (),
        )
        return msgspec.json.encode(line).decode()


class PlainLines(logging.Formatter):
    """Formats records for a terminal, by the same rules: an address that somebody wrote is not repeated there."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and one a place where something broke."""
        error = record.exc_info[1] if record.exc_info else None
        broke = [name_error(error), *list_places(error)] if error else []
        status = number_of(record, "status_code")
        said = PUT_IN.sub("…", say(record)) + (f" ({status})" if status else "")
        return "\n    ".join([f"{record.levelname} {record.name}: {said}", *broke])


def say(record: logging.LogRecord) -> str:
    """Our own sentences in full, scrubbed; of others the pattern."""
    if record.name.split(".")[0].split("_")[0] in OWN:
        return scrub(record.getMessage())
    return scrub(str(record.msg))


def number_of(record: logging.LogRecord, name: str) -> int:
    """A number that stands in the record, or 0."""
    value = getattr(record, name, 0)
    return value if isinstance(value, int) else 0


def read_fields(record: logging.LogRecord) -> dict[str, str | int | float]:
    """The fields that a module gave, texts scrubbed."""
    given = getattr(record, "fields", None)
    if not isinstance(given, dict):
        return {}
    return {
        name: value if isinstance(value, int | float) else scrub(str(value)) for name, value in sorted(given.items())
    }


def name_error(error: BaseException) -> str:
    """The kind of an exception; what a store or the system said of it, since that names files and no people."""
    name = type(error).__name__
    return f"{name}: {scrub(str(error))}" if isinstance(error, OSError | sqlite3.OperationalError) else name


def list_places(error: BaseException) -> tuple[str, ...]:
    """The last places in the program, without what stood in them."""
    frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
    return tuple(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
