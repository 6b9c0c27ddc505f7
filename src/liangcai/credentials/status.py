"""The list of revocations: one bit for each certificate, signed by the issuer.

In: indices, or the bytes of a published list. Out: a ``StatusList``, or its signed bytes. Follows: W3C Bitstring Status
List 1.0: at least 131072 bits, the first one the highest of its byte, gzip, base64url behind a ``u``.
"""

import datetime
import gzip
import zlib
from collections.abc import Iterable

import msgspec

from liangcai.credentials.canonical import canonical_bytes, decode_base64url, encode_base64url
from liangcai.credentials.document import Profile, StatusListCredential, StatusSubject
from liangcai.credentials.proof import Signer, check_proofs, sign_document, write_instant
from liangcai.findings import Finding, Message, Result, Severity

MIN_BITS = 131_072
MAX_FILE_BYTES = 1 << 20
MAX_LIST_BYTES = 5 << 20
_GZIP = 16 + zlib.MAX_WBITS


class StatusList(msgspec.Struct, frozen=True, kw_only=True):
    """A list of revocations: its name, its issuer's did:key, from when until when it speaks, and its bits."""

    id: str
    issuer: str
    valid_from: datetime.datetime
    valid_until: datetime.datetime
    bits: bytes = bytes(MIN_BITS // 8)

    def revoked(self, index: int) -> bool:
        """Whether the bit of that index is set; outside the list it counts as set, since nothing speaks for it."""
        byte, bit = divmod(index, 8)
        return not 0 <= byte < len(self.bits) or bool(self.bits[byte] & (0x80 >> bit))


def set_bits(bits: bytes, indices: Iterable[int]) -> bytes:
    """The bits with those of the indices set; no bit is ever cleared, since a revocation is final."""
    changed = bytearray(bits)
    for index in indices:
        if not 0 <= index < len(changed) * 8:
            raise ValueError(f"index {index} is outside a list of {len(changed) * 8} bits")
        changed[index // 8] |= 0x80 >> (index % 8)
    return bytes(changed)


def encode_bits(bits: bytes) -> str:
    """``u`` and base64url of the gzipped bits."""
    if len(bits) * 8 < MIN_BITS:
        raise ValueError(f"a list has at least {MIN_BITS} bits, not {len(bits) * 8}")
    return "u" + encode_base64url(gzip.compress(bits, mtime=0))


def decode_bits(text: str) -> bytes | None:
    """The bits of an encoded list, or None if it is not one or would be larger than a list may be."""
    packed = decode_base64url(text[1:]) if text.startswith("u") else None
    if packed is None:
        return None
    unpacker = zlib.decompressobj(_GZIP)
    try:
        bits = unpacker.decompress(packed, MAX_LIST_BYTES)
    except zlib.error:
        return None
    whole = unpacker.eof and not unpacker.unused_data
    return bits if whole and len(bits) * 8 >= MIN_BITS else None


def sign_status_list(status: StatusList, issuer: Profile, signer: Signer) -> bytes:
    """The bytes of the published list."""
    document = StatusListCredential(
        id=status.id,
        issuer=issuer,
        valid_from=write_instant(status.valid_from),
        valid_until=write_instant(status.valid_until),
        credential_subject=StatusSubject(encoded_list=encode_bits(status.bits)),
    )
    return canonical_bytes(sign_document(document, signer, status.valid_from))


def read_status_list(data: bytes, name: str = "status.json") -> Result[StatusList | None]:
    """Decode a published list whose signature fits the key of its issuer; whether it is of today, verifying says."""
    try:
        document = msgspec.json.decode(data, type=StatusListCredential) if len(data) <= MAX_FILE_BYTES else None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        document = None
    if document is None or canonical_bytes(document) != data or not check_proofs(document):
        return Result(None, (_refuse(name, "内容被改动或签名不符", "it was altered or its signature does not fit"),))
    bits = decode_bits(document.credential_subject.encoded_list)
    try:
        begin, end = (datetime.datetime.fromisoformat(text) for text in (document.valid_from, document.valid_until))
    except ValueError:
        return Result(None, (_refuse(name, "日期不存在", "it names a day that does not exist"),))
    if bits is None:
        return Result(None, (_refuse(name, "名单解不开", "the list in it cannot be unpacked"),))
    return Result(StatusList(id=document.id, issuer=document.issuer.id, valid_from=begin, valid_until=end, bits=bits))


def _refuse(name: str, zh: str, en: str) -> Finding:
    message = Message(zh=f"撤销名单不能采信：{zh}。", en=f"The list of revocations cannot be relied on: {en}.")
    return Finding(rule="credential.status", severity=Severity.ERROR, message=message, document=name)
