"""Certificates as offices and the authority see them: who waits for one, what was issued, what was withdrawn.

In: a batch or an organisation. Out: counts, pages, findings. Follows: clause 1.9.2; two people issue and revoke; the
authority sees masked names.
"""

from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet

from liangcai.credentials.pack import Ground
from liangcai.findings import Finding, Message, Severity
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Credential
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.batches.numbering import pack_of
from liangcai_web.services.certificates.issue import revoke_certificate
from liangcai_web.services.paging import page_of
from liangcai_web.services.standing.awards import read_decisions
from liangcai_web.services.turns import take_turn

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


def list_certificates(batch: Batch, number: str | None) -> "Page[Credential]":
    """The certificates of a batch by number."""
    return page_of(certificates().filter(candidate__batch=batch).select_related("replaced_by"), number)


def find_certificate(batch: Batch, name: str) -> Credential | None:
    """A certificate of this batch by its number, with ``-2`` behind it for the second copy; or None."""
    number, _, copy = name.partition("-")
    rows = certificates().filter(candidate__batch=batch, number=number)
    return rows.filter(copy=int(copy) if copy.isascii() and copy.isdigit() and len(copy) < 4 else 1).first()


def certificates() -> "QuerySet[Credential]":
    """Certificates with the rows that pages print beside them."""
    return Credential.objects.select_related("candidate__person", "candidate__batch__organisation")


def revoke_issued(
    credential: Credential,
    ground: str,
    reason: str,
    *,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
    now: datetime,
) -> tuple[Finding, ...]:
    """Revoke by two people, on a ground of the rule pack; a certificate is revoked once."""
    known = pack_of(credential.candidate.batch.organisation).ground(ground)
    if known is None or known.renews:
        return (refuse("ground", "请选择撤销事由。", "Choose a ground."),)
    with take_turn(credential.candidate.batch.organisation):
        credential.refresh_from_db(fields=["revoked_at"])
        if credential.revoked_at is not None:
            return (refuse("number", "这份证书已经撤销。", "This certificate has been revoked already."),)
        revoke_certificate(credential, reason, ground=ground, now=now, actor=actor, approver=approver)
    return ()


def list_grounds(organisation: Organisation) -> tuple[Ground, ...]:
    """On what grounds an organisation revokes for good."""
    return tuple(one for one in pack_of(organisation).grounds if not one.renews)


def refuse(field: str, zh: str, en: str) -> Finding:
    """What can't be done to a certificate."""
    return Finding(rule=f"certificate.{field}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.2")


def list_issued_batches(organisation: Organisation, number: str | None) -> "Page[IssuedBatch]":
    """The batches of an organisation with what they issued, newest first."""
    held = "candidates__credentials"
    batches = (
        Batch.objects.filter(organisation=organisation)
        .select_related("standard")
        .annotate(issued=Count(held), revoked=Count(held, filter=Q(candidates__credentials__revoked_at__isnull=False)))
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
