"""What parallel papers must keep beside the blueprint: likeness, exposure, common questions, time, importance.

In: the text of ``rulepacks/assembly.toml``. Out: ``AssemblyRules``. Follows: the house rule that practice is data; the
standard fixes areas and minutes, not how alike two papers are.
"""

import datetime
import math
from decimal import Decimal

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.model import Importance, ItemType


class TypeSeconds(msgspec.Struct, frozen=True, kw_only=True):
    """The time expected for a question of a type that states none itself, in seconds."""

    type: ItemType
    seconds: int


class AssemblyRules(msgspec.Struct, frozen=True, kw_only=True):
    """``difficulty`` is how far the mean difficulty of two papers may differ, ``information`` how far their Rasch
    information at ``ability`` (logits), as a share of it; with a stated target, how far each may be from it. Without
    one, papers aim at what the bank gives on average.

    ``common`` questions stand on every paper, no other stands on two. A question that stood on ``most_exposed`` papers
    is not drawn. Shares of importance are 0 to 1, of the questions of a paper.
    """

    id: str = "plain"
    source: str = ""
    date: datetime.date | None = None
    severity: Severity = Severity.WARNING
    difficulty: Decimal = Decimal("0.005")
    difficulty_target: Decimal | None = None
    information: Decimal = Decimal("0.001")
    information_target: Decimal | None = None
    ability: Decimal = Decimal(0)
    common: int = 0
    most_exposed: int | None = None
    x_least: Decimal = Decimal(0)
    y_most: Decimal = Decimal(1)
    z_most: Decimal = Decimal(1)
    seconds: tuple[TypeSeconds, ...] = ()

    def expect(self, kind: ItemType) -> int:
        """The seconds expected for a type."""
        return next((known.seconds for known in self.seconds if known.type == kind), 0)

    def bound(self, importance: Importance, questions: int) -> int:
        """How many of so many questions are at least (X) or at most (Y, Z) of an importance."""
        if importance == "X":
            return math.ceil(self.x_least * questions)
        return math.floor((self.y_most if importance == "Y" else self.z_most) * questions)


PLAIN = AssemblyRules()


class _File(msgspec.Struct, frozen=True):
    assembly: AssemblyRules


def read_rules(text: str, name: str = "assembly.toml") -> Result[AssemblyRules | None]:
    """Decode the pack; what does not fit is one finding and no value."""
    try:
        rules = msgspec.toml.decode(text, type=_File, strict=False).assembly
    except (msgspec.DecodeError, ValueError) as error:
        return Result(None, (_refuse(name, str(error)),))
    wrong = _find_fault(rules)
    return Result(None, (_refuse(name, wrong),)) if wrong else Result(rules)


def _find_fault(rules: AssemblyRules) -> str:
    shares = (rules.x_least, rules.y_most, rules.z_most, rules.difficulty_target or 0)
    if rules.difficulty <= 0 or rules.information <= 0:
        return "tolerances must be above 0"
    if rules.common < 0 or (rules.most_exposed is not None and rules.most_exposed < 0):
        return "counts must not be below 0"
    if not all(0 <= share <= 1 for share in shares):
        return "shares must be 0 to 1"
    return ""


def _refuse(name: str, why: str) -> Finding:
    return Finding(
        rule="assembly.pack",
        severity=Severity.ERROR,
        message=Message(zh=f"组卷规则包读不懂：{why}。", en=f"The assembly rule pack cannot be read: {why}."),
        document=name,
    )
