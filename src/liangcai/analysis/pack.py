"""The rule pack of analysis: from where on a figure is worth a second look.

In: the text of ``rulepacks/analysis.toml``. Out: an ``AnalysisPack``. Follows: the house rule that practice is data.
"""

import datetime

import msgspec

from liangcai.findings import Finding, Message, Result, Severity


class AnalysisPack(msgspec.Struct, frozen=True, kw_only=True):
    """``least`` answers before anything is said of a question, ``least_options`` of an option. Facilities and
    discriminations outside the limits by ``sure`` standard errors are flagged, a distractor chosen by less than
    ``dead`` of all, a reliability below ``reliability``; two papers alike with less than ``alike`` chance in the whole
    sitting. ``tail`` is the share in the upper and lower group.
    """

    id: str
    source: str
    date: datetime.date
    severity: Severity
    least: int
    least_options: int
    sure: float
    tail: float
    easy: float
    hard: float
    discrimination: float
    dead: float
    reliability: float
    alike: float


class _File(msgspec.Struct, frozen=True):
    analysis: AnalysisPack


def read_pack(text: str, name: str = "analysis.toml") -> Result[AnalysisPack | None]:
    """Decode the pack; what does not fit is one finding and no value."""
    try:
        pack = msgspec.toml.decode(text, type=_File).analysis
    except (msgspec.DecodeError, ValueError) as error:
        return Result(None, (_refuse(name, str(error)),))
    if not (0 < pack.tail <= 1 / 2 and 0 <= pack.hard < pack.easy <= 1 and pack.least > 1 and 0 < pack.alike < 1):
        return Result(None, (_refuse(name, "tail, hard, easy, least or alike is out of range"),))
    return Result(pack)


def _refuse(name: str, why: str) -> Finding:
    return Finding(
        rule="analysis.pack",
        severity=Severity.ERROR,
        message=Message(zh=f"试题分析规则包读不懂：{why}。", en=f"The analysis rule pack cannot be read: {why}."),
        document=name,
    )
