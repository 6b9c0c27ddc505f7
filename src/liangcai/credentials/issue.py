"""Issue a certificate: build, sign, and write both forms.

In: the standard, a passed decision, what the office adds, the rule pack, a signer. Out: ``IssuedCertificate``.
Follows: Verifiable Credentials 2.0, Open Badges 3.0; the file and the QR code say the same.
"""

import datetime

import msgspec

from liangcai.award.decide import Decision
from liangcai.credentials.build import Issuance, build_credential
from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.compact import read_compact, sign_compact
from liangcai.credentials.document import AchievementCredential
from liangcai.credentials.jose import sign_jwt
from liangcai.credentials.pack import CertificatePack
from liangcai.credentials.proof import Signer, sign_document
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Standard


class IssuedCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate as issued: ``file`` are the bytes of the ``.json``, ``token`` is what the QR code carries.

    ``jwt`` is the same content as a VC-JWT.
    """

    credential: AchievementCredential
    file: bytes
    token: str
    jwt: str


def issue_credential(
    standard: Standard,
    decision: Decision,
    issuance: Issuance,
    pack: CertificatePack,
    signer: Signer,
    now: datetime.datetime,
) -> Result[IssuedCertificate | None]:
    """Build and sign the certificate of a passed decision; ``now`` is written into the proofs and needs a zone."""
    built = build_credential(standard, decision, issuance, pack)
    if built.value is None:
        return Result(None, built.findings)
    token = sign_compact(built.value, signer)
    if read_compact(token) is None:
        return Result(None, (_refuse_token(len(token)),))
    signed = sign_document(built.value, signer, now)
    file, jwt = canonical_bytes(signed), sign_jwt(built.value, signer)
    return Result(IssuedCertificate(credential=signed, file=file, token=token, jwt=jwt), built.findings)


def _refuse_token(length: int) -> Finding:
    return Finding(
        rule="credential.compact",
        severity=Severity.ERROR,
        message=Message(
            zh=f"证书内容写不进二维码（{length} 个字符），姓名、名称不得过长。",
            en=f"The certificate does not fit a QR code ({length} characters): a name in it is too long.",
        ),
    )
