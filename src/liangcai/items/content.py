"""What a question may hold beside its stem and options: gaps, drawn values, a rubric, pictures.

In: decoded from the bank format. Out: frozen structs. Follows: the types of question in use in theory examinations;
numbers are decimal strings, so that a hash and a comparison never depend on binary fractions.
"""

import msgspec


class Blank(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One gap and what fills it: words (any of ``accepted``) or a number.

    ``value`` is the number, or ``formula`` over the drawn values gives it; ``tolerance`` is absolute, in ``unit``.
    """

    accepted: tuple[str, ...] = ()
    value: str = ""
    formula: str = ""
    tolerance: str = "0"
    unit: str = ""


class Drawn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value drawn for each candidate: ``low``, ``low + step`` and so on up to ``high``; ``{name}`` in the stem."""

    name: str
    low: str
    high: str
    step: str = "1"


class Criterion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A row of a rubric: what an answer must show, and the share of the question's points that it earns, 0 to 1."""

    text: str
    share: str


class Media(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A picture named in the stem as ``![](name)``; ``alt`` says in words what it shows."""

    name: str
    sha256: str
    alt: str
