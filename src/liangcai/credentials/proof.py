"""Data Integrity proofs: put on a document and checked.

In: a document and a signer, or a document with its proofs. Out: the file's bytes, or whether the proofs hold.
Follows: W3C Data Integrity 1.0, EdDSA cryptosuites 1.0. Two proofs stand in a file: ``eddsa-rdfc-2022``, which every
Open Badges verifier knows, and ``eddsa-jcs-2022``, which covers the order of lists and each character as written. A
statement that is no linked data has the second one alone.
"""

import datetime
import functools
import hashlib
from collections.abc import Callable
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import UNSET
from msgspec.structs import replace

from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.document import (
    AchievementCredential,
    Proof,
    Statement,
    StatusListCredential,
    Suite,
)
from liangcai.credentials.multikey import decode_base58, encode_base58, key_of, method_of, raw_key
from liangcai.credentials.rdf import canonical_rdf

RDFC: Suite = "eddsa-rdfc-2022"
JCS: Suite = "eddsa-jcs-2022"
SIGNATURE_BYTES = 64
Document = TypeVar("Document", AchievementCredential, StatusListCredential)
Stated = TypeVar("Stated", bound=Statement)
Signed = AchievementCredential | StatusListCredential | Statement


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs: the did:key, and a function that makes an Ed25519 signature of bytes."""

    did: str
    sign: Callable[[bytes], bytes]


def sign_document(document: Document, signer: Signer, created: datetime.datetime) -> Document:
    """The document with both proofs; its issuer must be the signer."""
    if document.issuer.id != signer.did:
        raise ValueError(f"the document names {document.issuer.id} as its issuer, the signer is {signer.did}")
    bare = replace(document, proof=UNSET)
    made = write_instant(created)
    method = method_of(signer.did)
    rdfc = Proof(cryptosuite=RDFC, created=made, verification_method=method)
    jcs = Proof(cryptosuite=JCS, created=made, verification_method=method, context=document.context)
    proofs = tuple(replace(proof, proof_value=_sign(signer, bare, proof)) for proof in (jcs, rdfc))
    return replace(document, proof=proofs)


def check_proofs(document: AchievementCredential | StatusListCredential) -> bool:
    """Whether the document carries exactly the two proofs by the key of its issuer, and both signatures fit.

    The cheap one is checked first, so that canonicalization of RDF is not spent on what nobody signed.
    """
    proofs = document.proof or ()
    if [proof.cryptosuite for proof in proofs] != [JCS, RDFC] or proofs[0].created != proofs[1].created:
        return False
    if proofs[0].context != document.context or proofs[1].context is not UNSET:
        return False
    bare = replace(document, proof=UNSET)
    method = method_of(document.issuer.id)
    return all(proof.verification_method == method and _fits(proof, document.issuer.id, bare) for proof in proofs)


def sign_statement(statement: Stated, signer: Signer, created: datetime.datetime) -> Stated:
    """The statement with the one proof that it needs; its issuer must be the signer."""
    if statement.issuer.id != signer.did:
        raise ValueError(f"the statement names {statement.issuer.id} as its issuer, the signer is {signer.did}")
    bare = replace(statement, proof=UNSET)
    proof = Proof(cryptosuite=JCS, created=write_instant(created), verification_method=method_of(signer.did))
    return replace(statement, proof=(replace(proof, proof_value=_sign(signer, bare, proof)),))


def check_statement(statement: Statement) -> bool:
    """Whether the statement carries one proof by the key of its issuer, and the signature fits."""
    if not statement.proof or statement.proof[0].cryptosuite != JCS or statement.proof[0].context is not UNSET:
        return False
    proof, issuer = statement.proof[0], statement.issuer.id
    whose = proof.verification_method == method_of(issuer) and proof.created == statement.issued
    return whose and _fits(proof, issuer, replace(statement, proof=UNSET))


def check_signature(multibase: str, signature: bytes, data: bytes) -> bool:
    """Whether an Ed25519 signature fits the data under a public key."""
    raw = raw_key(multibase)
    if raw is None or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def write_instant(moment: datetime.datetime) -> str:
    """An instant in UTC to the second, as the documents write it; a moment without a zone is a fault of the program."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is no instant")
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sign(signer: Signer, bare: Signed, proof: Proof) -> str:
    return encode_base58(signer.sign(_hash_data(bare, proof)))


def _fits(proof: Proof, issuer: str, bare: Signed) -> bool:
    value = proof.proof_value
    signature = decode_base58(value) if isinstance(value, str) else None
    if signature is None or encode_base58(signature) != value:
        return False
    return check_signature(key_of(issuer), signature, _hash_data(bare, replace(proof, proof_value=UNSET)))


def _hash_data(bare: Signed, proof: Proof) -> bytes:
    """What is signed: SHA-256 of the canonical proof options, then SHA-256 of the canonical document."""
    if proof.cryptosuite == JCS:
        return _sha256(canonical_bytes(proof)) + _sha256(canonical_bytes(bare))
    if isinstance(bare, Statement):
        raise TypeError("a statement is no linked data")
    return _rdf_of_options(replace(proof, context=bare.context)) + _sha256(canonical_rdf(canonical_bytes(bare)))


@functools.lru_cache(maxsize=64)
def _rdf_of_options(proof: Proof) -> bytes:
    # A batch is signed at one instant by one key, so its options are the same again and again.
    return _sha256(canonical_rdf(canonical_bytes(proof)))


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
