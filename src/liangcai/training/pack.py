"""The rule pack of training: how long a standard hour is, how many a day holds, how much of a unit is enough.

In: the text of ``rulepacks/training.toml``. Out: a ``TrainingPack``. Follows: the house rule that practice is data.
"""

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from liangcai.findings import Finding, Message, Result, Severity


class TrainingPack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Minutes of a standard hour, the most hours that count on a day, and the least percent of each unit."""

    id: str
    source: str
    date: datetime.date
    severity: Severity
    hour_minutes: Annotated[int, Meta(ge=1, le=120)]
    most_hours_a_day: Annotated[int, Meta(ge=1, le=24)]
    least_unit_percent: Annotated[int, Meta(ge=0, le=100)]


class _File(msgspec.Struct, frozen=True):
    training: TrainingPack


def read_pack(text: str, name: str = "training.toml") -> Result[TrainingPack | None]:
    """The pack in the ``[training]`` table of a TOML text, or an error."""
    try:
        return Result(msgspec.toml.decode(text, type=_File).training)
    except msgspec.DecodeError as error:
        message = Message(f"规则包无法读取：{error}。", f"The rule pack can't be read: {error}.")
        return Result(None, (Finding(rule="training.pack", severity=Severity.ERROR, message=message, document=name),))
