"""The lasting names of a standard and of each of its requirements.

In: code, edition, level, table, kind, number. Out: the id ``code@edition/level/table/kind/number`` and its uuid5.
Follows: the house rule on identity: a code without an edition is ambiguous; the number is the right one, not the
misprint.
"""

import uuid

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://liangcai.invalid/requirement")
KINDS = {"F": "function", "S": "skill", "K": "knowledge", "B": "basic"}


def standard_id(code: str, edition: str) -> str:
    """The id of an edition of a standard: ``code@edition``."""
    return f"{code}@{edition}"


def requirement_id(standard: str, level: str, kind: str, number: str, table: str = "-") -> str:
    """The id of a requirement; ``kind`` is F, S, K or B; basic requirements belong to every level, written ``-``."""
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is none of {', '.join(KINDS)}")
    return f"{standard}/{'-' if kind == 'B' else level}/{table}/{kind}/{number}"


def requirement_uuid(identity: str) -> uuid.UUID:
    """The uuid5 that facts, frameworks and credentials carry for a requirement id."""
    return uuid.uuid5(NAMESPACE, identity)
