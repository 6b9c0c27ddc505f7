"""Who signs here: the key of this installation or of a batch, and an organisation as an issuer; whom it knows.

In: the installation's home. Out: issuing keys, a profile, the trust store, the name of the list of revocations.
Follows: one key an installation, kept by the host, and one for a batch that asks for it; the list of revocations keeps
its name when the key changes.
"""

import uuid
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from liangcai.credentials.document import Profile
from liangcai.credentials.multikey import did_of
from liangcai.credentials.trust import TrustStore
from liangcai_host.keys.issuing import (
    IssuingKey,
    Stamp,
    load_batch_key,
    load_issuing_key,
    read_public_key,
    stamp_key,
)
from liangcai_host.keys.trusting import load_trust_store
from liangcai_web.records.batches import Batch
from liangcai_web.records.organisations import Organisation


def issuing_key() -> IssuingKey:
    """The key of this installation, read again when its file is another; raises LostKeyError where it is gone."""
    if stamp_key(settings.HOME) is None:
        return load_issuing_key(settings.HOME)
    return _load(settings.HOME, stamp_key(settings.HOME))


@lru_cache(maxsize=4)
def _load(home: Path, stamp: Stamp | None) -> IssuingKey:  # noqa: ARG001 - the stamp tells one file from the next
    return load_issuing_key(home)


def signing_key(batch: Batch) -> IssuingKey:
    """The key for the certificates of a batch: its own, or that of the installation."""
    stamp = stamp_key(settings.HOME, batch.uuid)
    own = _load_batch(settings.HOME, batch.uuid, stamp) if stamp else None
    return own or issuing_key()


@lru_cache(maxsize=16)
def _load_batch(home: Path, batch: uuid.UUID, stamp: Stamp) -> IssuingKey | None:  # noqa: ARG001 - as above
    return load_batch_key(home, batch)


def issuer_profile(organisation: Organisation, key: IssuingKey | None = None) -> Profile:
    """The organisation as the issuer of what is signed."""
    return Profile(id=(key or issuing_key()).did, name=organisation.name)


def status_list_name() -> str:
    """The lasting name of this installation's list of revocations: that of its first key, which the next ones keep."""
    did = did_of(read_public_key(settings.HOME) or issuing_key().public_key)
    entry = read_trust_store().find(did)
    return entry.lists[0] if entry and entry.lists else name_list(did)


def name_list(did: str) -> str:
    """The name of the list of a first key."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, did)}"


def read_trust_store() -> TrustStore:
    """The issuers known to this installation; nobody where its list can't be read."""
    return load_trust_store(settings.HOME).value or TrustStore()
