"""Certificates as offices and the authority see them: who waits for one, what was issued, what was withdrawn.

In: a batch or an organisation. Out: counts, pages, findings. Follows: clause 1.9.2; two people issue and revoke; the
authority sees masked names.
"""

from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.certificates import Issued, issue_certificates, revoke_certificate
from liangcai_web.services.decisions import read_decisions
from liangcai_web.services.facts import read_payload
from liangcai_web.services.paging import page_of
from liangcai_web.services.payloads import CertificateRevoked

STATUSES = ("all", "valid", "revoked")


class IssuedBatch(msgspec.Struct, frozen=True, kw_only=True):
    """How many certificates a batch has given, and how many of them were withdrawn."""

    batch: Batch
    issued: int
    revoked: int


def count_waiting(batch: Batch) -> int:
    """How many passed and have no certificate yet."""
    held = set(Credential.objects.filter(candidate__batch=batch).values_list("candidate__uuid", flat=True))
    return sum(decision.passed and subject not in held for subject, decision in read_decisions(batch).items())


def count_passed(batch: Batch) -> int:
    """How many passed."""
    return sum(decision.passed for decision in read_decisions(batch).values())


def issue_waiting(
    batch: Batch, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[tuple[Issued, ...]]:
    """Issue to everyone who waits; each certificate stands on its own, a refused one keeps no other back."""
    results = tuple(issue_certificates(batch, now=now, actor=actor, approver=approver))
    issued = tuple(result.value for result in results if result.value)
    return Result(issued, tuple(finding for result in results for finding in result.findings))


def list_certificates(batch: Batch, number: str | None) -> "Page[Credential]":
    """The certificates of a batch by number."""
    return page_of(certificates().filter(candidate__batch=batch), number)


def find_certificate(batch: Batch, number: str) -> Credential | None:
    """A certificate of this batch, or None."""
    return certificates().filter(candidate__batch=batch, number=number).first()


def certificates() -> "QuerySet[Credential]":
    """Certificates with the rows that pages print beside them."""
    return Credential.objects.select_related("candidate__person", "candidate__batch__organisation")


def revoke_issued(
    credential: Credential, reason: str, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> tuple[Finding, ...]:
    """Revoke by two people; a certificate is revoked once."""
    if credential.revoked_at is not None:
        return (refuse("这份证书已经撤销。", "This certificate has been revoked already."),)
    revoke_certificate(credential, reason, now=now, actor=actor, approver=approver)
    return ()


def read_revocation(credential: Credential) -> CertificateRevoked | None:
    """Why a certificate was revoked, or None."""
    facts = Fact.objects.filter(subject=credential.candidate.uuid, kind="certificate_revoked").order_by("-position")
    fact = facts.first()
    return read_payload(fact, CertificateRevoked) if fact else None


def refuse(zh: str, en: str) -> Finding:
    """What can't be done to a certificate."""
    return Finding(rule="certificate.office", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.2")


def list_issued_batches(organisation: Organisation, number: str | None) -> "Page[IssuedBatch]":
    """The batches of an organisation with what they issued, newest first."""
    held = "candidates__credential"
    batches = (
        Batch.objects.filter(organisation=organisation)
        .select_related("standard")
        .annotate(issued=Count(held), revoked=Count(held, filter=Q(candidates__credential__revoked_at__isnull=False)))
        .order_by("-opened_at", "-pk")
    )
    page = page_of(batches, number)
    page.object_list = [
        IssuedBatch(batch=batch, issued=batch.issued, revoked=batch.revoked) for batch in page.object_list
    ]
    return page


def list_issued(
    organisation: Organisation, *, batch: Batch | None, status: str, number: str | None
) -> "Page[Credential]":
    """What an organisation issued, newest first; of one batch, or revoked only, where that was asked for."""
    rows = certificates().filter(candidate__batch__organisation=organisation)
    if batch is not None:
        rows = rows.filter(candidate__batch=batch)
    if status in ("valid", "revoked"):
        rows = rows.filter(revoked_at__isnull=status == "valid")
    return page_of(rows.order_by("-issued_at", "-number"), number)


def mask_name(name: str) -> str:
    """A name as the authority's lists show it: the first character, the rest hidden."""
    return name[:1] + "＊" * max(1, len(name) - 1)
