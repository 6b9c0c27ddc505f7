"""Which issuers are known here, and for what time their keys stand.

In: the text of ``trust.json``. Out: a ``TrustStore``; and back. Follows: the house: whether an issuer is known is the
reader's own list, never what a credential says of itself.
"""

import datetime
from typing import Literal

import msgspec

from liangcai.credentials.multikey import did_of, raw_key
from liangcai.findings import Finding, Message, Result, Severity

Purpose = Literal["certificates", "status", "statements", "checkpoints", "keys", "foreign"]


class TrustedIssuer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An issuer: ``public_key`` in multibase (z6Mk…); the times need a zone, an open end is null.

    A revoked key stands for nothing, not even for what it signed before: whoever has it can write any date. Without
    ``purposes`` a key stands for all; ``lists`` are lists of revocations of other keys that it signs too, after they
    ended.
    """

    name: str
    id: str
    public_key: str
    valid_from: datetime.datetime
    valid_until: datetime.datetime | None = None
    revoked: datetime.datetime | None = None
    purposes: tuple[Purpose, ...] = ()
    lists: tuple[str, ...] = ()

    def serves(self, purpose: Purpose) -> bool:
        """Whether the key is for that; credentials made by other programs have to be asked for by name."""
        return purpose in self.purposes or (not self.purposes and purpose != "foreign")

    def stands(self, moment: datetime.datetime) -> bool:
        """Whether the key stood at a moment."""
        ended = self.valid_until is not None and moment > self.valid_until
        return self.revoked is None and moment >= self.valid_from and not ended


class TrustStore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The issuers that are known here."""

    issuers: tuple[TrustedIssuer, ...] = ()

    def find(self, did: str) -> TrustedIssuer | None:
        """The issuer of that did:key; where a key stands twice, a revoked entry comes before the others."""
        found = [issuer for issuer in self.issuers if issuer.id == did]
        return min(found, key=lambda issuer: issuer.revoked is None, default=None)


def trust_issuer(name: str, public_key: str, valid_from: datetime.datetime) -> TrustedIssuer:
    """An entry for a key in multibase."""
    return TrustedIssuer(name=name, id=did_of(public_key), public_key=public_key, valid_from=valid_from)


def learn_issuer(store: TrustStore, entry: TrustedIssuer) -> TrustStore:
    """The store with an entry in place of the ones for its key, or added."""
    return TrustStore(issuers=(*(one for one in store.issuers if one.id != entry.id), entry))


def read_trust(text: str | bytes, name: str = "trust.json") -> Result[TrustStore | None]:
    """Decode a trust store; an entry whose id does not fit its key, or whose times lack a zone, refuses the whole."""
    try:
        store = msgspec.json.decode(text, type=TrustStore)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Result(None, (_refuse(name, str(error)),))
    for issuer in store.issuers:
        if raw_key(issuer.public_key) is None or issuer.id != did_of(issuer.public_key):
            return Result(None, (_refuse(name, f"the key of {issuer.name} is no Ed25519 key or not that of its id"),))
        moments = (issuer.valid_from, issuer.valid_until, issuer.revoked)
        if any(moment is not None and moment.tzinfo is None for moment in moments):
            return Result(None, (_refuse(name, f"a time of {issuer.name} has no zone"),))
    return Result(store)


def write_trust(store: TrustStore) -> str:
    """The text of ``trust.json``."""
    return msgspec.json.format(msgspec.json.encode(store).decode(), indent=2) + "\n"


def _refuse(name: str, why: str) -> Finding:
    return Finding(
        rule="credential.trust",
        severity=Severity.ERROR,
        message=Message(zh=f"信任名单读不懂：{why}。", en=f"The list of trusted issuers cannot be read: {why}."),
        document=name,
    )
