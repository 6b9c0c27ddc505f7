"""A certificate as a VC-JWT: the same content in one signed text, for wallets and verifiers that take no other form.

In: a built credential and a signer, or a token. Out: the token; its content. Follows: W3C VC-JOSE-COSE (``vc+jwt``),
Open Badges 3.0 section 8.2 (iss, jti, nbf and sub repeat what the credential says). One header, strict base64url and
canonical payload: a token that is not byte for byte what was issued is refused.
"""

import datetime
from typing import Literal

import msgspec
from msgspec import UNSET

from liangcai.credentials.canonical import canonical_bytes, decode_base64url, encode_base64url
from liangcai.credentials.document import AchievementCredential, DidKey, KeyMethod, UrnUuid
from liangcai.credentials.multikey import key_of, method_of
from liangcai.credentials.proof import Signer, check_signature

MAX_CHARACTERS = 256 << 10


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The only header there is; ``EdDSA`` over Ed25519 is what the profiles and the libraries of others name."""

    alg: Literal["EdDSA"] = "EdDSA"
    cty: Literal["vc"] = "vc"
    kid: KeyMethod
    typ: Literal["vc+jwt"] = "vc+jwt"


class Claims(AchievementCredential, frozen=True, kw_only=True):
    """The credential, and four claims that repeat it; ``nbf`` counts seconds."""

    iss: DidKey
    jti: UrnUuid
    nbf: int
    sub: UrnUuid


def sign_jwt(credential: AchievementCredential, signer: Signer) -> str:
    """The token of a credential, whatever proofs stand in that."""
    if credential.issuer.id != signer.did:
        raise ValueError(f"the credential names {credential.issuer.id} as its issuer, the signer is {signer.did}")
    head = encode_base64url(canonical_bytes(Header(kid=method_of(signer.did))))
    signed = f"{head}.{encode_base64url(canonical_bytes(_claim(credential)))}"
    return f"{signed}.{encode_base64url(signer.sign(signed.encode('ascii')))}"


def claims_to_be_jwt(text: str) -> bool:
    """Whether a text calls itself a VC-JWT, be it genuine or not."""
    return read_header(text.partition(".")[0]) is not None


def read_header(piece: str) -> Header | None:
    """The header, if it is written as only it can be."""
    head = decode_base64url(piece) if len(piece) <= MAX_CHARACTERS else None
    try:
        header = msgspec.json.decode(head, type=Header) if head is not None else None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    return header if header is not None and canonical_bytes(header) == head else None


def read_jwt(token: str) -> AchievementCredential | None:
    """The credential of a token whose signature fits the key of the issuer that it names."""
    pieces = token.split(".") if len(token) <= MAX_CHARACTERS else []
    header = read_header(pieces[0]) if len(pieces) == 3 else None
    if header is None:
        return None
    payload, signature = decode_base64url(pieces[1]), decode_base64url(pieces[2])
    if payload is None or signature is None:
        return None
    try:
        claims = msgspec.json.decode(payload, type=Claims)
        repeated = _claim(claims)
    except (msgspec.DecodeError, UnicodeError, RecursionError, ValueError, OverflowError):
        return None
    if canonical_bytes(repeated) != payload or header.kid != method_of(claims.issuer.id):
        return None
    signed = f"{pieces[0]}.{pieces[1]}".encode("ascii")
    return _plain(claims) if check_signature(key_of(claims.issuer.id), signature, signed) else None


def _claim(credential: AchievementCredential) -> Claims:
    begin = datetime.datetime.fromisoformat(credential.valid_from)
    said = {name: getattr(credential, name) for name in AchievementCredential.__struct_fields__ if name != "proof"}
    return Claims(
        **said,
        iss=credential.issuer.id,
        jti=credential.id,
        nbf=int(begin.timestamp()),
        sub=credential.credential_subject.id,
    )


def _plain(claims: Claims) -> AchievementCredential:
    said = {name: getattr(claims, name) for name in AchievementCredential.__struct_fields__ if name != "proof"}
    return AchievementCredential(**said, proof=UNSET)
