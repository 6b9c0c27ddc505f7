"""The compact form of a certificate, small enough for a QR code.

In: a built credential and a signer, or a token. Out: a token, an address with it, or its content. Follows: RFC 7515
(JWS compact serialization) with ``alg`` Ed25519 (RFC 9864); the payload is a JSON array in the order of ``Compact``.
"""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta

from liangcai.credentials.canonical import canonical_bytes, decode_base64url, encode_base64url, sha256_hex
from liangcai.credentials.document import AchievementCredential, Instant
from liangcai.credentials.multikey import key_of
from liangcai.credentials.proof import Signer, check_signature

# The only header there is, so that nobody can choose another algorithm; LC1 names the order of the payload.
HEADER = b'{"alg":"Ed25519","typ":"LC1"}'
MAX_CHARACTERS = 4096
TAG_CHARACTERS = 12
Short = Annotated[str, Meta(min_length=1, max_length=200)]


class Mark(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A part and its mark."""

    part: Short
    points: Short


class Compact(msgspec.Struct, frozen=True, kw_only=True, array_like=True, forbid_unknown_fields=True):
    """What the QR code carries.

    ``standard`` is ``code@edition``; ``key`` the issuer's public key in multibase; ``list_tag`` the beginning of the
    SHA-256 of the list of revocations, ``index`` the holder's bit in it.
    """

    number: Short
    holder: Short
    id_last_four: Annotated[str, Meta(max_length=4)]
    standard: Short
    occupation: Short
    level: Short
    direction: str | None
    issued: Instant
    marks: Annotated[tuple[Mark, ...], Meta(min_length=1, max_length=16)]
    functions: Annotated[tuple[Short, ...], Meta(max_length=64)]
    key: Short
    list_tag: Short
    index: Annotated[int, Meta(ge=0, lt=1_000_000_000)]


def compact_of(credential: AchievementCredential) -> Compact:
    """What the compact form of a credential says: never anything that the credential does not."""
    subject, achievement = credential.credential_subject, credential.credential_subject.achievement
    framework, _, place = achievement.human_code.partition("/")
    direction = achievement.specialization
    identities = {one.identity_type: one.identity_hash for one in subject.identifier}
    parts = {part.id: part.name for part in achievement.result_description if part.result_type == "RawScore"}
    return Compact(
        number=subject.license_number,
        holder=identities.get("name", ""),
        id_last_four=identities.get("ext:maskedIdentityNumber", "").lstrip("*"),
        standard=framework,
        occupation=achievement.field_of_study,
        level=place.partition("/")[0],
        direction=None if direction is UNSET else direction,
        issued=credential.valid_from,
        marks=tuple(
            Mark(parts[one.result_description], one.value) for one in subject.result if one.result_description in parts
        ),
        functions=tuple(one.target_name.partition(" / ")[0] for one in achievement.alignment),
        key=key_of(credential.issuer.id),
        list_tag=list_tag(credential.credential_status.status_list_credential),
        index=int(credential.credential_status.status_list_index),
    )


def sign_compact(credential: AchievementCredential, signer: Signer) -> str:
    """The token: header, payload and signature in base64url, with dots between."""
    if credential.issuer.id != signer.did:
        raise ValueError(f"the credential names {credential.issuer.id} as its issuer, the signer is {signer.did}")
    signed = f"{encode_base64url(HEADER)}.{encode_base64url(canonical_bytes(compact_of(credential)))}"
    return f"{signed}.{encode_base64url(signer.sign(signed.encode('ascii')))}"


def read_compact(token: str) -> Compact | None:
    """The content of a token whose signature fits the key that it carries, and which is written as only it can be."""
    pieces = token.split(".") if len(token) <= MAX_CHARACTERS else []
    if len(pieces) != 3 or pieces[0] != encode_base64url(HEADER):
        return None
    payload, signature = decode_base64url(pieces[1]), decode_base64url(pieces[2])
    if payload is None or signature is None:
        return None
    try:
        content = msgspec.json.decode(payload, type=Compact)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    if canonical_bytes(content) != payload:
        return None
    signed = f"{pieces[0]}.{pieces[1]}".encode("ascii")
    return content if check_signature(content.key, signature, signed) else None


def verification_url(page: str, token: str) -> str:
    """The address that the QR code opens; what follows ``#`` never leaves the reader's browser."""
    return f"{page}#{token}"


def token_of(text: str) -> str:
    """The token in an address, or the text itself."""
    return text.rpartition("#")[2]


def list_tag(status_list: str) -> str:
    """The short name of a list of revocations."""
    return sha256_hex(status_list.encode())[:TAG_CHARACTERS]
