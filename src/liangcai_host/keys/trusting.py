"""The trust store of an installation: a file that its people may read, copy and extend.

In: the home of the installation. Out: a ``TrustStore``, or findings if it is written wrongly. Follows: the house, where
the known issuers are a list of one's own.
"""

import datetime
import os
from pathlib import Path

import msgspec

from liangcai.credentials.trust import TrustStore, read_trust, trust_issuer, write_trust
from liangcai.findings import Result
from liangcai_host.keys.issuing import IssuingKey

FILE = "trust.json"


def load_trust_store(home: Path) -> Result[TrustStore | None]:
    """The issuers that this installation knows; none where there is no file yet."""
    path = home / FILE
    if not path.exists():
        return Result(TrustStore())
    return read_trust(path.read_bytes(), FILE)


def save_trust_store(home: Path, store: TrustStore) -> None:
    """Replace the file as a whole, so that a reader never meets half of it."""
    draft = home / f".{FILE}.{os.getpid()}"
    draft.write_text(write_trust(store), encoding="utf-8", newline="\n")
    draft.replace(home / FILE)


def trust_own_key(home: Path, key: IssuingKey, name: str, now: datetime.datetime) -> Result[TrustStore | None]:
    """Enter the installation's own key, valid from ``now``, unless it is known; what stands there is not changed."""
    loaded = load_trust_store(home)
    if loaded.value is None or loaded.value.find(key.did) is not None:
        return loaded
    entry = trust_issuer(name, key.public_key, now)
    store = msgspec.structs.replace(loaded.value, issuers=(*loaded.value.issuers, entry))
    save_trust_store(home, store)
    return Result(store)
