"""Whether what was written comes back the same: the proof that every writer gives.

In: a bank and what was read back from the file written of it. Out: a finding for each question that changed. Follows:
round trips are identical, or the question that is not is named.
"""

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.imported import Import, report
from liangcai.items.model import Bank, Item


def find_changed(bank: Bank, back: Result[Import | None]) -> tuple[Finding, ...]:
    """Each question that this form does not carry as it is; none when the file says all."""
    return find_different(bank, () if back.value is None else back.value.items)


def find_different(bank: Bank, back: tuple[Item, ...]) -> tuple[Finding, ...]:
    """Each question of a bank that is not among others as it is."""
    items = {item.id: item for item in back}
    return tuple(
        report(
            "changed",
            Severity.ERROR,
            Message(
                f"试题 {item.id} 在这种格式中不能原样保存；读回来会不同。",
                f"Question {item.id} cannot be kept as it is in this form; read again it would differ.",
            ),
            document=item.id,
        )
        for item in bank.items
        if items.get(item.id) != item
    )
