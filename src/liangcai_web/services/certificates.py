"""Certificates: issued by two people, listed when revoked, verified by anyone.

In: decisions, files, tokens. Out: rows of ``Credential``, the trust store and the status list of this installation,
verifications. Follows: clause 1.9.2; two approvals stand in the log before the signer signs.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.award.decide import Decision
from liangcai.credentials.build import Holder, Issuance
from liangcai.credentials.canonical import sha256_hex
from liangcai.credentials.document import Profile
from liangcai.credentials.issue import IssuedCertificate, issue_credential
from liangcai.credentials.judge import Verification
from liangcai.credentials.number import IssuingOffice, format_number
from liangcai.credentials.status import StatusList, set_bits, sign_status_list
from liangcai.credentials.trust import TrustStore, write_trust
from liangcai.credentials.verify import verify_credential
from liangcai.findings import Result
from liangcai.standard.model import Standard
from liangcai_host.keys.trusting import load_trust_store, trust_own_key
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.batches import batch_standard
from liangcai_web.services.days import local_day
from liangcai_web.services.decisions import read_decisions
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.issuing import issuer_profile, issuing_key
from liangcai_web.services.names import english_names
from liangcai_web.services.packs import certificate_pack
from liangcai_web.services.payloads import CertificateIssued, CertificateRevoked
from liangcai_web.services.turns import take_every_turn

OFFICE_CLASS = "S"
STATUS_DAYS = 30


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate with the candidate who holds it."""

    candidate: str
    number: str
    certificate: IssuedCertificate


def status_list_name() -> str:
    """The lasting name of this installation's list of revocations."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, issuing_key().did)}"


def issue_certificates(
    batch: Batch, *, now: datetime, actor: AbstractBaseUser | None, approver: AbstractBaseUser | None
) -> Iterator[Result[Issued | None]]:
    """Issue to everyone who passed and has none yet, one after another; stopping and going on issues none twice."""
    standard = batch_standard(batch)
    decisions = read_decisions(batch)
    trust_own_key(settings.HOME, issuing_key(), batch.organisation.name, now.replace(microsecond=0))
    for candidate in batch.candidates.select_related("person").filter(credential=None):
        decision = decisions.get(candidate.uuid)
        if decision and decision.passed:
            yield issue_one(standard, candidate, decision, now=now, actor=actor, approver=approver)


def issue_one(
    standard: Standard,
    candidate: Candidate,
    decision: Decision,
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
    approver: AbstractBaseUser | None,
) -> Result[Issued | None]:
    """Sign and keep one certificate, with its fact, in one transaction."""
    organisation = candidate.batch.organisation
    with take_every_turn():
        if Credential.objects.filter(candidate=candidate).exists():
            return Result(None)  # another officer issued it meanwhile
        serial = Credential.objects.count() + 1
        number = certificate_number(organisation, decision.level, local_day(now).year, serial)
        if number.value is None:
            return Result(None, number.findings)
        issuance = prepare_issuance(candidate, standard, number.value, serial - 1, now)
        signed = issue_credential(standard, decision, issuance, certificate_pack(), issuing_key().signer, now)
        if signed.value is None:
            return Result(None, signed.findings)
        keep_certificate(candidate, number.value, serial - 1, signed.value, now=now, actor=actor, approver=approver)
    return Result(Issued(candidate=str(candidate.uuid), number=number.value, certificate=signed.value))


def certificate_number(organisation: Organisation, level: str, year: int, serial: int) -> Result[str | None]:
    """The number by the rule pack."""
    office = IssuingOffice(
        office_class=OFFICE_CLASS,
        organisation=organisation.code,
        province=organisation.province,
        site=organisation.site,
    )
    return format_number(certificate_pack(), office, level, year, serial)


def prepare_issuance(candidate: Candidate, standard: Standard, number: str, index: int, now: datetime) -> Issuance:
    """What the office adds to the decision."""
    person = candidate.person
    return Issuance(
        number=number,
        holder=Holder(uuid=candidate.uuid, name=person.name, id_last_four=person.id_number_tail),
        issuer=issuer_profile(candidate.batch.organisation),
        status_list=status_list_name(),
        status_index=index,
        issued=now,
        examined_on=local_day(candidate.batch.starts_at),
        english=english_names(standard, candidate.batch.level, candidate.batch.direction or None),
    )


def keep_certificate(
    candidate: Candidate,
    number: str,
    index: int,
    issued: IssuedCertificate,
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
    approver: AbstractBaseUser | None,
) -> None:
    """The row and the fact of a certificate."""
    Credential.objects.create(
        candidate=candidate, number=number, status_index=index, file=issued.file, token=issued.token, issued_at=now
    )
    payload = CertificateIssued(number=number, sha256=sha256_hex(issued.file), status_index=index)
    append_facts(
        candidate.batch.organisation,
        (NewFact(kind="certificate_issued", payload=payload, subject=candidate.uuid),),
        now=now,
        actor=actor,
        approver=approver,
        batch=candidate.batch.uuid,
    )


def revoke_certificate(
    credential: Credential, reason: str, *, now: datetime, actor: AbstractBaseUser, approver: AbstractBaseUser
) -> None:
    """Revoke for good, by two people."""
    batch = credential.candidate.batch
    with transaction.atomic():
        credential.revoked_at = credential.revoked_at or now
        credential.save(update_fields=["revoked_at"])
        payload = CertificateRevoked(number=credential.number, reason=reason)
        new = NewFact(kind="certificate_revoked", payload=payload, subject=credential.candidate.uuid)
        append_facts(batch.organisation, (new,), now=now, actor=actor, approver=approver, batch=batch.uuid)


def read_trust_store() -> TrustStore:
    """The issuers known to this installation; nobody where its list can't be read."""
    return load_trust_store(settings.HOME).value or TrustStore()


def read_trust() -> str:
    """The trust store as the text of ``trust.json``."""
    return write_trust(read_trust_store())


def current_status(now: datetime) -> StatusList:
    """The list of revocations as of now."""
    revoked = Credential.objects.exclude(revoked_at=None).values_list("status_index", flat=True)
    empty = StatusList(
        id=status_list_name(), issuer=issuing_key().did, valid_from=now, valid_until=now + timedelta(days=STATUS_DAYS)
    )
    return msgspec.structs.replace(empty, bits=set_bits(empty.bits, revoked))


def sign_status(now: datetime) -> bytes:
    """The signed list of revocations, to be published or laid beside the trust store."""
    organisation = Organisation.objects.order_by("pk").first()
    profile = Profile(id=issuing_key().did, name=organisation.name if organisation else "量才")
    return sign_status_list(current_status(now), profile, issuing_key().signer)


def verify_file(data: bytes, now: datetime) -> Verification:
    """Verify the bytes of a certificate file against what this installation knows."""
    return verify_credential(data, read_trust_store(), current_status(now), now)


def verify_token(token: str, now: datetime) -> Verification:
    """Verify the text of a QR code."""
    return verify_credential(token, read_trust_store(), current_status(now), now)


def read_credential(number: str) -> Credential | None:
    """The certificate of a number, or None."""
    return Credential.objects.filter(number=number).select_related("candidate__person", "candidate__batch").first()


def find_public(number: str, name: str, now: datetime) -> Verification | None:
    """What the public may know of a certificate by its number and its holder's name; None when the two don't meet."""
    credential = read_credential(number.strip().upper())
    if credential is None or credential.candidate.person.name != name.strip():
        return None
    return verify_file(bytes(credential.file), now)
