"""What a notice announces, and a catalogue of occupations.

In: built by ``read_notice`` and ``read_catalogue``. Out: frozen structs; the JSON of ``Notice`` is the interchange form
of ``liangcai notice read``. Follows: notices on new occupations and the national classification of occupations; a code
means something only together with its edition.
"""

from datetime import date
from typing import Literal

import msgspec

from liangcai.findings import Span

ChangeKind = Literal["add_work_type", "recode", "rename", "move_work_type", "cancel_work_type"]


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """Anything that stands somewhere in a notice: first line (one-based) and spans."""

    line: int = 0
    spans: tuple[Span, ...] = ()


class NewOccupation(Announced, frozen=True, kw_only=True):
    """An occupation that a notice introduces; ``markers`` are the letters behind the name: L green, S digital."""

    code: str
    name: str
    definition: str
    tasks: tuple[str, ...] = ()
    work_types: tuple[str, ...] = ()
    markers: str = ""


class ChangeDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a change leads to: the new code or name, or the occupation that a work type moves to."""

    new_code: str = ""
    new_name: str = ""
    to_code: str = ""
    to_name: str = ""


class Change(Announced, frozen=True, kw_only=True):
    """One kind of change to one occupation, which is named as it stood before the notice."""

    kind: ChangeKind
    code: str
    name: str
    work_types: tuple[str, ...] = ()
    details: ChangeDetails = ChangeDetails()


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice: new occupations and changes to existing ones, both in the order of the document."""

    occupations: tuple[NewOccupation, ...] = ()
    changes: tuple[Change, ...] = ()


class Occupation(msgspec.Struct, frozen=True, kw_only=True):
    """An occupation of a catalogue; ``release`` is the year in which the edition or an addition to it named it."""

    code: str
    name: str
    markers: str = ""
    release: int = 0
    work_types: tuple[str, ...] = ()


class Applied(msgspec.Struct, frozen=True):
    """A notice and the day from which it holds."""

    on: date
    notice: Notice


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """An edition of the classification as it was published, and the notices that came after it, oldest first.

    One that is not ``whole`` holds only what is known of it; a notice may then change what it does not name.
    """

    edition: str
    occupations: tuple[Occupation, ...]
    notices: tuple[Applied, ...] = ()
    whole: bool = True


class Recoding(msgspec.Struct, frozen=True, kw_only=True):
    """The code of an occupation in an earlier edition and in a later one; blank where that edition has no such name."""

    name: str
    before: str
    after: str
