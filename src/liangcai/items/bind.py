"""Bind a bank to a standard: each question to a requirement that exists, each requirement to a question.

In: a bank, a standard and, for an adopted document, the standard the bank was written for. Out: the bank of those
that bind, and a matching report as findings. Follows: the house rule that what does not agree is reported, not guessed.
"""

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.model import Bank, Item, build_bank, is_under
from liangcai.standard.model import BasicItem, Standard


class _Place(msgspec.Struct, frozen=True):
    """A requirement that a question may name: what its function and task are called, and where it stands."""

    names: tuple[str, ...]
    clause: str
    line: int


_Places = dict[tuple[str, str], _Place]
BASIC_TABLE = ""


def bind_bank(bank: Bank, standard: Standard, origin: Standard | None = None) -> Result[Bank]:
    """Keep the questions whose requirement exists; with ``origin`` function and task names must agree as well."""
    places = _list_places(standard, bank.level)
    known = places if origin is None else _list_places(origin, bank.level)
    faults = {item.id: _check_item(item, places, known) for item in bank.items}
    kept = tuple(item for item in bank.items if faults[item.id] is None)
    findings = (
        *_check_header(bank, standard),
        *(fault for fault in faults.values() if fault is not None),
        *_check_cover(kept, places, standard),
    )
    return Result(build_bank(bank.occupation, bank.edition, bank.level, kept), findings)


def _list_places(standard: Standard, level: str) -> _Places:
    knowledge = {
        (function.table, f"K{requirement.number}"): _Place(
            (_plain(function.name), _plain(task.name)), requirement.number, requirement.line
        )
        for function in standard.functions(level)
        for task in function.tasks
        for requirement in task.knowledge
    }
    basic = {
        (BASIC_TABLE, f"B{number}"): _Place((_plain(group.name),), number, group.line)
        for group in standard.basic
        for number in (group.number, *_list_numbers(group.items))
    }
    return {**knowledge, **basic}


def _list_numbers(items: tuple[BasicItem, ...]) -> tuple[str, ...]:
    return tuple(number for item in items for number in (item.number, *_list_numbers(item.items)))


def _place_of(item: Item, places: _Places) -> _Place | None:
    table = BASIC_TABLE if item.requirement.startswith("B") else item.table
    return places.get((table, item.requirement))


def _check_item(item: Item, places: _Places, known: _Places) -> Finding | None:
    place, origin = _place_of(item, places), _place_of(item, known)
    number = item.requirement
    if place is None:
        return _fault(
            "no-requirement",
            f"试题 {item.id} 对应的要求 {number} 在标准的这一等级中不存在，未采用。",
            f"Question {item.id} names requirement {number}, which this level of the standard lacks; it is not used.",
            number[1:],
        )
    if origin is None or origin.names != place.names:
        return _fault(
            "other-name",
            f"试题 {item.id} 的要求 {number} 在两份标准中的职业功能或工作内容名称不一致，未采用。",
            f"Function or task of requirement {number} (question {item.id}) differs by name; it is not used.",
            place.clause,
            place.line,
        )
    return None


def _check_header(bank: Bank, standard: Standard) -> tuple[Finding, ...]:
    same = (bank.occupation, bank.edition) == (standard.code, standard.edition)
    if same and standard.level(bank.level) is not None:
        return ()
    ours, theirs = f"{bank.occupation}@{bank.edition}/{bank.level}", f"{standard.code}@{standard.edition}"
    return (
        _fault(
            "other-standard",
            f"题库属于 {ours}，标准是 {theirs}，或标准没有这一等级。",
            f"The bank is for {ours}, the standard is {theirs}, or lacks that level.",
            "1.2",
        ),
    )


def _check_cover(items: tuple[Item, ...], places: _Places, standard: Standard) -> tuple[Finding, ...]:
    named = {(item.table, item.requirement) for item in items}
    bare = [
        (code, place) for (table, code), place in places.items() if code.startswith("K") and (table, code) not in named
    ]
    bare += [
        (f"B{group.number}", places[BASIC_TABLE, f"B{group.number}"])
        for group in standard.basic
        if not any(is_under(item.requirement, f"B{group.number}") for item in items)
    ]
    return tuple(_uncovered(code, place) for code, place in bare)


def _uncovered(code: str, place: _Place) -> Finding:
    return Finding(
        rule="items.uncovered",
        severity=Severity.WARNING,
        message=Message(zh=f"要求 {code} 还没有试题。", en=f"Requirement {code} has no question yet."),
        clause=place.clause,
        line=place.line,
    )


def _fault(rule: str, zh: str, en: str, clause: str, line: int = 0) -> Finding:
    return Finding(
        rule=f"items.{rule}", severity=Severity.ERROR, message=Message(zh=zh, en=en), clause=clause, line=line
    )


def _plain(name: str) -> str:
    return "".join(name.split())
