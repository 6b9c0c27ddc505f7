"""Certificates: issued by two people, listed when revoked, verified by anyone.

In: decisions, files, tokens. Out: rows of ``Credential``, the trust store and the status list of this installation,
verifications. Follows: clause 1.9.2; two approvals stand in the log before the signer signs.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from liangcai.award.decide import Decision
from liangcai.credentials.document import Profile
from liangcai.credentials.foreign_judging import ForeignList
from liangcai.credentials.judge import Verification
from liangcai.credentials.status import StatusList, set_bits, sign_status_list
from liangcai.credentials.trust import write_trust
from liangcai.credentials.verify import verify_credential
from liangcai.findings import Result
from liangcai_host.keys.trusting import trust_own_key
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.batches.checkpoints import note_checkpoint
from liangcai_web.services.batches.numbering import Serials, pack_of
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.certificates.signing import Issued, Signed, describe_issued, sign_one
from liangcai_web.services.facts import NewFact, append_fact, append_facts
from liangcai_web.services.issuing import (
    issuing_key,
    read_trust_store,
    status_list_name,
)
from liangcai_web.services.payloads.certificates import CertificateRevoked, CertificatesApproved
from liangcai_web.services.results.petitions import list_open
from liangcai_web.services.results.postings import check_issuing
from liangcai_web.services.standing.awards import read_decisions
from liangcai_web.services.turns import take_every_turn, take_turn

STATUS_DAYS = 30
# So many are signed in one transaction: the turn is held for about a quarter of a second.
GROUP = 25
Waiting = tuple[int, Decision]


def issue_certificates(
    batch: Batch, *, now: datetime, actor: AbstractBaseUser | None, approver: AbstractBaseUser | None
) -> Iterator[Result[Issued | None]]:
    """Issue to everyone who passed and has none yet, group after group; going on after a stop issues none twice.

    Nobody is issued one before the posting is over, unless the workflow's rule pack lets it.
    """
    refused = check_issuing(batch, now)
    if refused:
        yield Result(None, refused)
        return
    waiting = list_waiting(batch)
    if waiting:
        approve_issuing(batch, len(waiting), now=now, actor=actor, approver=approver)
    for start in range(0, len(waiting), GROUP):
        group = waiting[start : start + GROUP]
        yield from (one for _, one in issue_group(batch, group, now=now, actor=actor, approver=approver))
    if waiting:
        note_checkpoint(batch.organisation, now=now, batch=batch)


def list_waiting(batch: Batch) -> tuple[Waiting, ...]:
    """Who passed and has no certificate, by the candidate's row, in the order of the tickets.

    Whoever is named in an objection, a review or an appeal that is open waits until it is settled.
    """
    decisions = read_decisions(batch)
    rows = batch.candidates.filter(credentials=None).order_by("serial").values_list("pk", "uuid")
    rows = rows.exclude(pk__in=list_open(batch))
    return tuple((row, decisions[uuid]) for row, uuid in rows if uuid in decisions and decisions[uuid].passed)


def approve_issuing(
    batch: Batch, waiting: int, *, now: datetime, actor: AbstractBaseUser | None, approver: AbstractBaseUser | None
) -> None:
    """Both approvals stand in the log before anything is signed."""
    payload = CertificatesApproved(waiting=waiting, pack_id=pack_of(batch.organisation).id)
    append_fact(
        batch.organisation, "certificates_approved", payload, now=now, actor=actor, approver=approver, batch=batch.uuid
    )


def issue_group(
    batch: Batch,
    group: Sequence[Waiting],
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
    approver: AbstractBaseUser | None,
) -> list[tuple[int, Result[Issued | None]]]:
    """Sign and keep the certificates of some, with their facts, in one transaction: all of them or none.

    Each result comes with the candidate's row; whoever was given a certificate meanwhile has none.
    """
    standard = batch_standard(batch)
    trust_own_key(settings.HOME, issuing_key(), batch.organisation.name, now.replace(microsecond=0))
    decisions = dict(group)
    with take_every_turn():
        serials, results, made = Serials(), list[tuple[int, Result[Issued | None]]](), list[Signed]()
        candidates = batch.candidates.select_related("person").filter(pk__in=decisions, credentials=None)
        for candidate in candidates.order_by("serial"):
            signed = sign_one(standard, candidate, decisions[candidate.pk], serials, now=now)
            if signed.value is not None:
                made.append(signed.value)
            issued = Result(signed.value.issued if signed.value else None, signed.findings)
            results.append((candidate.pk, issued))
        serials.keep()
        Credential.objects.bulk_create(one.row for one in made)
        facts = [describe_issued(one) for one in made]
        append_facts(batch.organisation, facts, now=now, actor=actor, approver=approver, batch=batch.uuid)
    return results


def issue_one(
    candidate: Candidate,
    decision: Decision,
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
    approver: AbstractBaseUser | None,
) -> Result[Issued | None]:
    """Issue to one candidate; nothing where somebody else did meanwhile."""
    group = ((candidate.pk, decision),)
    results = issue_group(candidate.batch, group, now=now, actor=actor, approver=approver)
    return results[0][1] if results else Result(None)


def revoke_certificate(
    credential: Credential,
    reason: str,
    *,
    ground: str = "other",
    now: datetime,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
) -> None:
    """Revoke for good, by two people, on a ground of the rule pack."""
    batch = credential.candidate.batch
    with take_turn(batch.organisation):
        credential.revoked_at = credential.revoked_at or now
        credential.save(update_fields=["revoked_at"])
        payload = CertificateRevoked(
            number=credential.number,
            copy=credential.copy,
            ground=ground,
            reason=reason,
            pack_id=pack_of(batch.organisation).id,
        )
        new = NewFact(kind="certificate_revoked", payload=payload, subject=credential.candidate.uuid)
        append_facts(batch.organisation, (new,), now=now, actor=actor, approver=approver, batch=batch.uuid)


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


def verify_file(data: bytes, now: datetime, lists: tuple[ForeignList, ...] = ()) -> Verification:
    """Verify the bytes of a certificate file against what this installation knows, and lists that were given along."""
    return verify_credential(data, read_trust_store(), current_status(now), now, lists)


def verify_token(token: str, now: datetime) -> Verification:
    """Verify the text of a QR code."""
    return verify_credential(token, read_trust_store(), current_status(now), now)


def read_credential(number: str) -> Credential | None:
    """The newest certificate of a number, or None."""
    return list_copies(number).first()


def list_copies(number: str) -> "QuerySet[Credential]":
    """The certificates that were given under a number, the newest first."""
    rows = Credential.objects.filter(number=number).order_by("-copy")
    return rows.select_related("candidate__person", "candidate__batch")


def find_public(number: str, name: str, now: datetime) -> Verification | None:
    """What the public may know of a certificate by its number and the name that is printed on it; None when the two
    don't meet."""
    for row in list_copies(number.strip().upper()):
        found = verify_file(bytes(row.file), now)
        if found.certificate and found.certificate.holder == name.strip():
            return found
    return None


def is_replaced(found: Verification | None) -> bool:
    """Whether a certificate of this installation that was verified has been replaced by another."""
    if found is None or found.certificate is None or found.revocation != "revoked":
        return False
    rows = Credential.objects.filter(number=found.certificate.number, status_index=found.certificate.status_index)
    return rows.exclude(replaced_by=None).exists()
