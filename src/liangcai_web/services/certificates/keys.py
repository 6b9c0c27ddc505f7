"""Keys of an office: replaced, made for a batch, ended, each by two people and with a record that is signed.

In: an organisation, two people, why. Out: key files, the trust list, facts, a ``Ceremony``. Follows: the house on two
people. What a key signed in its time stands when it ends or is lost; a stolen one stands for nothing, since whoever has
it can write any date, and what it signed is signed anew (``keys_resigning``).
"""

from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from msgspec.structs import replace

from liangcai.credentials.ceremony import KeyRecord, Why, sign_keys
from liangcai.credentials.document import Profile
from liangcai.credentials.multikey import did_of
from liangcai.credentials.trust import Purpose, TrustedIssuer, TrustStore, learn_issuer, trust_issuer
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.ceremonies import keep_record
from liangcai_host.keys.issuing import (
    IssuingKey,
    LostKeyError,
    destroy_batch_key,
    keep_batch_key,
    load_batch_key,
    make_pem,
    read_key,
    read_public_key,
    replace_issuing_key,
)
from liangcai_host.keys.trusting import save_trust_store
from liangcai_web.records.batches import Batch
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.batches.checkpoints import note_checkpoint
from liangcai_web.services.facts import append_fact
from liangcai_web.services.issuing import issuing_key, name_list, read_trust_store, status_list_name
from liangcai_web.services.payloads.keys import BatchKeyEnded, BatchKeyMade, KeyReplaced
from liangcai_web.services.turns import take_every_turn, take_turn

MOST_DAYS = 3660
BATCH: tuple[Purpose, ...] = ("certificates",)


class Ceremony(msgspec.Struct, frozen=True, kw_only=True):
    """What was done: the entries as they now stand, when, by whom, and the signed record of it."""

    why: Why
    old: TrustedIssuer | None
    new: TrustedIssuer
    at: datetime
    people: tuple[str, ...]
    signed: bytes


def replace_signing_key(
    organisation: Organisation,
    why: Why,
    since: datetime,
    *,
    now: datetime,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
) -> Result[Ceremony | None]:
    """Make a new key in the place of the one that signs; ``since`` is when a lost or stolen one went out of hand."""
    moment = now.replace(microsecond=0)
    if since > now:
        zh, en = "密钥失控的时间不能晚于现在。", "The key cannot have gone out of hand later than now."
        return Result(None, (refuse(zh, en),))
    with take_every_turn():
        public, signer, pem = read_public_key(settings.HOME), find_signer(why), make_pem()
        if not public:
            issuing_key()
            public, signer = read_public_key(settings.HOME), find_signer(why)
        new_key = read_key(pem, "new key")
        old = end_entry(read_trust_store().find(did_of(public)), why, since if why == "lost" else moment)
        lists = (*(old.lists if old else ()), name_list(did_of(public)))
        entry = trust_issuer(organisation.name, new_key.public_key, moment)
        new = replace(entry, lists=tuple(dict.fromkeys(lists)))
        said = KeyReplaced(why=why, old=public, new=new.public_key, since=since)
        fact = append_fact(organisation, "key_replaced", said, now=now, actor=actor, approver=approver)
    # The log first: a fact without its key means that the ceremony is held again, a key without its fact would sign.
    keep_entries(*(one for one in (old, new) if one))
    replace_issuing_key(settings.HOME, pem)
    note_checkpoint(organisation, now=now)
    people = tuple(one.get_username() for one in (actor, approver))
    signed = sign_record(organisation, why, people, (old, new), signer or new_key, moment)
    keep_record(settings.HOME, fact.hash, signed)
    return Result(Ceremony(why=why, old=old, new=new, at=moment, people=people, signed=signed))


def find_signer(why: Why) -> IssuingKey | None:
    """The old key, where it may sign the record of its own end."""
    try:
        return issuing_key() if why == "planned" else None
    except LostKeyError:
        return None


def end_entry(entry: TrustedIssuer | None, why: Why, moment: datetime) -> TrustedIssuer | None:
    """The entry of a key that ends: revoked where it was stolen, else it stands for what it signed until then."""
    if entry is None or why == "stolen":
        return replace(entry, revoked=entry.revoked or moment) if entry else None
    return replace(entry, valid_until=moment)


def make_batch_key(
    batch: Batch, days: int, *, now: datetime, actor: AbstractBaseUser, approver: AbstractBaseUser
) -> Result[Ceremony | None]:
    """A key for the certificates of one batch and nothing else, for so many days."""
    if not 1 <= days <= MOST_DAYS:
        return Result(None, (refuse(f"有效期须为 1 至 {MOST_DAYS} 天。", f"A key stands for 1 to {MOST_DAYS} days."),))
    if load_batch_key(settings.HOME, batch.uuid):
        return Result(None, (refuse("这个批次已有密钥。", "The batch has a key already."),))
    moment, pem = now.replace(microsecond=0), make_pem()
    key = read_key(pem, "batch key")
    new = replace(
        trust_issuer(batch.organisation.name, key.public_key, moment),
        valid_until=moment + timedelta(days=days),
        purposes=BATCH,
    )
    with take_turn(batch.organisation):
        said = BatchKeyMade(key=new.public_key, until=moment + timedelta(days=days))
        fact = append_fact(
            batch.organisation, "batch_key_made", said, now=now, actor=actor, approver=approver, batch=batch.uuid
        )
    own = speak_for_list(batch.organisation, moment)
    keep_entries(own, new)
    keep_batch_key(settings.HOME, batch.uuid, pem)
    people = tuple(one.get_username() for one in (actor, approver))
    signed = sign_record(batch.organisation, "batch", people, (own, new), issuing_key(), moment)
    keep_record(settings.HOME, fact.hash, signed)
    return Result(Ceremony(why="batch", old=None, new=new, at=moment, people=people, signed=signed))


def speak_for_list(organisation: Organisation, moment: datetime) -> TrustedIssuer:
    """The entry of the installation's key, which signs the list of revocations for keys that sign none."""
    key = issuing_key()
    entry = read_trust_store().find(key.did) or trust_issuer(organisation.name, key.public_key, moment)
    return replace(entry, lists=tuple(dict.fromkeys((*entry.lists, status_list_name()))))


def end_batch_key(
    batch: Batch, *, stolen: bool, now: datetime, actor: AbstractBaseUser, approver: AbstractBaseUser
) -> Result[TrustedIssuer | None]:
    """Destroy the private side of a batch's key, once its certificates are signed or because it was stolen."""
    key = load_batch_key(settings.HOME, batch.uuid)
    entry = read_trust_store().find(key.did) if key else None
    if key is None or entry is None:
        return Result(None, (refuse("这个批次没有自己的密钥。", "The batch has no key of its own."),))
    moment = now.replace(microsecond=0)
    ended = (
        replace(entry, revoked=moment)
        if stolen
        else replace(entry, valid_until=min(entry.valid_until or moment, moment))
    )
    with take_turn(batch.organisation):
        said = BatchKeyEnded(key=key.public_key)
        append_fact(
            batch.organisation, "batch_key_ended", said, now=now, actor=actor, approver=approver, batch=batch.uuid
        )
    keep_entries(ended)
    destroy_batch_key(settings.HOME, batch.uuid)
    return Result(ended)


def keep_entries(*entries: TrustedIssuer) -> None:
    """Enter keys into the trust list of this installation."""
    store = read_trust_store()
    for entry in entries:
        store = learn_issuer(store, entry)
    save_trust_store(settings.HOME, store)


def sign_record(
    organisation: Organisation,
    why: Why,
    people: tuple[str, ...],
    entries: tuple[TrustedIssuer | None, ...],
    key: IssuingKey,
    moment: datetime,
) -> bytes:
    """The signed record, for verifiers to take over."""
    concerned = tuple(entry for entry in entries if entry)
    record = KeyRecord(why=why, organisation=organisation.name, people=people, entries=concerned)
    return sign_keys(record, Profile(id=key.did, name=organisation.name), key.signer, moment)


def list_own(store: TrustStore, organisation: Organisation) -> tuple[TrustedIssuer, ...]:
    """The keys that carry the name of an organisation, newest first."""
    own = (entry for entry in store.issuers if entry.name == organisation.name)
    return tuple(sorted(own, key=lambda entry: entry.valid_from, reverse=True))


def refuse(zh: str, en: str) -> Finding:
    """What cannot be done with a key."""
    return Finding(rule="keys", severity=Severity.ERROR, message=Message(zh, en))
