"""The record of a key ceremony (密钥仪式): which key ended, which begins, signed so that verifiers can take it over.

In: the entries of an office's keys, a signer; or the bytes of a record and a trust store. Out: those bytes; the store
with the entries taken over, or reasons why not. Follows: Data Integrity 1.0 (eddsa-jcs-2022); two people hold it.
Where the old key is still there it signs, so that who trusts it can trust the next; a lost or stolen one signs nothing.
"""

import datetime
from typing import Literal

import msgspec

from liangcai.credentials.document import KeyStatement, Profile
from liangcai.credentials.judge import Verdict
from liangcai.credentials.proof import Signer
from liangcai.credentials.statement import (
    judge_statement,
    read_content,
    read_statement,
    refuse_statement,
    say,
    sign_content,
)
from liangcai.credentials.trust import TrustedIssuer, TrustStore, learn_issuer, read_trust, write_trust
from liangcai.findings import Reason

Why = Literal["planned", "lost", "stolen", "batch"]
MAX_FILE_BYTES = 256 << 10
KEYS = "KEYS"


class KeyRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is signed: why, who held the ceremony, and the entries of the keys that it concerns, as they now stand."""

    why: Why
    organisation: str
    people: tuple[str, ...]
    entries: tuple[TrustedIssuer, ...]


class KeyCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The reasons of a verdict, what the record says, and the store with it; None where nothing is taken over."""

    reasons: tuple[Reason, ...]
    record: KeyRecord | None = None
    store: TrustStore | None = None


def sign_keys(record: KeyRecord, issuer: Profile, signer: Signer, now: datetime.datetime) -> bytes:
    """The bytes of the signed record; ``now`` needs a zone."""
    return sign_content(KeyStatement, record, issuer, signer, now)


def learn_keys(data: bytes, trust: TrustStore, now: datetime.datetime) -> KeyCheck:
    """Take the entries of a record over, if a key signed it that is known here for that and belongs to them.

    A record may end or revoke the key that signed it and begin others of the same name; it changes no other issuer.
    """
    statement = read_statement(data, KeyStatement, MAX_FILE_BYTES)
    if isinstance(statement, Reason):
        return KeyCheck(reasons=(statement,))
    record = read_content(statement.content, KeyRecord)
    if record is None or read_trust(write_trust(TrustStore(issuers=record.entries))).value is None:
        return KeyCheck(reasons=(refuse_statement(),))
    judged = judge_statement(statement, trust, now, _judge_entries(record, statement.issuer.id, trust))
    if judged.verdict is not Verdict.VALID:
        return KeyCheck(reasons=judged.reasons, record=record)
    store = trust
    for entry in record.entries:
        store = learn_issuer(store, entry)
    return KeyCheck(reasons=judged.reasons, record=record, store=store)


def _judge_entries(record: KeyRecord, signer: str, trust: TrustStore) -> Reason:
    """No record speaks for another issuer, nor gives back what was revoked."""
    own = trust.find(signer)
    for entry in record.entries:
        known = trust.find(entry.id)
        if (own and entry.name != own.name) or (known and known.name != entry.name):
            zh = f"记录涉及另一个机构的密钥：{entry.name}。"
            return say(KEYS, zh, f"The record is about the key of another issuer: {entry.name}.")
        if known and known.revoked and not entry.revoked:
            return say(KEYS, "已作废的密钥不能恢复。", "A revoked key is not given back.")
    count = len(record.entries)
    return say(KEYS, f"涉及本机构的密钥 {count} 把。", f"It is about {count} keys of this issuer.", met=True)
