"""The seal on the papers of a batch: what is under it, who holds a share of its key, and how two of them open it.

In: documents as bytes; two people with their pass phrases, or one and the time that two had set. Out: ciphertext,
shares, the content key for a moment. Follows: reliability rule 9; any two shares give the key and one tells nothing;
facts name the hash of the plain bytes, so that every later proof holds.
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Result
from liangcai_host.keys.envelopes import (
    EnvelopeError,
    load_site_key,
    make_content_key,
    open_envelope,
    seal_envelope,
)
from liangcai_host.keys.officers import open_with, seal_for
from liangcai_host.keys.sharing import Share, restore_secret, split_secret
from liangcai_web.records.batches import Batch
from liangcai_web.records.seals import OfficerKey, Seal, SealedDocument, SealShare
from liangcai_web.services.accounts.officer_keys import Hand, list_keys, say, wrong_phrase

T = TypeVar("T")
NEEDED = 2


class Plain(msgspec.Struct, frozen=True, kw_only=True):
    """A document before it is sealed."""

    kind: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash that facts name."""
        return hashlib.sha256(self.content).hexdigest()


class StillSealedError(Exception):
    """What is asked for is under a seal."""


@cache
def site_key() -> bytes:
    """The key of this installation for what it may open by itself."""
    return load_site_key(settings.HOME)


def check_holders(batch: Batch) -> Finding | None:
    """What keeps papers from being sealed: fewer than two officers who could open them."""
    if len(list_keys(batch.organisation)) >= NEEDED:
        return None
    zh = "封存试卷需要至少两位有钥匙的考务人员；考务人员登录一次即有钥匙。"
    en = "Papers are sealed for at least two officers with keys; an officer has a key after signing in once."
    return say("papers.seal", zh, en)


def seal_documents(batch: Batch, documents: Sequence[Plain]) -> Seal:
    """Put documents under a new seal, and deal its key to all officers with keys; the key itself is kept nowhere."""
    key, seal = make_content_key(), Seal.objects.create(batch=batch)
    rows = [
        SealedDocument(
            seal=seal,
            kind=document.kind,
            sha256=document.sha256,
            content=seal_envelope(key, document.content, place(batch.uuid, document.kind, document.sha256)),
        )
        for document in documents
    ]
    SealedDocument.objects.bulk_create(rows)
    deal_shares(seal, key)
    return seal


def deal_shares(seal: Seal, key: bytes) -> tuple[SealShare, ...]:
    """Split the key anew among the officers with keys, and this installation if a time is set; old shares go."""
    keys, batch = list_keys(seal.batch.organisation), seal.batch
    timed = seal.opens_at is not None
    shares = split_secret(key, len(keys) + timed)
    rows = [_give(seal, owner, share) for owner, share in zip(keys, shares, strict=False)]
    if timed:
        spot = place(batch.uuid, "share", str(shares[-1].number))
        sealed = base64.b64encode(seal_envelope(site_key(), shares[-1].value, spot)).decode("ascii")
        rows.append(SealShare(seal=seal, holder=None, number=shares[-1].number, sealed=sealed))
    seal.shares.all().delete()
    return tuple(SealShare.objects.bulk_create(rows))


def _give(seal: Seal, owner: OfficerKey, share: Share) -> SealShare:
    spot = place(seal.batch.uuid, "share", str(share.number))
    sealed = seal_for(owner.public, share.value, spot)
    return SealShare(seal=seal, holder_id=owner.user_id, number=share.number, public=owner.public, sealed=sealed)


def recover_key(seal: Seal, hands: Sequence[Hand]) -> Result[bytes | None]:
    """The key, by the shares of two different people."""
    first, second = hands
    if first.user.pk == second.user.pk:
        return Result(None, (say(second.field, "须是两个不同的人。", "Two different people are needed."),))
    opened = [open_share(seal, hand) for hand in hands]
    shares = [one.value for one in opened if one.value is not None]
    if len(shares) < NEEDED:
        return Result(None, tuple(finding for one in opened for finding in one.findings))
    return Result(_restore(seal, shares))


def recover_at_time(seal: Seal, hand: Hand, now: datetime) -> Result[bytes | None]:
    """The key, by one person's share and, from the time that two had set, the one of this installation."""
    if seal.opens_at is None or now < seal.opens_at:
        return Result(None, (say(hand.field, "还没有到设定的启封时间。", "The time set for opening has not come."),))
    own = open_share(seal, hand)
    if own.value is None:
        return Result(None, own.findings)
    row = seal.shares.get(holder__isnull=True)
    spot = place(seal.batch.uuid, "share", str(row.number))
    value = open_envelope(site_key(), base64.b64decode(row.sealed), spot)
    return Result(_restore(seal, [own.value, Share(number=row.number, value=value)]))


def open_share(seal: Seal, hand: Hand) -> Result[Share | None]:
    """The share of a person, by their pass phrase."""
    row = seal.shares.filter(holder_id=hand.user.pk).first()
    kept = OfficerKey.objects.filter(user_id=hand.user.pk).first()
    if row is None or kept is None or row.public != kept.public:
        zh = "这个账户没有这份试卷的钥匙份额：请另两位考务人员在试卷页补发。"
        en = "This account holds no share for these papers: two other officers can deal shares anew."
        return Result(None, (say(hand.field, zh, en),))
    spot = place(seal.batch.uuid, "share", str(row.number))
    value = open_with(kept.locked, hand.phrase, row.sealed, spot)
    if value is None:
        return Result(None, (wrong_phrase(hand.field),))
    return Result(Share(number=row.number, value=value))


def _restore(seal: Seal, shares: Sequence[Share]) -> bytes:
    key = restore_secret(shares[0], shares[1])
    document = seal.documents.order_by("pk").first()
    try:
        if document is not None:
            open_envelope(key, bytes(document.content), place(seal.batch.uuid, document.kind, document.sha256))
    except EnvelopeError as error:
        raise RuntimeError("the shares do not give the key: the database was changed from outside") from error
    return key


def release_key(seal: Seal, key: bytes) -> None:
    """Keep the key for this installation from now on: the papers are open."""
    seal.released = base64.b64encode(seal_envelope(site_key(), key, place(seal.batch.uuid, "released"))).decode("ascii")
    seal.save(update_fields=["released"])


def load_sealed(batch: Batch, kind: str, sha256: str, shape: type[T]) -> T | None:
    """A value that was sealed, or None while it is."""
    wanted: Any = shape
    try:
        value: T = decode_sealed(batch.uuid, kind, sha256, wanted)
    except StillSealedError:
        return None
    return value


@lru_cache(maxsize=64)
def decode_sealed(batch: UUID, kind: str, sha256: str, shape: Any) -> Any:
    """The value of an open document; such documents never change, so a decoded one is remembered."""
    content = read_sealed(batch, kind, sha256)
    return content if shape is bytes else msgspec.json.decode(content, type=shape)


def read_sealed(batch: UUID, kind: str, sha256: str) -> bytes:
    """The plain bytes of a document whose seal is open; their hash is checked."""
    row = SealedDocument.objects.select_related("seal").get(seal__batch__uuid=batch, kind=kind, sha256=sha256)
    if not row.seal.released:
        raise StillSealedError
    key = open_envelope(site_key(), base64.b64decode(row.seal.released), place(batch, "released"))
    content = open_envelope(key, bytes(row.content), place(batch, kind, sha256))
    if hashlib.sha256(content).hexdigest() != sha256:
        raise RuntimeError(f"document {sha256} does not have its own hash: the database was changed from outside")
    return content


def find_seal(batch: Batch) -> Seal | None:
    """The seal on the papers of a batch, or None before there are papers."""
    return Seal.objects.filter(batch=batch).select_related("batch__organisation").first()


def list_holders(seal: Seal) -> tuple[tuple[AbstractBaseUser, bool], ...]:
    """Who holds a share, and whether it fits the key that they have now."""
    rows = seal.shares.filter(holder__isnull=False).select_related("holder__officer_key").order_by("number")
    return tuple((row.holder, row.public == row.holder.officer_key.public) for row in rows if row.holder)


def place(batch: UUID, *parts: str) -> str:
    """The name of what is sealed, authenticated with it."""
    return "/".join((str(batch), *parts))
