"""Look over a bank for what makes questions weak: wording, guessable keys, near copies.

In: a bank and the rule pack of items. Out: warnings, one per thing: questions first, then shares over the bank, then
near copies. Follows: item-writing practice; what is judgement comes from the pack.
"""

from liangcai.findings import Finding
from liangcai.items.linting.copies import lint_copies
from liangcai.items.linting.pack import ItemPack
from liangcai.items.linting.shares import lint_shares
from liangcai.items.linting.wording import lint_wording
from liangcai.items.model import Bank


def lint_items(bank: Bank, pack: ItemPack) -> tuple[Finding, ...]:
    """The warnings of a bank."""
    return (
        *(finding for item in bank.items for finding in lint_wording(item, pack)),
        *lint_shares(bank.items, pack.shares),
        *lint_copies(bank.items, pack.shares.near_copy),
    )
