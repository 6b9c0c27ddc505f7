"""Ours against what the standards publish: canonical JSON, EdDSA proofs alone, in sets, in chains, JWS, lists.

Follows RFC 8785, W3C Data Integrity EdDSA 1.0, RFC 8037, VC-JOSE-COSE, Bitstring Status List 1.0, Open Badges 3.0. The
values and where they are from stand in tests/data/vectors.
"""

import copy
import hashlib
import itertools
import json
import os
import struct
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.data.certificate import NOW
from tests.data.vectors import read_vectors

from liangcai.credentials import rdf
from liangcai.credentials.canonical import decode_base64url
from liangcai.credentials.document import VC_CONTEXT
from liangcai.credentials.foreign import read_foreign
from liangcai.credentials.foreign_proof import ForeignError, check_proofs, hash_signed
from liangcai.credentials.jcs import read_json, write_json, write_number
from liangcai.credentials.multikey import decode_base58, key_of, multibase_key
from liangcai.credentials.proof import check_signature
from liangcai.credentials.status import MIN_BITS, decode_bits, encode_bits
from liangcai.credentials.trust import TrustStore
from liangcai.credentials.verify import verify_credential

JCS, EDDSA, JOSE = read_vectors("jcs"), read_vectors("eddsa"), read_vectors("jose")
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
LONG = os.environ.get("LIANGCAI_TESTS") == "long"


@pytest.fixture
def examples(monkeypatch):
    """The context of the examples, which no product needs."""
    known = rdf._pinned_document
    own = {EXAMPLES: EDDSA["examples_context"]}
    monkeypatch.setitem(rdf.PINNED, EXAMPLES, ("", ""))
    monkeypatch.setattr(rdf, "_pinned_document", lambda url: own.get(url) or known(url))


@pytest.mark.parametrize("name", sorted(JCS["texts"]))
def test_texts_are_written_as_rfc_8785_writes_them(name):
    text = JCS["texts"][name]
    assert write_json(read_json(text["input"].encode())).hex() == text["output_hex"]


def doubles() -> Iterator[float]:
    """The numbers of the published list: chosen ones, two thousand in a row, then what SHA-256 makes of itself."""
    for bits in JCS["first_numbers"]:
        yield struct.unpack(">d", bytes.fromhex(bits))[0]
    for step in range(2000):
        yield struct.unpack(">d", struct.pack(">Q", 0x0010000000000000 + step))[0]
    block = bytes(32)
    while True:
        block = hashlib.sha256(block).digest()
        for number in struct.unpack("<4d", block):
            if number != 0 and number - number == 0:
                yield number


def test_numbers_are_written_as_ecmascript_writes_them():
    for bits, text in JCS["sample_numbers"]:
        assert write_number(struct.unpack(">d", bytes.fromhex(bits.zfill(16)))[0]) == text
    for lines in (1_000, 10_000, *((100_000, 1_000_000) if LONG else ())):
        digest = hashlib.sha256()
        for number in itertools.islice(doubles(), lines):
            bits = struct.unpack(">Q", struct.pack(">d", number))[0]
            digest.update(f"{bits:x},{write_number(number)}\n".encode())
        assert digest.hexdigest() == JCS["lines_sha256"][str(lines)], lines


@pytest.mark.parametrize("text", ["1e400", "9007199254740992", '{"a":1,"a":2}', '"\\ud83d"', '{"\\udc00":1}', "NaN"])
def test_what_programs_read_differently_is_not_read(text):
    with pytest.raises(ValueError, match=r"name|number|surrogates|JSON"):
        read_json(text.encode())


@pytest.mark.parametrize("vector", EDDSA["single"], ids=lambda one: one["name"])
def test_the_published_proofs_fit_and_hash_as_published(vector, examples):
    document = copy.deepcopy(vector["document"])
    proof = document.pop("proof")
    key = EDDSA["key"]["publicKeyMultibase"]
    data = hash_signed(document, proof)
    assert data.hex() == vector["options_sha256"] + vector["document_sha256"]
    assert decode_base58(proof["proofValue"]).hex() == vector["signature"]
    assert check_proofs(document, [proof], f"did:key:{key}") == (proof,)
    secret = decode_base58(EDDSA["key"]["privateKeyMultibase"])[2:]
    assert Ed25519PrivateKey.from_private_bytes(secret).sign(data).hex() == vector["signature"]
    for spoilt in ({**document, "name": "Other"}, {**document, "credentialSubject": {"id": "did:example:other"}}):
        with pytest.raises(ForeignError, match="does not fit"):
            check_proofs(spoilt, [proof], f"did:key:{key}")


@pytest.mark.parametrize("vector", EDDSA["chains"], ids=lambda one: one["name"])
def test_published_sets_and_chains_of_proofs_hold_whole_and_break_with_any_part(vector, examples):
    document = copy.deepcopy(vector["document"])
    proofs = document.pop("proof")
    proofs = proofs if isinstance(proofs, list) else [proofs]
    issuer = proofs[0]["verificationMethod"].partition("#")[0]
    assert check_proofs(document, proofs, issuer) == (proofs[0],)
    with pytest.raises(ForeignError, match="by the key of the issuer"):
        check_proofs(document, proofs, f"did:key:{EDDSA['key']['publicKeyMultibase']}")
    if "Chain" in vector["name"]:
        with pytest.raises(ForeignError, match="missing"):
            check_proofs(document, proofs[1:], proofs[1]["verificationMethod"].partition("#")[0])
    spoilt: list[dict[str, Any]] = copy.deepcopy(proofs)
    spoilt[0]["created"] = "2023-02-24T23:36:39Z"
    with pytest.raises(ForeignError, match="does not fit"):
        check_proofs(document, spoilt, issuer)


def test_the_published_badge_fits_its_key_and_is_refused_for_an_issuer_that_would_be_looked_up():
    document = copy.deepcopy(EDDSA["badge"]["document"])
    proof = document.pop("proof")
    signature = decode_base58(proof["proofValue"])
    assert check_signature(EDDSA["badge"]["key"], signature, hash_signed(document, proof))
    found = verify_credential(json.dumps(EDDSA["badge"]["document"]), TrustStore(), None, NOW)
    assert "looked up" in found.reasons[0].message.en


def test_published_files_whose_contexts_are_not_known_here_are_refused_by_name():
    for vector in EDDSA["single"]:
        with pytest.raises(ForeignError, match="context that is not known here"):
            read_foreign(json.dumps(vector["document"]).encode())


def test_the_signature_of_rfc_8037_fits_and_a_credential_by_another_algorithm_is_refused_by_name():
    head, payload, signature = JOSE["ed25519"]["token"].split(".")
    key = multibase_key(decode_base64url(JOSE["ed25519"]["public"]))
    assert check_signature(key, decode_base64url(signature), f"{head}.{payload}".encode())
    assert not check_signature(key, decode_base64url(signature), f"{head}.{payload}A".encode())
    assert key_of(f"did:key:{key}") == key
    found = verify_credential(JOSE["es384_vc_jwt"], TrustStore(), None, NOW)
    assert "algorithm" in found.reasons[0].message.en and VC_CONTEXT not in str(found)


def test_the_published_list_is_empty_and_as_long_as_ours():
    assert decode_bits(JOSE["empty_list"]) == bytes(MIN_BITS // 8)
    assert decode_bits(encode_bits(bytes(MIN_BITS // 8))) == decode_bits(JOSE["empty_list"])
