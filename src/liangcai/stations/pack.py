"""Read a pack, and hold it against the standard that it is for.

In: the text of a ``pack.toml``; a standard. Out: the pack or what is wrong with it; findings. Follows: 100 points, each
check worth something; five mutants at least, each failing checks that exist; every requirement stands in the standard.
"""

import re
from typing import TypeVar

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Standard
from liangcai.stations.grade import order_checks
from liangcai.stations.model import FULL, Check, Pack

LEAST_MUTANTS = 5
NUMBER = re.compile(r"\d+(?:\.\d+){2,3}")
T = TypeVar("T")


def read_pack(text: str, name: str = "pack.toml") -> Result[Pack | None]:
    """The pack of a TOML text; everything that is wrong with it at once."""
    try:
        pack = msgspec.toml.decode(text, type=Pack)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        return Result(None, (_wrong("read", name, f"读不懂：{error}", f"cannot be read: {error}"),))
    findings = (*_check_points(pack, name), *_check_names(pack, name), *_check_mutants(pack, name))
    return Result(None if findings else pack, findings)


def bind_pack(pack: Pack, standard: Standard, name: str = "pack.toml") -> tuple[Finding, ...]:
    """What of a pack the standard does not know: its code, its level, the requirements of its checks."""
    place = f"{standard.code}@{standard.edition}"
    if (pack.code, pack.edition) != (standard.code, standard.edition):
        zh, en = f"属于 {pack.code}@{pack.edition}，不是 {place}", f"is for {pack.code}@{pack.edition}, not {place}"
        return (_wrong("standard", name, zh, en),)
    known = {
        skill.number
        for function in standard.functions(pack.level, pack.direction or None)
        for task in function.tasks
        for skill in task.skills
    }
    if not known:
        zh, en = f"标准没有等级「{pack.level}」{pack.direction}", f"has a level that the standard lacks: {pack.level}"
        return (_wrong("level", name, zh, en),)
    lost = sorted({number for check in pack.checks for number in check.requirements if number not in known})
    zh, en = f"引用了标准没有的技能要求：{'、'.join(lost)}", f"names requirements that are not there: {', '.join(lost)}"
    return (_wrong("requirement", name, zh, en),) if lost else ()


def _check_points(pack: Pack, name: str) -> tuple[Finding, ...]:
    total = sum(check.points for check in pack.checks)
    found = []
    if total != FULL:
        found.append(_wrong("points", name, f"各检查点合计 {total} 分，应为 100 分", f"has {total} points, not 100"))
    found += [
        _wrong("points", name, f"检查点 {check.id} 没有分值", f"gives no points for {check.id}")
        for check in pack.checks
        if check.points <= 0
    ]
    return tuple(found)


def _check_names(pack: Pack, name: str) -> tuple[Finding, ...]:
    ids = [check.id for check in pack.checks]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    found = [_wrong("twice", name, f"检查点 {one} 写了两次", f"has {one} twice") for one in twice]
    tried = {number for check in pack.checks for number in check.requirements}
    for number in sorted(pack.hints.keys() - tried):
        zh, en = f"提示所属的 {number} 没有检查点", f"has a hint for {number}, which no check tries"
        found.append(_wrong("hint", name, zh, en))
    for check in pack.checks:
        found += _check_one(check, {one.id: one for one in pack.checks}, name)
    if not found:
        try:
            order_checks(pack.checks)
        except ValueError as error:
            found.append(_wrong("ring", name, f"检查点互相等待：{error}", f"has {error}"))
    return tuple(found)


def _check_one(check: Check, known: dict[str, Check], name: str) -> list[Finding]:
    found = []
    for other in (*check.needs, *((check.paired,) if check.paired else ())):
        if other not in known or other == check.id:
            zh, en = f"检查点 {check.id} 依据的 {other} 不存在", f"has {check.id} rest on {other}, which is not there"
            found.append(_wrong("needs", name, zh, en))
    if (check.kind == "negative") != bool(check.paired):
        zh = f"检查点 {check.id}：反向检查须有且只有反向检查有配对的正向检查"
        en = f"has {check.id}: a negative check, and no other, is paired with its positive"
        found.append(_wrong("paired", name, zh, en))
    if not check.requirements or not all(NUMBER.fullmatch(number) for number in check.requirements):
        zh, en = f"检查点 {check.id} 没有写明技能要求编号", f"names no requirement for {check.id}"
        found.append(_wrong("requirement", name, zh, en))
    return found


def _check_mutants(pack: Pack, name: str) -> tuple[Finding, ...]:
    names = [mutant.name for mutant in pack.mutants]
    found = []
    if len(set(names)) < LEAST_MUTANTS or len(set(names)) < len(names):
        zh = f"须有至少 {LEAST_MUTANTS} 个不同名的带错解答"
        found.append(_wrong("mutants", name, zh, f"needs {LEAST_MUTANTS} mutants of different names at least"))
    for mutant in pack.mutants:
        if not mutant.fails or any(pack.check(one) is None for one in mutant.fails):
            zh = f"带错解答 {mutant.name} 须列出确有的检查点"
            found.append(_wrong("mutants", name, zh, f"has {mutant.name} fail nothing, or what is not there"))
    return tuple(found)


def _wrong(rule: str, name: str, zh: str, en: str) -> Finding:
    message = Message(f"工位包{zh}。", f"The pack {en}.")
    return Finding(rule=f"station.{rule}", severity=Severity.ERROR, message=message, document=name)
