"""The rule pack of analysis: from where on a figure is worth a second look.

In: the text of ``rulepacks/analysis.toml``. Out: an ``AnalysisPack``. Follows: the house rule that practice is data.
"""

from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack


class AnalysisPack(RulePack, frozen=True, kw_only=True):
    """``least`` answers before anything is said of a question, ``least_options`` of an option. Facilities and
    discriminations outside the limits by ``sure`` standard errors are flagged, a distractor chosen by less than
    ``dead`` of all, a reliability below ``reliability``; two papers alike with less than ``alike`` chance in the whole
    sitting. ``tail`` is the share in the upper and lower group.
    """

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


def read_pack(text: str, name: str = "analysis.toml") -> Result[AnalysisPack | None]:
    """The pack of a TOML text; its limits lie within their ranges."""
    return read_rule_pack(text, "analysis", AnalysisPack, Message("试题分析", "analysis"), name, _fault)


def _fault(pack: AnalysisPack) -> str:
    fits = 0 < pack.tail <= 1 / 2 and 0 <= pack.hard < pack.easy <= 1 and pack.least > 1 and 0 < pack.alike < 1
    return "" if fits else "tail, hard, easy, least or alike is out of range"
