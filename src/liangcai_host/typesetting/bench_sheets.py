"""The report of a bench (实训工位报告) as it is printed: who, which pack, when, what was earned, and what proves it.

In: filled by the caller. Out: frozen structs for the template ``bench.typ``. Follows: clause 4.2; whoever scores sees
each check with what was seen and what was wanted, whoever worked sees the requirements of the standard.
"""

import msgspec

from liangcai.findings import Message
from liangcai_host.typesetting.sheets import Sheet


class BenchRequirement(msgspec.Struct, frozen=True, kw_only=True):
    """A skill requirement: points, percent (None where the bench failed), the knowledge that goes with its task."""

    number: str
    text: str
    task: str
    earned: str
    possible: str
    percent: int | None
    weak: bool
    knowledge: tuple[str, ...]


class BenchCheck(msgspec.Struct, frozen=True, kw_only=True):
    """A check: what became of it, what was seen, what was wanted; ``followed`` was tried on a repaired copy."""

    name: Message
    requirements: tuple[str, ...]
    status: Message
    earned: str
    possible: str
    seen: Message
    wanted: Message
    veto: bool
    followed: bool


class BenchHash(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the fact of the grade names by its SHA-256, or that fact itself."""

    name: Message
    sha256: str


class BenchSheet(Sheet, frozen=True, kw_only=True):
    """A report; times are the organisation's, ``lost`` and ``granted`` are seconds.

    ``seed`` is blank and ``checks`` and ``vetoes`` are empty on the copy of whoever worked.
    """

    ticket: str
    name: str
    id_masked: str
    title: Message
    pack: str
    seed: str
    started: str
    ended: str
    how: Message
    minutes: int
    granted: int
    lost: int
    earned: str
    possible: str
    percent: int
    broken: str
    vetoes: tuple[Message, ...]
    requirements: tuple[BenchRequirement, ...]
    checks: tuple[BenchCheck, ...]
    hashes: tuple[BenchHash, ...]
