"""Two standards at hand compared, with what the change touches in the bundled questions.

In: the keys of two standards. Out: ``Compared``, or None when one of them is not at hand. Follows: a key names the
bytes of a document, so that a comparison once made holds.
"""

from functools import lru_cache

import msgspec

from liangcai.items.effects import Effects, trace_effects
from liangcai.items.model import Bank
from liangcai.standard.compare.editions import compare_standards
from liangcai.standard.compare.model import Comparison
from liangcai.standard.model import Standard
from liangcai_web.services.bank.banks import load_bank
from liangcai_web.services.standards.opened import OpenedStandard, open_standard


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Both documents, what differs, what that touches, and for which levels there are questions."""

    old: OpenedStandard
    new: OpenedStandard
    comparison: Comparison
    effects: Effects
    bank_levels: tuple[str, ...]


def compare_opened(old_key: str, new_key: str) -> Compared | None:
    """The comparison of two standards at hand, or None."""
    if open_standard(old_key) is None or open_standard(new_key) is None:
        return None
    return compare_known(old_key, new_key)


@lru_cache(maxsize=16)
def compare_known(old_key: str, new_key: str) -> Compared:
    """The comparison of two standards that are there."""
    old, new = open_standard(old_key), open_standard(new_key)
    if old is None or new is None:
        raise LookupError(f"no standard {old_key} or {new_key}")
    banks = load_banks(old.standard)
    comparison = compare_standards(old.standard, new.standard)
    return Compared(
        old=old,
        new=new,
        comparison=comparison,
        effects=trace_effects(comparison, *banks),
        bank_levels=tuple(bank.level for bank in banks if bank.items),
    )


def load_banks(standard: Standard) -> tuple[Bank, ...]:
    """The questions at hand for each level of a standard."""
    results = [load_bank(standard, level.name) for level in standard.levels]
    return tuple(result.value for result in results if result.value)
