"""Whether a certificate whose signature fits is good here and now.

In: its content, the trusted issuers, a list of revocations, the time. Out: a ``Verification``. Follows: Verifiable
Credentials 2.0 (validity, status); the house: revoked keys, stale lists and issuers unknown here are never accepted.
"""

import datetime
import enum
from typing import Literal

import msgspec

from liangcai.credentials.compact import Compact, Mark, list_tag
from liangcai.credentials.multikey import did_of
from liangcai.credentials.status import StatusList
from liangcai.credentials.trust import Purpose, TrustedIssuer, TrustStore
from liangcai.findings import Message, Reason

Revocation = Literal["clear", "revoked", "suspended", "stale", "unchecked"]
SIGNATURE, ISSUER, TIME, STATUS = "VC-DATA-INTEGRITY", "TRUST", "VC validFrom", "BitstringStatusList"
# A clock of a reader may be slow; a certificate of this minute is not one of the future.
CLOCK_TOLERANCE = datetime.timedelta(minutes=5)


class Verdict(enum.StrEnum):
    """What a reader is told."""

    VALID = "valid"
    INVALID = "invalid"
    REVOKED = "revoked"
    UNKNOWN_ISSUER = "unknown_issuer"


class CertificateSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What the certificate says; ``issuer_name`` is the one in the trust store, else what the file says of itself."""

    number: str
    holder: str
    id_last_four: str
    code: str
    edition: str
    occupation: str
    level: str
    direction: str | None
    issued: datetime.datetime
    marks: tuple[Mark, ...]
    functions: tuple[str, ...]
    issuer: str
    issuer_name: str
    status_index: int


class ForeignSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a credential of another program says; ``issuer_name`` as for a certificate."""

    holder: str
    achievement: str
    issued: datetime.datetime
    until: datetime.datetime | None
    issuer: str
    issuer_name: str


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict, what was looked at, and what the certificate says; nothing is quoted from what does not fit."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    certificate: CertificateSummary | None = None
    revocation: Revocation = "unchecked"
    foreign: ForeignSummary | None = None

    @property
    def exit_status(self) -> int:
        """Of the command line: 0 valid, 2 fits but the issuer is unknown here, 1 everything else."""
        return {Verdict.VALID: 0, Verdict.UNKNOWN_ISSUER: 2}.get(self.verdict, 1)


def refuse_certificate(zh: str, en: str) -> Verification:
    """What is not a certificate as issued."""
    return Verification(verdict=Verdict.INVALID, reasons=(_reason(SIGNATURE, zh, en, met=False),))


def judge_certificate(
    content: Compact, claimed_name: str, trust: TrustStore, status: StatusList | None, now: datetime.datetime
) -> Verification:
    """Judge the content of a certificate whose signature fits; ``now`` needs a zone."""
    fits = _reason(
        SIGNATURE, "签名与内容相符，未被改动。", "The signature fits the content; nothing was altered.", met=True
    )
    try:
        issued = datetime.datetime.fromisoformat(content.issued)
    except ValueError:
        return refuse_certificate("签发日期不存在。", "The day of issue does not exist.")
    known = trust.find(did_of(content.key))
    summary = _summarise(content, issued, known.name if known else claimed_name)
    timely = judge_time(issued, now)
    if not timely.met:
        return Verification(verdict=Verdict.INVALID, reasons=(fits, timely), certificate=summary)
    if known is None:
        unknown = _reason(ISSUER, "本处不认识这个签发者。", "The issuer is not known here.", met=False)
        return Verification(verdict=Verdict.UNKNOWN_ISSUER, reasons=(fits, timely, unknown), certificate=summary)
    trusted = judge_issuer(known, issued, "certificates")
    revocation, checked = _judge_status(content, status, trust, now)
    verdict = Verdict.VALID if trusted.met and checked.met else Verdict.INVALID
    return Verification(
        verdict=Verdict.REVOKED if revocation == "revoked" and trusted.met else verdict,
        reasons=(fits, timely, trusted, checked),
        certificate=summary,
        revocation=revocation,
    )


def judge_time(issued: datetime.datetime, now: datetime.datetime) -> Reason:
    """Whether its time of issue has come; the clock of a reader may be slow by some minutes."""
    if issued > now + CLOCK_TOLERANCE:
        return _reason(TIME, "签发时间还未到。", "Its time of issue has not come yet.", met=False)
    return _reason(TIME, "已到签发时间。", "Its time of issue has come.", met=True)


def judge_issuer(known: TrustedIssuer, issued: datetime.datetime, purpose: Purpose) -> Reason:
    """Whether the key of an issuer stood at that time, for that purpose."""
    if known.revoked is not None:
        return _reason(
            ISSUER, f"「{known.name}」的密钥已作废。", f"The key of {known.name} has been revoked.", met=False
        )
    if not known.serves(purpose):
        return _reason(
            ISSUER,
            f"「{known.name}」的这把密钥不能用于此类文件。",
            f"This key of {known.name} is not for documents of this kind.",
            met=False,
        )
    if not known.stands(issued):
        return _reason(
            ISSUER,
            f"签发时间不在「{known.name}」密钥的有效期内。",
            f"The time of issue is outside the time for which the key of {known.name} stands.",
            met=False,
        )
    return _reason(ISSUER, f"由「{known.name}」签发。", f"Issued by {known.name}.", met=True)


def _speaks(status: StatusList, content: Compact, trust: TrustStore) -> bool:
    """Whether a list is that of the certificate, signed by its key or by one that took the list over."""
    signer = trust.find(status.issuer)
    if signer is None or list_tag(status.id) != content.list_tag:
        return False
    own = status.issuer == did_of(content.key)
    return signer.serves("status") and signer.stands(status.valid_from) and (own or status.id in signer.lists)


def _judge_status(
    content: Compact, status: StatusList | None, trust: TrustStore, now: datetime.datetime
) -> tuple[Revocation, Reason]:
    """A list of another issuer or name says nothing; one that fits but is of the past or future is not accepted."""
    if status is None or not _speaks(status, content, trust):
        return "unchecked", _reason(
            STATUS,
            "未查撤销：手头没有这张证书的撤销名单。",
            "Revocation was not checked: its list is not at hand.",
            met=True,
        )
    if status.revoked(content.index):
        return "revoked", _reason(STATUS, "证书已被撤销。", "The certificate has been revoked.", met=False)
    if now > status.valid_until or now + CLOCK_TOLERANCE < status.valid_from:
        return "stale", _reason(
            STATUS,
            "撤销名单已过期，请取最新名单。",
            "The list of revocations is out of date; take the present one.",
            met=False,
        )
    return "clear", _reason(STATUS, "未被撤销。", "It has not been revoked.", met=True)


def _summarise(content: Compact, issued: datetime.datetime, issuer_name: str) -> CertificateSummary:
    code, _, edition = content.standard.partition("@")
    return CertificateSummary(
        number=content.number,
        holder=content.holder,
        id_last_four=content.id_last_four,
        code=code,
        edition=edition,
        occupation=content.occupation,
        level=content.level,
        direction=content.direction,
        issued=issued,
        marks=content.marks,
        functions=content.functions,
        issuer=did_of(content.key),
        issuer_name=issuer_name,
        status_index=content.index,
    )


def _reason(clause: str, zh: str, en: str, *, met: bool) -> Reason:
    return Reason(clause=clause, met=met, message=Message(zh=zh, en=en))
