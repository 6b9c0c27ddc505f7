"""A passed decision becomes an unsigned credential.

In: the standard, the decision, what the issuing office adds. Out: an ``AchievementCredential``, or a finding where
nobody passed. Follows: Open Badges 3.0; 1.9.2 of the standard, by which only who reaches the mark in every part passes.
"""

import base64
import datetime
import uuid

import msgspec
from msgspec import UNSET

from liangcai.award.decide import CLAUSE, Decision
from liangcai.credentials.achievement import AreaShare, EnglishNames, describe_achievement, describe_results
from liangcai.credentials.canonical import canonical_bytes, sha256_hex
from liangcai.credentials.document import (
    AchievementCredential,
    Evidence,
    Identity,
    Profile,
    StatusEntry,
    Subject,
)
from liangcai.credentials.number import read_number
from liangcai.credentials.pack import CertificatePack
from liangcai.credentials.proof import write_instant
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Standard

MASK = "*" * 14


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds the certificate: a random id, the name, and the last four of the ID number where one is known."""

    uuid: uuid.UUID
    name: str
    id_last_four: str = ""


class Issuance(msgspec.Struct, frozen=True, kw_only=True):
    """What the issuing office adds to a decision.

    ``copy`` counts the certificates that were given under the number, where one that takes the place of another keeps
    it. ``status_list`` is the address or ``urn:uuid:`` of the list of revocations, ``status_index`` the holder's bit;
    ``issued`` needs a zone; ``examined_on`` is the day of the last part; ``areas`` are what the holder wishes
    shown besides the parts.
    """

    number: str
    copy: int = 1
    holder: Holder
    issuer: Profile
    status_list: str
    status_index: int
    issued: datetime.datetime
    examined_on: datetime.date | None = None
    english: EnglishNames = EnglishNames()
    areas: tuple[AreaShare, ...] = ()


def build_credential(
    standard: Standard, decision: Decision, issuance: Issuance, pack: CertificatePack
) -> Result[AchievementCredential | None]:
    """Build the unsigned credential of a passed decision; its number must fit the rule pack and the level."""
    findings = _faults(standard, decision, issuance, pack)
    if findings:
        return Result(None, findings)
    title = pack.titles[standard.kind]
    credential = AchievementCredential(
        id=f"urn:uuid:{_identify(issuance)}",
        name=f"{title.zh} / {title.en}",
        issuer=issuance.issuer,
        valid_from=write_instant(issuance.issued),
        credential_subject=_subject(standard, decision, issuance, title),
        evidence=_evidence(decision),
        credential_status=StatusEntry(
            status_list_index=str(issuance.status_index), status_list_credential=issuance.status_list
        ),
    )
    return _check_shape(credential)


def _identify(issuance: Issuance) -> uuid.UUID:
    """The id of the credential: of its issuer and number, of the copy from the second on, of showing areas."""
    copy = f"/{issuance.copy}" if issuance.copy > 1 else ""
    shown = "/areas" if issuance.areas else ""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{issuance.issuer.id}/{issuance.number}{copy}{shown}")


def _subject(standard: Standard, decision: Decision, issuance: Issuance, title: Message) -> Subject:
    holder = issuance.holder
    name = Identity(identity_hash=holder.name, identity_type="name")
    tail = Identity(identity_hash=MASK + holder.id_last_four, identity_type="ext:maskedIdentityNumber")
    day = issuance.examined_on
    return Subject(
        id=f"urn:uuid:{holder.uuid}",
        identifier=(name, tail) if holder.id_last_four else (name,),
        license_number=issuance.number,
        activity_end_date=day.isoformat() if day else UNSET,
        achievement=describe_achievement(standard, decision, title, issuance.english, issuance.areas),
        result=describe_results(standard, decision, issuance.areas),
    )


def _evidence(decision: Decision) -> tuple[Evidence, ...]:
    named = (
        ("标准 / Standard", decision.standard_sha256),
        ("命题蓝图 / Blueprint", decision.blueprint_sha256),
        ("评定结论 / Decision", sha256_hex(canonical_bytes(decision))),
    )
    return tuple(
        Evidence(id=_hash_name(digest), name=name, description=f"SHA-256 {digest}") for name, digest in named if digest
    )


def _hash_name(digest: str) -> str:
    written = base64.urlsafe_b64encode(bytes.fromhex(digest)).rstrip(b"=").decode("ascii")
    return f"ni:///sha-256;{written}"


def _faults(standard: Standard, decision: Decision, issuance: Issuance, pack: CertificatePack) -> tuple[Finding, ...]:
    if not decision.passed or any(outcome.points is None for outcome in decision.outcomes):
        return (
            _refuse(
                f"没有合格的人不能发证（{CLAUSE}）",
                f"nobody gets a certificate without passing every part (clause {CLAUSE})",
            ),
        )
    if decision.standard_sha256 != standard.source.sha256:
        return (_refuse("评定依据的不是这份标准", "the decision rests on another document than this standard"),)
    number = read_number(pack, issuance.number)
    if number.value and number.value.level not in ("", pack.levels.get(decision.level)):
        return (_refuse("证书编号的等级与评定不符", "the level in the number is not the level decided"),)
    if len(issuance.holder.id_last_four) > 4:
        return (_refuse("证件号码只能载明后四位", "no more than the last four of an ID number may be written"),)
    return number.findings


def _check_shape(credential: AchievementCredential) -> Result[AchievementCredential | None]:
    """Read back what would be written, so that nothing is signed that verification would refuse."""
    try:
        msgspec.json.decode(canonical_bytes(credential), type=AchievementCredential)
    except (msgspec.DecodeError, UnicodeError) as error:
        return Result(None, (_refuse(f"证书内容不合格式（{error}）", f"the content does not fit the form ({error})"),))
    return Result(credential)


def _refuse(zh: str, en: str) -> Finding:
    return Finding(
        rule="credential.build",
        severity=Severity.ERROR,
        message=Message(zh=f"不能发证：{zh}。", en=f"No certificate can be issued: {en}."),
        clause=CLAUSE,
    )
