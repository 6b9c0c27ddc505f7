"""The result of a candidate (成绩单) as it is printed: each part, each area, and what to train next.

In: filled by the caller. Out: frozen structs for the template ``outcome.typ``. Follows: clause 1.9.2; chapters 2 and 3
for what is to be trained.
"""

import msgspec

from liangcai.findings import Message
from liangcai_host.typesetting.sheets import Sheet


class OutcomeArea(msgspec.Struct, frozen=True, kw_only=True):
    """A function or area of a part: what was earned of it."""

    name: Message
    points: str
    full: str
    percent: int


class OutcomePart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the examination."""

    name: Message
    points: str
    pass_mark: str
    passed: bool
    areas: tuple[OutcomeArea, ...]


class OutcomeNeed(msgspec.Struct, frozen=True, kw_only=True):
    """Something to train: what was earned there, and what the standard asks for."""

    part: Message
    area: Message
    name: str
    points: str
    full: str
    weak: bool
    clause: str
    asked: tuple[str, ...]


class OutcomeSheet(Sheet, frozen=True, kw_only=True):
    """A candidate's result; ``certificate`` is blank where there is none."""

    ticket: str
    name: str
    id_masked: str
    passed: bool
    certificate: str
    parts: tuple[OutcomePart, ...]
    needs: tuple[OutcomeNeed, ...]
