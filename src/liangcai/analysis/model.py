"""What a sitting says, as values.

In: built by ``analyse_sitting``. Out: frozen structs. Follows: shares are 0 to 1; a figure that the answers don't carry
(nobody differs, too few) is None, not 0.
"""

import msgspec

from liangcai.marking.response import ResponseMark


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What one candidate answered, in the paper's letters, as marked; ``group`` is whom they could copy from."""

    candidate: str
    form_id: str
    marks: tuple[ResponseMark, ...]
    group: str = ""


class OptionCount(msgspec.Struct, frozen=True, kw_only=True):
    """An answer, how many gave it, and its share in the upper and in the lower group; "" is no answer."""

    response: str
    count: int
    upper: float
    lower: float


class ItemAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """A question on a paper. ``discrimination`` is the correlation with the rest of the paper, ``spread`` the facility
    of the upper group less that of the lower; ``logit`` is the Rasch difficulty and ``error`` its standard error.
    """

    item_id: str
    item_sha256: str
    requirement: str
    number: int
    answers: int
    facility: float
    discrimination: float | None
    spread: float
    expected: float
    logit: float | None
    error: float | None
    options: tuple[OptionCount, ...]


class FormAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """A paper: points as marked. ``alpha`` is Cronbach's, ``error`` the standard error of measurement in points;
    ``bins`` counts candidates by points, ten bins from 0 to full."""

    form_id: str
    candidates: int
    full: float
    mean: float
    deviation: float
    alpha: float | None
    error: float | None
    bins: tuple[int, ...]
    items: tuple[ItemAnalysis, ...]


class Mastery(msgspec.Struct, frozen=True, kw_only=True):
    """How much of the points of a requirement or area was earned, over how many answers."""

    key: str
    clause: str
    share: float
    answers: int


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """Two papers with more wrong answers in common than chance explains; ``chance`` is for this pair alone."""

    one: str
    other: str
    both_wrong: int
    same_wrong: int
    expected: float
    chance: float


class SittingAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; ``pairs`` is how many pairs were compared."""

    forms: tuple[FormAnalysis, ...]
    requirements: tuple[Mastery, ...]
    areas: tuple[Mastery, ...]
    alike: tuple[Likeness, ...]
    pairs: int
