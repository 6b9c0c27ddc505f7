"""The rule pack of training: how long a standard hour is, how many a day holds, how much of a unit is enough.

In: the text of ``rulepacks/training.toml``. Out: a ``TrainingPack``. Follows: the house rule that practice is data.
"""

from typing import Annotated

from msgspec import Meta

from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack


class TrainingPack(RulePack, frozen=True, kw_only=True):
    """Minutes of a standard hour, the most hours that count on a day, and the least percent of each unit."""

    hour_minutes: Annotated[int, Meta(ge=1, le=120)]
    most_hours_a_day: Annotated[int, Meta(ge=1, le=24)]
    least_unit_percent: Annotated[int, Meta(ge=0, le=100)]


def read_pack(text: str, name: str = "training.toml") -> Result[TrainingPack | None]:
    """The pack of a TOML text, or an error."""
    return read_rule_pack(text, "training", TrainingPack, Message("培训", "training"), name)
