"""The proof of training hours and the report of a supervisor as they are printed.

In: filled by the caller. Out: frozen structs for ``training.typ`` and ``supervision.typ``. Follows: clause 1.8.1; what
is printed is what was signed, and names the hash of the signed file.
"""

import datetime

import msgspec

from liangcai.credentials.training import UnitHours
from liangcai.findings import Message
from liangcai_host.typesetting.sheets import Sheet


class TrainingSheet(Sheet, frozen=True, kw_only=True):
    """A proof of training hours; ``sha256`` is of the signed file, ``required`` what the standard asks for."""

    number: str
    name: str
    id_masked: str
    title: str
    first_day: datetime.date
    last_day: datetime.date
    hours: int
    required: int
    units: tuple[UnitHours, ...]
    signers: tuple[str, ...]
    sha256: str
    withdrawn: bool = False


class PointLine(msgspec.Struct, frozen=True, kw_only=True):
    """A point of a supervisor's form: what was looked at, on what ground, and what was seen."""

    phase: Message
    text: Message
    source: str
    seen: Message
    met: bool
    words: str


class FindingLine(msgspec.Struct, frozen=True, kw_only=True):
    """A finding with the office's answer and how it was closed."""

    number: str
    severity: Message
    text: str
    answer: str
    answered: str
    closing: str
    closed: str


class SupervisionSheet(Sheet, frozen=True, kw_only=True):
    """The report of a visit; ``closed`` says when everything was settled, blank while something is open."""

    kind: Message
    supervisor: str
    day: datetime.date
    signed: str
    points: tuple[PointLine, ...]
    findings: tuple[FindingLine, ...]
    remark: str
    closed: str
    sha256: str
