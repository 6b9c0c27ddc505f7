"""A bank file of this product (TOML), in, held against the points of a level like any other form.

In: the bytes of a bank file, the points. Out: ``Import`` with findings. Follows: the bank format names requirements by
code, so a bank file leaves nothing to settle; it is for this level or it is not.
"""

from collections.abc import Iterator

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.imported import Import, Match, Progress, Settlement, Spot, report
from liangcai.items.exchange.points import Directory, Points
from liangcai.items.model import Bank, Item
from liangcai.items.read import read_items


def read_native(
    data: bytes,
    name: str,
    points: Points,
    settlement: Settlement | None = None,  # noqa: ARG001 - the shape of all readers
    progress: Progress | None = None,
) -> Result[Import | None]:
    """What a bank file holds; each requirement must be one of the level."""
    result = read_items(data.decode("utf-8", "replace"), name)
    if result.value is None:
        return Result(None, result.findings)
    bank = result.value
    directory = Directory(points)
    taken = tuple(item for item in bank.items if directory.find_code(item.requirement, item.table) is not None)
    findings = (*result.findings, *_check_bank(bank, taken, name, points))
    if progress is not None:
        progress(len(bank.items), len(bank.items))
    lost = tuple(Spot(row=max(1, finding.line)) for finding in result.findings)
    return Result(_build(bank, taken, lost, points, whole=bool(taken) and not findings), findings)


def _build(bank: Bank, taken: tuple[Item, ...], lost: tuple[Spot, ...], points: Points, *, whole: bool) -> Import:
    return Import(
        occupation=points.occupation,
        edition=points.edition,
        level=points.level,
        rows=len(bank.items) + len(lost),
        items=taken,
        matches=tuple(
            Match(spot=Spot(row=number), item_id=item.id, requirement=item.requirement, how="code")
            for number, item in enumerate(taken, 1)
        ),
        refused=(*lost, *(Spot(row=1) for _ in range(len(bank.items) - len(taken)))),
        bank=bank if whole else None,
    )


def _check_bank(bank: Bank, taken: tuple[Item, ...], name: str, points: Points) -> Iterator[Finding]:
    """A bank of another level, and questions on requirements that this level lacks."""
    if (bank.occupation, bank.edition, bank.level) != (points.occupation, points.edition, points.level):
        message = Message("这份题库属于别的职业、版本或等级。", "This bank is of another occupation, edition or level.")
        yield report("level", Severity.ERROR, message, document=name)
    kept = {item.id for item in taken}
    for item in bank.items:
        if item.id not in kept:
            zh = f"试题 {item.id} 的要求 {item.requirement} 在标准的这一等级中不存在。"
            en = f"Requirement {item.requirement} of question {item.id} is not in this level."
            yield report("unmatched", Severity.ERROR, Message(zh, en), document=name)
