"""What may follow from misconduct: measures by the weight of what happened, the terms of hearing and appeal.

In: the text of ``rulepacks/misconduct.toml``; the weight, the measure that people chose, whether the candidate was
heard. Out: a ``MisconductPack``; findings; the parts that are void. Follows: the house rule that practice is data with
its source; nobody is judged unheard, and no measure goes beyond what its article allows.
"""

from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from liangcai.award.decide import VoidPart
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.rulepack import RulePack, read_rule_pack
from liangcai.standard.model import PartKind

Weight = Literal["minor", "serious", "grave"]
Voids = Literal["none", "part", "all"]


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done: which marks are void, for how many years nobody may apply; on what ground."""

    key: str
    zh: str
    en: str
    voids: Voids
    weights: tuple[Weight, ...]
    ground_zh: str
    ground_en: str
    barred_years: int = 0
    recorded_years: int = 0

    @property
    def name(self) -> Message:
        """The measure in both languages."""
        return Message(self.zh, self.en)

    @property
    def ground(self) -> Message:
        """Its ground, such as an article."""
        return Message(self.ground_zh, self.ground_en)


class MisconductPack(RulePack, frozen=True, kw_only=True):
    """The measures, and the terms in working days."""

    hearing_workdays: int
    appeal_workdays: int
    review_workdays: int
    measures: tuple[Measure, ...]

    def measure(self, key: str) -> Measure | None:
        """The measure of a key, or None."""
        return next((one for one in self.measures if one.key == key), None)

    def allowed(self, weight: str) -> tuple[Measure, ...]:
        """The measures that a weight may have."""
        return tuple(one for one in self.measures if weight in one.weights)


def read_pack(text: str, name: str = "misconduct.toml") -> Result[MisconductPack | None]:
    """The pack of a TOML text; every weight has a measure."""
    return read_rule_pack(text, "misconduct", MisconductPack, Message("违纪处理", "misconduct"), name, _fault)


def _fault(pack: MisconductPack) -> str:
    if min(pack.hearing_workdays, pack.appeal_workdays, pack.review_workdays) < 1:
        return "a term is less than a day"
    lost = [weight for weight in get_args(Weight) if not pack.allowed(weight)]
    return f"no measure: {', '.join(lost)}" if lost else ""


def check_measure(pack: MisconductPack, weight: str, measure: str, *, heard: bool, reason: str) -> tuple[Finding, ...]:
    """Findings on a decision that people are about to take."""
    found, chosen = [], pack.measure(measure)
    allowed = pack.allowed(weight)
    if chosen is None or chosen not in allowed:
        names = "、".join(one.zh for one in allowed), "; ".join(one.en for one in allowed)
        zh, en = "这一情形不适用所选的处理。", "That measure is not one for what happened."
        found.append(_say("measure", zh, en, f"可选：{names[0]}。", f"There are: {names[1]}."))
    if not heard:
        zh, en = "还没有听取考生的陈述申辩，期限也未到。", "The candidate was not heard, and the term is not over."
        found.append(
            _say("heard", zh, en, "先登记考生的陈述，或等期限届满。", "Note what they say, or wait for the term.")
        )
    if not reason.strip():
        zh, en = "没有写明事实和理由。", "Facts and reason are not stated."
        found.append(_say("reason", zh, en, "写明证据、事实、理由。", "State evidence, facts and reason."))
    return tuple(found)


def void_parts(measure: Measure, part: PartKind, sat: Sequence[PartKind], evidence: str) -> tuple[VoidPart, ...]:
    """The parts whose marks a measure makes void, of those that are sat."""
    if measure.voids == "none":
        return ()
    reason = Message(
        f"违纪处理（{measure.ground_zh}）：{measure.zh}。", f"Misconduct ({measure.ground_en}): {measure.en}."
    )
    kinds = tuple(sat) if measure.voids == "all" else (part,)
    return tuple(VoidPart(kind=kind, reason=reason, evidence=evidence) for kind in kinds)


def _say(rule: str, zh: str, en: str, how_zh: str, how_en: str) -> Finding:
    return Finding(
        rule=f"misconduct.{rule}",
        severity=Severity.ERROR,
        message=Message(zh, en),
        remedy=Message(how_zh, how_en),
    )
