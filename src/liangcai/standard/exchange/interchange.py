"""The interchange form: a standard as JSON, its JSON Schema, and a standard from such a file.

In: a standard, or the bytes of a file. Out: bytes, or the standard with findings. Follows: the model; the schema is
made from it, so that the two cannot part. ``liangcai standard read --json`` writes the same form beside its findings.
"""

from typing import Any

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Standard

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "量才职业标准交换格式 Liangcai interchange form of an occupational standard"


def write_json(standard: Standard) -> bytes:
    """A standard in the interchange form."""
    return format_json(msgspec.json.encode(standard))


def write_schema() -> bytes:
    """The JSON Schema of the interchange form."""
    schema: dict[str, Any] = {"$schema": DIALECT, "title": TITLE, **msgspec.json.schema(Standard)}
    return format_json(msgspec.json.encode(schema))


def format_json(data: bytes) -> bytes:
    """JSON with indents and a line end."""
    return msgspec.json.format(data, indent=2) + b"\n"


def read_json(data: bytes, name: str) -> Result[Standard | None]:
    """A standard from the interchange form; None with a finding on the first place that does not fit."""
    try:
        return Result(msgspec.json.decode(data, type=Standard))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as problem:
        message = Message(
            f"这份文件不是标准的交换格式（{problem}）。", f"This file is not in the interchange form ({problem})."
        )
        remedy = Message(
            "请给出 liangcai standard export --to json 的输出，或 CASE 1.1 包。",
            "Give what liangcai standard export --to json writes, or a CASE 1.1 package.",
        )
        return Result(
            None, (Finding(rule="import.form", severity=Severity.ERROR, message=message, remedy=remedy, document=name),)
        )
