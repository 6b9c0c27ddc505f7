"""Mark what a candidate wrote into a gap.

In: the gap, the words, for a formula the values drawn for this candidate. Out: whether they fill it.
Follows: words are compared without spaces, letter case and full-width forms; a number by its tolerance, in the unit
asked for: another unit is wrong, never converted, since the question states the unit.
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from liangcai.items.content import Blank
from liangcai.items.formula import evaluate_formula
from liangcai.items.plain import plain_words

_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d{1,3})?)(.*)", re.IGNORECASE)
LONGEST = 200


def fills_gap(blank: Blank, words: str, values: Mapping[str, Decimal]) -> bool:
    """Whether the words fill the gap."""
    plain = plain_words(words)
    if blank.accepted:
        return plain in {plain_words(text) for text in blank.accepted}
    wanted = Decimal(blank.value) if blank.value else evaluate_formula(blank.formula, values)
    given = read_quantity(words)
    if given is None or wanted is None or given[1] not in ("", plain_words(blank.unit)):
        return False
    return abs(given[0] - wanted) <= Decimal(blank.tolerance)


def read_quantity(words: str) -> tuple[Decimal, str] | None:
    """A number and the unit written after it, "" for none; None where no number begins the words."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", "".join(words.split()))[:LONGEST].replace("−", "-"))
    if found is None:
        return None
    try:
        return Decimal(found[1].replace(",", "")), plain_words(found[2])
    except InvalidOperation:
        return None
