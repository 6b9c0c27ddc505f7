"""How each skill requirement of a standard can be assessed today.

In: a standard, how each requirement lends itself to assessment, the packs at hand. Out: a row a requirement. Follows:
chapter 3 of the standard (技能要求); how a requirement is assessed is judgement, and judgement is data.
"""

import csv
import io
from collections.abc import Iterable
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Standard
from liangcai.stations.model import Pack

Method = Literal["live", "rule", "panel", "observation"]
Way = Literal["live", "rule", "panel", "observation", "not yet"]
WAYS: dict[Way, Message] = {
    "live": Message("真实系统", "on a live system"),
    "rule": Message("按规则评判成果", "by rule on what was made"),
    "panel": Message("考评组按量表评分", "by a panel with a rubric"),
    "observation": Message("现场观察", "by observation"),
    "not yet": Message("尚无工位", "no station yet"),
}
# As the classification writes them; i* is live with a half that is observed.
_SIGNS: dict[str, Method] = {
    "i": "live",
    "i*": "live",
    "ii-r": "rule",
    "ii-h": "panel",
    "iii": "observation",
}


class Suitability(msgspec.Struct, frozen=True, kw_only=True):
    """What a requirement lends itself to, and the family of stations that it belongs to, blank for none."""

    code: str
    level: str
    number: str
    method: Method
    family: str


class SkillCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """A skill requirement: what it lends itself to, how it can be assessed today, by which packs."""

    level: str
    number: str
    text: str
    line: int
    method: Method | None
    family: str
    way: Way
    packs: tuple[str, ...]


def read_methods(text: str, name: str = "methods.csv") -> Result[tuple[Suitability, ...]]:
    """The classification, a CSV with standard, level, number, method, family; a row that can't be read is a finding."""
    found, findings = [], []
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        method = _SIGNS.get((row.get("method") or "").strip())
        if method is None or not row.get("number"):
            message = Message("考核方式或编号读不懂。", "The method or the number can't be read.")
            findings.append(
                Finding(rule="methods.row", severity=Severity.ERROR, message=message, document=name, line=line)
            )
            continue
        family = (row["family"] or "").strip("- ")
        found.append(
            Suitability(code=row["standard"], level=row["level"], number=row["number"], method=method, family=family)
        )
    return Result(tuple(found), tuple(findings))


def cover_skills(
    standard: Standard, methods: Iterable[Suitability], packs: Iterable[Pack]
) -> tuple[SkillCoverage, ...]:
    """Every skill requirement in the order of the document; one that nobody classified is not assessable yet."""
    known = {(one.level, one.number): one for one in methods if one.code == standard.code}
    tried = _list_tried(standard, packs)
    rows = {}
    for work in standard.work:
        for function in work.functions:
            for task in function.tasks:
                for skill in task.skills:
                    suits = known.get((work.level, skill.number))
                    names = tried.get((work.level, skill.number), ())
                    rows[work.level, skill.number, skill.spans] = SkillCoverage(
                        level=work.level,
                        number=skill.number,
                        text=skill.text,
                        line=skill.spans[0].line if skill.spans else 0,
                        method=suits.method if suits else None,
                        family=suits.family if suits else "",
                        way=_choose_way(suits.method if suits else None, tried=bool(names)),
                        packs=names,
                    )
    return tuple(rows.values())


def _list_tried(standard: Standard, packs: Iterable[Pack]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Which packs try a requirement, by level and number."""
    tried: dict[tuple[str, str], tuple[str, ...]] = {}
    for pack in packs:
        if (pack.code, pack.edition) == (standard.code, standard.edition):
            for number in sorted({number for check in pack.checks for number in check.requirements}):
                tried[pack.level, number] = (*tried.get((pack.level, number), ()), pack.id)
    return tried


def _choose_way(method: Method | None, *, tried: bool) -> Way:
    """A requirement that a pack tries is assessed as it lends itself to; panels and observers need no pack."""
    if method is None:
        return "live" if tried else "not yet"
    if method in ("panel", "observation"):
        return method
    return method if tried else "not yet"
