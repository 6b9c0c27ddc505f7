"""Application conditions: a block a level, climbing one level at a time, in one form of words.

In: a standard. Out: faults. Follows: clause 1.9.1.
"""

import re
from collections import Counter
from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at
from liangcai.standard.model import Condition, Kind
from liangcai.standard.reading.levels import ladder

HELD = {"technical": r"取得\s*{name}\s*专业技术等级", "skill": r"{name}\s*[/／]\s*{title}"}
APPLIED_FOR = re.compile(r"可?申报[^，,。；;]*")
YEARS = re.compile(r"(\s?)\d+(\s?)年")


def check_blocks(subject: Subject) -> Iterator[Fault]:
    """The blocks stand in the order of clause 1.4, lowest level first, and each level has one."""
    conditions = subject.standard.conditions
    order = [level.name for level in subject.standard.levels]
    runs = [c for i, c in enumerate(conditions) if i == 0 or conditions[i - 1].level != c.level]
    blocks = [condition.level for condition in runs]
    if blocks != [name for name in order if name in blocks]:
        zh = f"申报条件的次序是{'、'.join(blocks)}，1.4 的次序是{'、'.join(order)}。"
        en = f"The conditions are ordered {', '.join(blocks)}, clause 1.4 orders the levels {', '.join(order)}."
        yield fault_at(runs, "1.9.1", zh, en)


def check_step(subject: Subject) -> Iterator[Fault]:
    """A level that must be held already is the one directly below."""
    kind = subject.standard.kind
    order = [level.name for level in ladder(kind)]
    for condition in subject.standard.conditions:
        own = order.index(condition.level)
        for name in levels_held(kind, condition):
            if order.index(name) != own - 1:
                zh = f"{condition.level}的申报条件（{condition.number}）要求已取得{name}，不是直接的下一级。"
                en = f"Condition ({condition.number}) of {condition.level} asks for {name}, not the level below."
                yield fault_at([condition], "1.9.1", zh, en)


def levels_held(kind: Kind, condition: Condition) -> list[str]:
    """The levels that a condition asks the applicant to hold, the one applied for left out."""
    named = [(level.name, HELD[kind].format(name=level.name, title=level.title)) for level in ladder(kind)]
    text = APPLIED_FOR.sub("", condition.text)
    return [name for name, pattern in named if re.search(pattern, text)]


def check_years(subject: Subject) -> Iterator[Fault]:
    """Years are written in one way; the conditions that differ from most are told together."""
    found = [
        ("".join(match.groups()) != "", condition)
        for condition in subject.standard.conditions
        for match in YEARS.finditer(condition.text)
    ]
    usual = Counter(spaced for spaced, _ in found).most_common(1)
    odd = [condition for spaced, condition in found if usual and spaced != usual[0][0]]
    if odd:
        zh = f"年限的写法不一：{len(found)} 处中有 {len(odd)} 处与其余不同（数字两侧的空格）。"
        en = f"Years are written in two ways: {len(odd)} of {len(found)} differ in the blanks round the number."
        yield fault_at(odd, "1.9.1", zh, en)


def check_proof(subject: Subject) -> Iterator[Fault]:
    """In the technical layout every list is headed by the training proof."""
    standard = subject.standard
    for level in standard.levels:
        mine = [condition for condition in standard.conditions if condition.level == level.name]
        if mine and not any("培训学时证明" in (condition.requires or "") for condition in mine):
            zh = f"{level.name}的申报条件没有以取得培训学时证明开头。"
            en = f"The conditions of {level.name} are not headed by the training proof."
            yield fault_at(mine[:1], "1.9.1", zh, en)


RULES: tuple[Rule, ...] = (
    Rule(
        id="conditions.order",
        severity=Severity.ERROR,
        title=Message("申报条件按等级从低到高", "Conditions go from the lowest level up"),
        slot="conditions",
        good="具备下列一项条件的，可申报三级/高级工：\n\n(1) 累计从事本职业或相关职业^①工作 6 年（含）以上。\n\n"
        "具备下列一项条件的，可申报二级/技师：\n\n(1) 累计从事本职业工作 9 年（含）以上。",
        bad="具备下列一项条件的，可申报二级/技师：\n\n(1) 累计从事本职业工作 9 年（含）以上。\n\n"
        "具备下列一项条件的，可申报三级/高级工：\n\n(1) 累计从事本职业或相关职业^①工作 6 年（含）以上。",
        check=check_blocks,
        kind="skill",
    ),
    Rule(
        id="conditions.level-below",
        severity=Severity.WARNING,
        title=Message("须先取得的是直接的下一级", "The level to be held already is the one directly below"),
        slot="middle_conditions",
        good="(1) 取得初级专业技术等级，此后测风满3年。",
        bad="(1) 取得高级专业技术等级，此后测风满3年。",
        check=check_step,
    ),
    Rule(
        id="conditions.years",
        severity=Severity.INFO,
        title=Message("年限只用一种写法", "Years are written in one way"),
        slot="junior_conditions",
        good="(1) 取得技术员职称。\n\n(2) 从事测风满2年。",
        bad="(1) 从事测风满1年。\n\n(2) 从事相关技术工作满 2 年。",
        check=check_years,
    ),
    Rule(
        id="conditions.training-proof",
        severity=Severity.WARNING,
        title=Message(
            "技术标准的申报条件以培训学时证明开头", "In technical standards the training proof heads the list"
        ),
        slot="junior_opening",
        good="——持有初级培训学时证明，并具备下列一项条件的，可申报初级：",
        bad="——具备下列一项条件的，可申报初级：",
        check=check_proof,
        profiles=("technical-2021",),
    ),
)
