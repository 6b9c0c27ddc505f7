"""The proofs in credentials of other programs: which bytes one signs, and whether it fits.

In: a document without its proofs, a proof, all its proofs. Out: hashed bytes; whether the proof holds. Follows: Data
Integrity 1.0 (sets and chains of proofs), EdDSA cryptosuites 1.0. What linked data would leave out is refused.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from liangcai.credentials.jcs import write_json
from liangcai.credentials.multikey import decode_base58, key_of, method_of
from liangcai.credentials.proof import JCS, RDFC, check_signature
from liangcai.credentials.rdf import JsonLdError, canonical_rdf, find_dropped
from liangcai.findings import Message

SUITES = (JCS, RDFC)
MOST_ORDERS = 2000
MOST_PROOFS = 8
# What PyLD raises for documents that it does not foresee, besides its own error.
UNREADABLE = (JsonLdError, ValueError, TypeError, LookupError, AttributeError)


class ForeignError(Exception):
    """Why a credential is refused; in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Message(zh, en)


def check_proofs(document: dict[str, Any], proofs: Sequence[Any], issuer: str) -> tuple[dict[str, Any], ...]:
    """The proofs by the key of the issuer; every proof of a known suite must fit the key that it names."""
    known = [one for one in proofs if isinstance(one, dict) and one.get("cryptosuite") in SUITES]
    if not known or len(proofs) > MOST_PROOFS:
        raise ForeignError("没有本程序能核验的签名。", "It has no proof that can be verified here.")
    if any("@context" in inner for one in known for inner in list_inner(one)):
        raise ForeignError("上下文不在规定的位置。", "A context stands where none belongs.")
    if not all(fits(secure(document, one, proofs), one, _signer(one)) for one in known):
        raise ForeignError("签名与内容不符。", "The signature does not fit the content.")
    own = tuple(one for one in known if one["verificationMethod"] == method_of(issuer))
    if not own:
        raise ForeignError("签名不是签发者的。", "No signature is by the key of the issuer.")
    return own


def secure(document: dict[str, Any], proof: dict[str, Any], proofs: Sequence[Any]) -> dict[str, Any]:
    """What a proof of a chain is over: the document with the proofs that this one names as before it."""
    named = proof.get("previousProof")
    if named is None:
        return document
    wanted = named if isinstance(named, list) else [named]
    before = [one for one in proofs if isinstance(one, dict) and one is not proof and one.get("id") in wanted]
    if len(before) != len(wanted):
        raise ForeignError("它所依据的前一个签名不在文件里。", "A proof that another one builds on is missing.")
    return {**document, "proof": before}


def fits(document: dict[str, Any], proof: dict[str, Any], signer: str) -> bool:
    """Whether a proof is by the key of a did:key, for that purpose, and covers the document."""
    signature = decode_base58(str(proof.get("proofValue")))
    right = (proof.get("type"), proof.get("proofPurpose")) == ("DataIntegrityProof", "assertionMethod")
    if signature is None or not right or proof.get("verificationMethod") != method_of(signer):
        return False
    if proof.get("@context", document["@context"]) != document["@context"]:
        return False
    return check_signature(key_of(signer), signature, hash_signed(document, proof))


def hash_signed(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """The bytes that are signed: the hash of the options of the proof, then that of the document."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if proof["cryptosuite"] == JCS:
        return _sha256(write_json(options)) + _sha256(write_json(document))
    linked = {"@context": document["@context"], **options}
    return _hash_linked(linked) + _hash_linked(document)


def count_orders(value: Any) -> int:
    """In how many orders the nameless parts of lists could stand that look alike: canonicalization tries them all."""
    if isinstance(value, dict):
        return math.prod(count_orders(one) for one in value.values())
    if not isinstance(value, list):
        return 1
    alike = Counter(_look(one) for one in value if isinstance(one, dict) and "id" not in one)
    inner = math.prod(count_orders(one) for one in value)
    return min(inner * math.prod(math.factorial(min(count, 20)) for count in alike.values()), MOST_ORDERS + 1)


def _hash_linked(document: dict[str, Any]) -> bytes:
    """The hash of a document as linked data, if all of it is, and if it can be ordered in a reasonable time."""
    if count_orders(document) > MOST_ORDERS or any(text.startswith("_:") for text in _texts(document)):
        raise ForeignError("内容重复过多，不能核验。", "Too many parts of it cannot be told apart.")
    try:
        dropped, quads = find_dropped(document), canonical_rdf(json.dumps(document).encode())
    except UNREADABLE as error:
        raise ForeignError("不是可以核验的关联数据。", "It is no linked data that can be verified.") from error
    if dropped:
        zh, en = "有上下文未定义、签名未覆盖的内容。", "Some of it is defined by no context: nobody signed it."
        raise ForeignError(zh, en)
    return _sha256(quads)


def list_inner(value: Any) -> list[dict[str, Any]]:
    """Every object inside another."""
    found: list[dict[str, Any]] = []
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        found += [one] if isinstance(one, dict) else []
        found += list_inner(one)
    return found


def _signer(proof: dict[str, Any]) -> str:
    return str(proof.get("verificationMethod")).partition("#")[0]


def _look(part: dict[str, Any]) -> str:
    plain = {name: value for name, value in part.items() if not isinstance(value, dict | list)}
    return json.dumps(plain, sort_keys=True) + json.dumps(sorted(part))


def _texts(value: Any) -> Iterator[str]:
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(one, str):
            yield one
        yield from _texts(one)


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
