"""Certificates of a stolen key are signed anew: the same number, place and content, another signature and day.

In: an organisation, two people. Out: rows of ``Credential`` with other bytes, facts; findings where the log does not
bear a row. Follows: a stolen key stands for nothing; what was truly issued is told apart by the SHA-256 in the log,
which a thief of the key cannot have put there before the theft without breaking a checkpoint.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from msgspec import UNSET
from msgspec.structs import replace

from liangcai.credentials.canonical import canonical_bytes, sha256_hex
from liangcai.credentials.compact import sign_compact
from liangcai.credentials.document import AchievementCredential
from liangcai.credentials.jose import sign_jwt
from liangcai.credentials.proof import sign_document, write_instant
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.accounts.approvals import ByTwo
from liangcai_web.services.batches.checkpoints import note_checkpoint
from liangcai_web.services.facts import append_fact
from liangcai_web.services.issuing import issuer_profile, issuing_key, read_trust_store
from liangcai_web.services.payloads.keys import CertificateResigned
from liangcai_web.services.turns import take_turn

KINDS = ("certificate_issued", "certificate_renewed", "certificate_resigned")


class _Hashed(msgspec.Struct):
    sha256: str


def resign_certificates(
    organisation: Organisation, *, now: datetime, actor: AbstractBaseUser, approver: AbstractBaseUser
) -> Iterator[Result[str | None]]:
    """Sign anew what a revoked key signed, one after another; stopping and going on signs none twice."""
    rows = Credential.objects.filter(candidate__batch__organisation=organisation, revoked_at=None)
    rows = rows.select_related("candidate__batch")
    signed = 0
    for row in rows.order_by("pk").iterator():
        document = msgspec.json.decode(bytes(row.file), type=AchievementCredential)
        entry = read_trust_store().find(document.issuer.id)
        if entry is not None and entry.revoked is not None:
            signed += 1
            yield resign_one(organisation, row, document, now=now, actor=actor, approver=approver)
    if signed:
        note_checkpoint(organisation, now=now)


def resign_one(
    organisation: Organisation,
    row: Credential,
    document: AchievementCredential,
    *,
    now: datetime,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
) -> Result[str | None]:
    """Sign one anew, if it is the one that the log says was issued."""
    old = sha256_hex(bytes(row.file))
    if read_issued_hash(row) != old:
        return Result(None, (refuse(row.number),))
    key = issuing_key()
    bare = replace(document, issuer=issuer_profile(organisation), valid_from=write_instant(now), proof=UNSET)
    signed, token = sign_document(bare, key.signer, now), sign_compact(bare, key.signer)
    file = canonical_bytes(signed)
    with take_turn(organisation):
        row.file, row.token, row.jwt = file, token, sign_jwt(bare, key.signer)
        row.save(update_fields=["file", "token", "jwt"])
        said = CertificateResigned(number=row.number, old_sha256=old, sha256=sha256_hex(file))
        two, holder = ByTwo(now=now, actor=actor, approver=approver), row.candidate
        append_fact(organisation, "certificate_resigned", said, batch=holder.batch.uuid, subject=holder.uuid, **two)
    return Result(row.number)


def read_issued_hash(row: Credential) -> str:
    """The SHA-256 of the file that the log says was signed last for a candidate."""
    facts = Fact.objects.filter(subject=row.candidate.uuid, kind__in=KINDS).order_by("-position")
    fact = facts.first()
    return msgspec.json.decode(fact.payload, type=_Hashed).sha256 if fact else ""


def refuse(number: str) -> Finding:
    """A row that the log does not bear."""
    message = Message(
        f"证书 {number} 与日志所记的不是同一份，不予换签。",
        f"Certificate {number} is not the one in the log: it is not signed anew.",
    )
    return Finding(rule="keys.resign", severity=Severity.ERROR, message=message)
