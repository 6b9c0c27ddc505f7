"""A certificate that takes the place of another: corrected where it was wrong, given again where it was lost.

In: a certificate, what is right, two officers. Out: the new certificate; the old one revoked, with the other named.
Follows: the rule pack of certificates, which says whether the number stays; nothing that was issued is ever altered.
"""

from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.award.decide import Decision
from liangcai.credentials.canonical import sha256_hex
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Standard
from liangcai_web.records.credentials import Credential
from liangcai_web.services.accounts.approvals import ByTwo
from liangcai_web.services.batches.numbering import Serials, pack_of
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.certificates.issue import approve_issuing, revoke_certificate
from liangcai_web.services.certificates.signing import Signed, sign_one
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.certificates import CertificateRenewed
from liangcai_web.services.standing.awards import read_decisions
from liangcai_web.services.turns import take_every_turn

How = Credential.How
LONGEST = 80


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What is right; None leaves an entry as it is."""

    name: str | None = None
    direction: str | None = None


def renew_certificate(
    old: Credential,
    how: str,
    right: Correction,
    reason: str,
    *,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
    now: datetime,
) -> Result[Credential | None]:
    """Give a certificate in the place of another, and revoke that, by two people and in one transaction."""
    batch, two = old.candidate.batch, ByTwo(now=now, actor=actor, approver=approver)
    with take_every_turn():
        old = Credential.objects.select_related("candidate__person", "candidate__batch__organisation").get(pk=old.pk)
        decision = read_decisions(batch).get(old.candidate.uuid)
        changed = list_changed(old, right)
        findings = check_renewal(old, how, right, changed, reason) if decision else (_refuse_nobody(),)
        if decision is None or findings:
            return Result(None, findings)
        serials = Serials()
        approve_issuing(batch, 1, **two)
        signed = sign_anew(old, batch_standard(batch), decision, right, serials, now)
        if signed.value is None:
            return Result(None, signed.findings)
        revoke_certificate(old, reason, ground=how, **two)
        row = signed.value.row
        keep_renewed(old, row, right, how, serials)
        said = describe_renewal(old, signed.value, reason, changed)
        subject = old.candidate.uuid
        append_fact(batch.organisation, "certificate_renewed", said, batch=batch.uuid, subject=subject, **two)
    return Result(row)


def keep_renewed(old: Credential, row: Credential, right: Correction, how: str, serials: Serials) -> None:
    """Keep the new one with the numbers it took; a name that was put right is kept with the person."""
    if right.name:
        old.candidate.person.save(update_fields=["name"])
    serials.keep()
    row.how = how
    row.save()


def describe_renewal(old: Credential, signed: Signed, reason: str, changed: tuple[str, ...]) -> CertificateRenewed:
    """What the log says of it."""
    row = signed.row
    return CertificateRenewed(
        number=row.number,
        copy=row.copy,
        sha256=sha256_hex(signed.certificate.file),
        status_index=row.status_index,
        how=row.how,
        replaces=str(old),
        reason=reason,
        changed=changed,
        pack_id=pack_of(old.candidate.batch.organisation).id,
    )


def sign_anew(
    old: Credential, standard: Standard, decision: Decision, right: Correction, serials: Serials, now: datetime
) -> Result[Signed | None]:
    """Sign the new one; the person in memory has the right name, which is kept with it."""
    if right.name:
        old.candidate.person.name = right.name
    if right.direction:
        decision = msgspec.structs.replace(decision, direction=right.direction)
        old.candidate.batch.direction = right.direction  # of this one in memory: its English name is printed too
    return sign_one(standard, old.candidate, decision, serials, now=now, replaces=old)


def list_changed(old: Credential, right: Correction) -> tuple[str, ...]:
    """The entries that become others."""
    person, direction = old.candidate.person, read_direction(old)
    wanted = (("name", right.name, person.name), ("direction", right.direction, direction))
    return tuple(name for name, new, present in wanted if new and new != present)


def read_direction(old: Credential) -> str:
    """The direction that is printed on a certificate, blank where there is none."""
    content = msgspec.json.decode(bytes(old.file))
    return str(content["credentialSubject"]["achievement"].get("specialization", ""))


def list_directions(old: Credential) -> tuple[str, ...]:
    """The directions of the level that was examined."""
    batch = old.candidate.batch
    level = batch_standard(batch).level(batch.level)
    return tuple(level.directions) if level else ()


def check_renewal(
    old: Credential, how: str, right: Correction, changed: tuple[str, ...], reason: str
) -> tuple[Finding, ...]:
    """What keeps a certificate from being renewed."""
    if old.revoked_at is not None:
        return (_refuse("number", "这份证书已经撤销，不能换发。", "It is revoked: nothing takes its place."),)
    if how not in (How.CORRECTED, How.LOST):
        return (_refuse("how", "请选择更正或补发。", "Choose correction or loss."),)
    if how == How.CORRECTED and not changed:
        return (_refuse("name", "没有要更正的内容。", "Nothing in it would be another."),)
    if how == How.LOST and changed:
        return (_refuse("how", "补发不改内容；要改请选更正。", "A lost one is given again as it was."),)
    if len(right.name or "") > LONGEST:
        return (_refuse("name", f"姓名不超过 {LONGEST} 字。", f"A name has {LONGEST} characters at most."),)
    if right.direction and right.direction not in list_directions(old):
        return (_refuse("direction", "标准中没有这个方向。", "The standard has no such direction."),)
    if len(reason.strip()) < 4:
        return (_refuse("reason", "请写明事实和依据。", "State facts and grounds."),)
    return ()


def _refuse_nobody() -> Finding:
    return _refuse("number", "没有评定，不能换发。", "There is no decision it could rest on.")


def _refuse(field: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"certificate.{field}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.2")
