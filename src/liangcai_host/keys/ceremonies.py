"""The signed records of key ceremonies, kept for verifiers who ask for them later.

In: the installation's home, the hash of the fact. Out: a file, or its bytes. Follows: the house: what the old key
signed at its end can't be signed again, and there is nothing secret in it.
"""

from pathlib import Path

FOLDER = "ceremonies"


def keep_record(home: Path, fact: str, data: bytes) -> None:
    """Keep a record, whole or not at all."""
    path = _find(home, fact)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(data)
    draft.replace(path)


def read_record(home: Path, fact: str) -> bytes | None:
    """A record, or None for a ceremony whose record was given to its people alone."""
    path = _find(home, fact)
    return path.read_bytes() if path.exists() else None


def _find(home: Path, fact: str) -> Path:
    return home / FOLDER / f"{fact}.json"
