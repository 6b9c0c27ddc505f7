"""Verify a certificate, as a file or in its compact form, without any network.

In: the bytes of a file, a token, or an address with a token behind ``#``. Out: a ``Verification``. Follows: Verifiable
Credentials 2.0, Data Integrity 1.0, RFC 7515. What is not byte for byte what was issued is refused.
"""

import datetime

import msgspec

from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.compact import compact_of, read_compact, token_of
from liangcai.credentials.document import AchievementCredential
from liangcai.credentials.foreign import claims_credential, read_foreign
from liangcai.credentials.foreign_judging import ForeignList, judge_foreign
from liangcai.credentials.foreign_proof import ForeignError
from liangcai.credentials.jose import claims_to_be_jwt, read_jwt
from liangcai.credentials.judge import Verification, judge_certificate, refuse_certificate
from liangcai.credentials.proof import check_proofs
from liangcai.credentials.status import StatusList
from liangcai.credentials.trust import TrustStore

MAX_FILE_BYTES = 256 * 1024


def verify_credential(
    data: bytes | str,
    trust: TrustStore,
    status: StatusList | None,
    now: datetime.datetime,
    lists: tuple[ForeignList, ...] = (),
) -> Verification:
    """Verify a file or a token; ``status`` is the issuer's list of revocations if one is at hand, ``now`` has a zone.

    A text may be an address; what stands before its ``#`` is not part of what was signed. ``lists`` are those that
    other programs publish for their own credentials.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if raw[:1] == b"{":
        found = _verify_file(raw, trust, status, now)
        return found if found is not None else _verify_foreign(raw, lists, trust, now)
    if not raw.isascii():
        return refuse_certificate("这不是证书文件，也不是二维码内容。", "This is neither a certificate nor a QR text.")
    text = token_of(raw.decode("ascii"))
    if claims_to_be_jwt(text):
        return _verify_jwt(text, trust, status, now)
    content = read_compact(text)
    if content is None and claims_credential(text):
        return _verify_foreign(text, lists, trust, now)
    if content is None:
        return refuse_certificate(
            "二维码内容不完整、被改动，或签名不符。",
            "The QR text is incomplete, was altered, or its signature does not fit.",
        )
    return judge_certificate(content, "", trust, status, now)


def _verify_file(
    raw: bytes, trust: TrustStore, status: StatusList | None, now: datetime.datetime
) -> Verification | None:
    """The verification of a file of this program; None for what another wrote."""
    if len(raw) > MAX_FILE_BYTES:
        return refuse_certificate("文件过大，不是证书。", "The file is too large to be a certificate.")
    try:
        document = msgspec.json.decode(raw, type=AchievementCredential)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    if canonical_bytes(document) != raw:
        return refuse_certificate("文件与签发时不是逐字节相同。", "The file is not byte for byte what was issued.")
    if not (_consistent(document) and check_proofs(document)):
        return refuse_certificate("签名与内容不符。", "The signature does not fit the content.")
    return judge_certificate(compact_of(document), document.issuer.name, trust, status, now)


def _verify_jwt(text: str, trust: TrustStore, status: StatusList | None, now: datetime.datetime) -> Verification:
    document = read_jwt(text)
    if document is None or not _consistent(document):
        zh, en = "内容不完整、被改动，或签名不符。", "It is incomplete, was altered, or its signature does not fit."
        return refuse_certificate(zh, en)
    return judge_certificate(compact_of(document), document.issuer.name, trust, status, now)


def _verify_foreign(
    data: bytes | str, lists: tuple[ForeignList, ...], trust: TrustStore, now: datetime.datetime
) -> Verification:
    """What this program did not write; whose issuer is one that writes by this program is refused all the same."""
    try:
        content = read_foreign(data)
    except ForeignError as error:
        return refuse_certificate(error.message.zh, error.message.en)
    return judge_foreign(content, lists, trust, now)


def _consistent(document: AchievementCredential) -> bool:
    """Whether no part is there twice and each mark has its part.

    It also keeps hostile files cheap: RDF canonicalization is slow only where nodes cannot be told apart.
    """
    subject, achievement = document.credential_subject, document.credential_subject.achievement
    described = [part.id for part in achievement.result_description]
    marked = [one.result_description for one in subject.result]
    kinds = [one.identity_type for one in subject.identifier]
    aligned = [one.target_code for one in achievement.alignment]
    distinct = all(len(set(names)) == len(names) for names in (described, marked, kinds, aligned))
    return distinct and set(marked) == set(described) and "name" in kinds
