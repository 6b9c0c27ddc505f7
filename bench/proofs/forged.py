"""The forged set: what somebody without the key could bring instead of a certificate.

In: made-up certificates. Out: name, data, trust store, list of revocations and moment of each forgery. Follows: wrong
key, no algorithm, swapped subject, old or foreign list, revoked key, other writing of the same content.
"""

import datetime
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace
from tests.data.certificate import NAME, NOW, issue, signer_of, status_of, trust_of

from liangcai.credentials.canonical import canonical_bytes, decode_base64url, encode_base64url
from liangcai.credentials.compact import compact_of
from liangcai.credentials.document import AchievementCredential
from liangcai.credentials.multikey import decode_base58, encode_base58, method_of, raw_key
from liangcai.credentials.proof import sign_document
from liangcai.credentials.status import StatusList
from liangcai.credentials.trust import TrustStore

SERIALS = 8
DAY = datetime.timedelta(days=1)
NONE, HMAC = b'{"alg":"none","typ":"LC1"}', b'{"alg":"HS256","typ":"LC1"}'
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the group of Ed25519
Forgery = tuple[str, bytes | str, TrustStore, StatusList | None, datetime.datetime]


def forge_all() -> Iterator[Forgery]:
    """Each kind for several certificates."""
    for serial in range(1, SERIALS + 1):
        for forge in KINDS:
            for name, data in forge(serial):
                yield f"{name}, certificate {serial}", data, trust_of(), status_of(), NOW
        yield from judge_circumstances(serial)


def judge_circumstances(serial: int) -> Iterator[Forgery]:
    """True certificates at the wrong time, under a key or a list that does not speak for them."""
    issued, trust = issue(serial=serial), trust_of()
    known = trust.issuers[0]
    revoked_key = TrustStore(issuers=(replace(known, revoked=NOW + DAY),))
    both = TrustStore(issuers=(known, replace(known, revoked=NOW + DAY)))
    young = TrustStore(issuers=(replace(known, valid_from=NOW + DAY),))
    ended = TrustStore(issuers=(replace(known, valid_until=NOW - DAY),))
    stranger = TrustStore(issuers=trust_of("stranger").issuers)
    other_purpose = TrustStore(issuers=(replace(known, purposes=("status", "statements", "keys", "foreign")),))
    for data in (issued.file, issued.token, issued.jwt):
        yield "key for another purpose", data, other_purpose, status_of(), NOW
        yield "revoked key", data, revoked_key, status_of(), NOW
        yield "key listed twice, once revoked", data, both, status_of(), NOW
        yield "issued before its key stands", data, young, status_of(), NOW
        yield "issued after its key ended", data, ended, status_of(), NOW
        yield "unknown issuer", data, stranger, status_of(), NOW
        yield "nobody known", data, TrustStore(), status_of(), NOW
        yield "old list of revocations", data, trust, status_of(), NOW + 30 * DAY
        yield "revoked", data, trust, status_of(serial), NOW
        yield "revoked on an old list", data, trust, status_of(serial), NOW + 30 * DAY
        yield "outside the list", data, trust, replace(status_of(), bits=b""), NOW
        yield "of the future", data, trust, status_of(), NOW - DAY


def forge_tokens(serial: int) -> Iterator[tuple[str, str]]:
    """Tokens that nobody who holds the key has signed so."""
    issued, other = issue(serial=serial), issue(serial=serial + 50)
    head, payload, signature = issued.token.split(".")
    _, other_payload, other_signature = other.token.split(".")
    content = compact_of(issued.credential)
    yield "no algorithm", f"{encode(NONE)}.{payload}."
    yield "no algorithm, old signature", f"{encode(NONE)}.{payload}.{signature}"
    yield "no signature", f"{head}.{payload}."
    yield "no signature part", f"{head}.{payload}"
    yield "public key as HMAC secret", sign_hmac(payload, content.key)
    yield "subject of another", f"{head}.{other_payload}.{signature}"
    yield "signature of another", f"{head}.{payload}.{other_signature}"
    better = canonical_bytes(replace(content, level="高级"))
    yield "higher level, old signature", f"{head}.{encode(better)}.{signature}"
    wrong = f"{head}.{encode(canonical_bytes(content))}"
    yield "wrong key", f"{wrong}.{encode(signer_of('stranger').sign(wrong.encode()))}"
    yield "padding", issued.token + "=="
    yield "line break", issued.token + "\n"
    yield "blank in front", " " + issued.token
    yield "loose bits of base64", loosen(issued.token)
    yield "payload written otherwise", rewrite_payload(content, head)
    yield "signature shifted by the order of the group", f"{head}.{payload}.{encode(shift(decode(signature)))}"
    yield "a fourth part", issued.token + ".AA"


def forge_jwts(serial: int) -> Iterator[tuple[str, str]]:
    """VC-JWTs that nobody who holds the key has signed so."""
    issued, other = issue(serial=serial), issue(serial=serial + 50)
    head, payload, signature = issued.jwt.split(".")
    _, other_payload, other_signature = other.jwt.split(".")
    said: dict[str, Any] = json.loads(decode(payload))
    header: dict[str, Any] = json.loads(decode(head))
    for name, changed in (
        ("no algorithm", {**header, "alg": "none"}),
        ("HMAC", {**header, "alg": "HS256"}),
        ("another type", {**header, "typ": "JWT"}),
        ("another key", {**header, "kid": method_of(signer_of("stranger").did)}),
        ("a key of its own", {**header, "jwk": {"kty": "OKP", "crv": "Ed25519", "x": encode(bytes(32))}}),
        ("a critical extension", {**header, "crit": ["exp"]}),
    ):
        forged = f"{encode(write_plain(changed))}.{payload}"
        yield f"{name}, old signature", f"{forged}.{signature}"
        yield f"{name}, no signature", f"{forged}."
        yield f"{name}, signed by a stranger", f"{forged}.{encode(signer_of('stranger').sign(forged.encode()))}"
    yield "subject of another", f"{head}.{other_payload}.{signature}"
    yield "signature of another", f"{head}.{payload}.{other_signature}"
    for name, claim in (
        ("iss", signer_of("stranger").did),
        ("jti", "x"),
        ("nbf", 0),
        ("sub", "x"),
        ("validFrom", "2025"),
    ):
        yield f"another {name}", f"{head}.{encode(write_plain({**said, name: claim}))}.{signature}"
    own = f"{head}.{encode(write_plain({**said, 'zz': '1'}))}"
    yield "a member more, signed by the issuer's own key", f"{own}.{encode(signer_of().sign(own.encode()))}"
    loose = f"{head}.{encode(json.dumps(said).encode())}"
    yield "written otherwise by the issuer's own key", f"{loose}.{encode(signer_of().sign(loose.encode()))}"
    lying = f"{head}.{encode(write_plain({**said, 'sub': 'urn:uuid:00000000-0000-0000-0000-000000000000'}))}"
    yield "claims that contradict, by the issuer's own key", f"{lying}.{encode(signer_of().sign(lying.encode()))}"
    yield "padding", issued.jwt + "=="
    yield "line break", issued.jwt + "\n"
    yield "loose bits of base64", loosen(issued.jwt)
    yield "signature shifted by the order of the group", f"{head}.{payload}.{encode(shift(decode(signature)))}"


def forge_files(serial: int) -> Iterator[tuple[str, bytes]]:
    """Files whose content or writing is another."""
    issued, other = issue(serial=serial), issue(serial=serial + 50)
    document = issued.credential
    assert not isinstance(document.proof, type(UNSET))
    jcs, rdfc = document.proof
    yield "subject of another", write(replace(document, credential_subject=other.credential.credential_subject))
    yield "proofs of another", write(replace(document, proof=other.credential.proof))
    yield "wrong key under the issuer's name", sign_as(document, "stranger")
    yield "no proof", write(replace(document, proof=UNSET))
    yield "one proof", write(replace(document, proof=(jcs,)))
    yield "only the other proof", write(replace(document, proof=(rdfc,)))
    yield "proofs changed about", write(replace(document, proof=(rdfc, jcs)))
    yield "one proof twice", write(replace(document, proof=(jcs, jcs)))
    yield "three proofs", write(replace(document, proof=(jcs, rdfc, rdfc)))
    shifted = replace(jcs, proof_value=encode_base58(shift(decode_base58(str(jcs.proof_value)) or b"")))
    yield "signature shifted by the order of the group", write(replace(document, proof=(shifted, rdfc)))
    yield "another name of the issuer", write(replace(document, issuer=replace(document.issuer, name=NAME + "二")))
    yield from write_otherwise(issued.file)


def write_otherwise(file: bytes) -> Iterator[tuple[str, bytes]]:
    """The same content in other bytes, and a little more content."""
    plain: dict[str, Any] = json.loads(file)
    yield "indented", json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode()
    yield "escaped", json.dumps(plain, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()
    yield "another order", json.dumps(dict(reversed(plain.items())), ensure_ascii=False, separators=(",", ":")).encode()
    yield "line break at the end", file + b"\n"
    yield "byte order mark", b"\xef\xbb\xbf" + file
    yield "a member more", file[:-1] + b',"zz":"1"}'
    yield "a member twice", file[:-1] + b',"id":"urn:uuid:00000000-0000-0000-0000-000000000000"}'
    yield "cut off", file[:-1]
    yield "two files", file + file
    yield "null byte", file + b"\0"


def write_plain(value: object) -> bytes:
    """Sorted names, no space."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def write(document: AchievementCredential) -> bytes:
    """As the product writes."""
    return canonical_bytes(document)


def sign_as(document: AchievementCredential, seed: str) -> bytes:
    """Both proofs by another key, which claims to be the issuer's."""
    pretender = replace(signer_of(seed), did=document.issuer.id)
    return write(sign_document(document, pretender, NOW))


def sign_hmac(payload: str, key: str) -> str:
    """The old confusion of algorithms: what everybody knows as the secret."""
    signed = f"{encode(HMAC)}.{payload}"
    return f"{signed}.{encode(hmac.new(raw_key(key) or b'', signed.encode(), hashlib.sha256).digest())}"


def rewrite_payload(content: object, head: str) -> str:
    """The same payload with a blank, signed by nobody."""
    return f"{head}.{encode(canonical_bytes(content).replace(b',', b', ', 1))}.{encode(bytes(64))}"


def loosen(token: str) -> str:
    """The last character of the signature with its unused bits set: 64 bytes leave four of them."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) | 1]


def shift(signature: bytes) -> bytes:
    """The same point with s + L: equal for a careless verifier."""
    number = int.from_bytes(signature[32:], "little") + ORDER
    return signature[:32] + number.to_bytes(32, "little")


def encode(data: bytes) -> str:
    """base64url."""
    return encode_base64url(data)


def decode(text: str) -> bytes:
    """From base64url."""
    return decode_base64url(text) or b""


KINDS: tuple[Callable[[int], Iterator[tuple[str, bytes | str]]], ...] = (forge_tokens, forge_files, forge_jwts)
