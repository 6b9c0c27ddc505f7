"""One certificate signed: its number, what the office adds, the row that is not kept yet.

In: a candidate, a decision, the serials of a transaction. Out: ``Signed``, the fact of it. Follows: clause 1.9.2; who
can't be given one takes no serial; nothing that was issued is ever altered.
"""

from datetime import datetime

import msgspec

from liangcai.award.decide import Decision
from liangcai.credentials.build import Holder, Issuance
from liangcai.credentials.canonical import sha256_hex
from liangcai.credentials.issue import IssuedCertificate, issue_credential
from liangcai.credentials.number import read_number
from liangcai.findings import Result
from liangcai.standard.model import Standard
from liangcai_web.records.batches import Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.services.batches.numbering import STATUS, Serials, find_scope, pack_of, propose_number
from liangcai_web.services.certificates.signer import approved_key
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import NewFact
from liangcai_web.services.issuing import (
    issuer_profile,
    signing_key,
    status_list_name,
)
from liangcai_web.services.names import english_names
from liangcai_web.services.payloads.certificates import CertificateIssued


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate with the candidate who holds it."""

    candidate: str
    number: str
    certificate: IssuedCertificate


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate that is signed, with its row that is not kept yet."""

    row: Credential
    certificate: IssuedCertificate

    @property
    def issued(self) -> Issued:
        """It, as whoever asked for it is told."""
        return Issued(candidate=str(self.row.candidate.uuid), number=self.row.number, certificate=self.certificate)


def sign_one(
    standard: Standard,
    candidate: Candidate,
    decision: Decision,
    serials: Serials,
    *,
    now: datetime,
    replaces: Credential | None = None,
) -> Result[Signed | None]:
    """Sign a certificate under the next number and give its serials; who can't be given one takes none."""
    organisation, year = candidate.batch.organisation, local_day(now).year
    pack, keeps = pack_of(organisation), replaces is not None and keeps_number(replaces)
    number = propose_number(organisation, decision.level, year, serials)
    if number.value is None:
        return Result(None, number.findings)
    row = Credential(
        candidate=candidate,
        number=number.value,
        status_index=serials.next(STATUS) - 1,
        issued_at=now,
        replaces=replaces,
    )
    if replaces is not None and keeps:
        row.number, row.copy = replaces.number, replaces.copy + 1
    key = approved_key(candidate, now)
    if key.value is None:
        return Result(None, key.findings)
    signed = issue_credential(standard, decision, prepare_issuance(row, standard), pack, key.value.signer, now)
    if signed.value is None:
        return Result(None, signed.findings)
    row.file, row.token, row.jwt = signed.value.file, signed.value.token, signed.value.jwt
    scope = find_scope(organisation, decision.level, year).value
    for one in (STATUS, *((scope,) if scope and not keeps else ())):
        serials.take(one)
    return Result(Signed(row=row, certificate=signed.value))


def keeps_number(old: Credential) -> bool:
    """Whether what takes the place of a certificate has its number; one that another rule pack made is not kept."""
    pack = pack_of(old.candidate.batch.organisation)
    return pack.renewed == "same" and read_number(pack, old.number).value is not None


def prepare_issuance(row: Credential, standard: Standard) -> Issuance:
    """What the office adds to the decision."""
    person, batch = row.candidate.person, row.candidate.batch
    return Issuance(
        number=row.number,
        copy=row.copy,
        holder=Holder(uuid=row.candidate.uuid, name=person.name, id_last_four=person.id_number_tail),
        issuer=issuer_profile(batch.organisation, signing_key(batch)),
        status_list=status_list_name(),
        status_index=row.status_index,
        issued=row.issued_at,
        examined_on=local_day(batch.starts_at),
        english=english_names(standard, batch.level, batch.direction or None),
    )


def describe_issued(made: Signed) -> NewFact:
    """The fact of a certificate."""
    row = made.row
    payload = CertificateIssued(
        number=row.number, sha256=sha256_hex(made.certificate.file), status_index=row.status_index, copy=row.copy
    )
    return NewFact(kind="certificate_issued", payload=payload, subject=row.candidate.uuid)
