"""The certificate as a VC-JWT, and credentials of other programs: theirs accept ours, ours accepts theirs.

Follows VC-JOSE-COSE, Open Badges 3.0 section 8.2, Data Integrity EdDSA 1.0. The foreign side is openbadgeslib (which
signs with PyJWT and PyLD) and a few lines over ``cryptography``; no network is there.
"""

import base64
import hashlib
import json
import socket
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import OKPKey
from msgspec.structs import replace
from openbadgeslib.ob3 import OB3LdpSigner, OB3Signer, OB3Verifier
from openbadgeslib.ob3.credential import Achievement, Issuer, OpenBadgeCredential
from tests.data.certificate import NOW, issue, private_key, signer_of, status_of, trust_of

from liangcai.credentials.canonical import encode_base64url
from liangcai.credentials.document import OB_CONTEXT, VC_CONTEXT
from liangcai.credentials.foreign_proof import count_orders
from liangcai.credentials.jcs import write_json
from liangcai.credentials.judge import Verdict, Verification
from liangcai.credentials.multikey import encode_base58, method_of
from liangcai.credentials.trust import TrustStore
from liangcai.credentials.verify import verify_credential

ISSUED = issue()
OTHER = "another office"
DID = signer_of(OTHER).did
DAY = timedelta(days=1)
KNOWN = TrustStore(issuers=(replace(trust_of(OTHER).issuers[0], name="Elsewhere", purposes=("foreign",)),))


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Any attempt to open a connection fails the test."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was tried")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


def pem(seed: str) -> bytes:
    return private_key(seed).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_pem(seed: str) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return private_key(seed).public_key().public_bytes(serialization.Encoding.PEM, form)


def theirs() -> OpenBadgeCredential:
    """A badge as the other library builds it."""
    achievement = Achievement(
        id="urn:uuid:00000000-0000-4000-8000-000000000003",
        name="Welding",
        description="Welds",
        criteria_narrative="Weld.",
    )
    return OpenBadgeCredential(
        id="urn:uuid:00000000-0000-4000-8000-000000000002",
        issuer=Issuer(id=DID, name="They say"),
        recipient_id="urn:uuid:00000000-0000-4000-8000-000000000001",
        achievement=achievement,
        issuance_date=NOW - DAY,
    )


def plain() -> dict[str, Any]:
    """A credential written by hand."""
    return {
        "@context": [VC_CONTEXT, OB_CONTEXT],
        "id": "urn:uuid:00000000-0000-4000-8000-000000000002",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": DID, "type": ["Profile"], "name": "They say"},
        "validFrom": "2026-01-04T08:00:00Z",
        "name": "Ä \u20ac \U0001f600",
        "credentialSubject": {"id": "urn:uuid:00000000-0000-4000-8000-000000000001", "type": ["AchievementSubject"]},
    }


def sign_by_hand(document: dict[str, Any], seed: str = OTHER, **options: Any) -> bytes:
    """An eddsa-jcs-2022 proof in a few lines of our own hand, by json and cryptography."""
    did = signer_of(seed).did
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-01-04T08:00:00Z",
        "verificationMethod": method_of(did),
        "proofPurpose": "assertionMethod",
        "@context": document["@context"],
        **options,
    }

    def digest(value: object) -> bytes:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).digest()

    value = encode_base58(private_key(seed).sign(digest(proof) + digest(document)))
    return json.dumps({**document, "proof": {**proof, "proofValue": value}}, indent=2).encode()


def sign_text(payload: dict[str, Any], header: dict[str, Any], seed: str = OTHER) -> str:
    signed = ".".join(encode_base64url(json.dumps(one).encode()) for one in (header, payload))
    return f"{signed}.{encode_base64url(private_key(seed).sign(signed.encode()))}"


def verify(data: bytes | str, trust: TrustStore = KNOWN) -> Verification:
    return verify_credential(data, trust, None, NOW)


def test_our_token_is_accepted_here_and_says_what_the_file_says():
    ours = verify_credential(ISSUED.jwt, trust_of(), status_of(), NOW)
    assert ours == verify_credential(ISSUED.file, trust_of(), status_of(), NOW)
    assert ours.verdict is Verdict.VALID
    assert verify_credential(ISSUED.jwt, trust_of(), status_of(1), NOW).verdict is Verdict.REVOKED
    assert verify_credential(ISSUED.jwt, TrustStore(), None, NOW).verdict is Verdict.UNKNOWN_ISSUER


def test_three_verifiers_of_others_accept_our_token():
    seen = OB3Verifier.for_issuer_did(signer_of().did).verify(ISSUED.jwt)
    assert seen.issuer.id == signer_of().did and seen.achievement.name.startswith("测试员 初级")
    options = {"verify_aud": False}
    claims = jwt.decode(ISSUED.jwt, public_pem("issuer"), algorithms=["EdDSA"], options=options)
    assert claims["credentialSubject"]["licenseNumber"] == ISSUED.credential.credential_subject.license_number
    with pytest.warns(SecurityWarning, match="EdDSA"):  # RFC 9864 names it Ed25519; the profiles do not yet
        read = jws.deserialize_compact(ISSUED.jwt, OKPKey.import_key(public_pem("issuer")), algorithms=["EdDSA"])
    assert read.headers()["typ"] == "vc+jwt" and read.headers()["cty"] == "vc"


def test_the_credentials_of_another_program_are_accepted_from_whom_we_said_so():
    for signed in (OB3Signer(pem(OTHER), "EdDSA").sign(theirs()), OB3LdpSigner(pem(OTHER)).sign_to_json(theirs())):
        found = verify(signed)
        assert found.verdict is Verdict.VALID, found.reasons
        assert (found.foreign.achievement, found.foreign.issuer_name) == ("Welding", "Elsewhere")
        assert verify(signed, TrustStore()).verdict is Verdict.UNKNOWN_ISSUER
        assert verify(signed, trust_of(OTHER)).verdict is Verdict.INVALID, "it writes by this program"
    assert verify(sign_by_hand(plain())).verdict is Verdict.VALID
    assert verify(sign_by_hand(plain(), OTHER)).foreign.achievement == "Ä \u20ac \U0001f600"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"@context": [VC_CONTEXT, "https://example.org/more"]}, "https://example.org/more"),
        ({"@context": [VC_CONTEXT, {"@vocab": "https://example.org/"}]}, "context that is not known"),
        ({"@context": OB_CONTEXT}, "context stands"),
        ({"@context": []}, "context stands"),
        ({"@context": None}, "context"),
        ({"issuer": "did:web:example.org"}, "looked up"),
        ({"issuer": "https://example.org/issuer"}, "looked up"),
        ({"type": ["Other"]}, "no verifiable credential"),
        ({"validUntil": "2026-01-05T07:00:00Z"}, "expired"),
        ({"validUntil": "soon"}, "end of its validity"),
        ({"validFrom": "2027-01-01T00:00:00Z"}, "not come yet"),
        ({"validFrom": None}, "no time of issue"),
        ({"extra": {"@context": VC_CONTEXT}}, "context stands"),
        ({"name": float("inf")}, "no JSON"),
        ({"name": 2**60}, "no JSON"),
    ],
)
def test_what_would_have_to_be_fetched_or_cannot_be_read_is_refused_and_said(change, why):
    found = verify(sign_by_hand({**plain(), **change}))
    assert found.verdict is Verdict.INVALID
    assert any(why in reason.message.en for reason in found.reasons if not reason.met), found.reasons


def test_what_the_signature_does_not_cover_is_not_believed():
    signed = json.loads(OB3LdpSigner(pem(OTHER)).sign_to_json(theirs()))
    for more in ({"unknownTerm": "x"}, {"name": "Doctor"}):
        assert verify(json.dumps({**signed, **more})).verdict is Verdict.INVALID, more
    by_hand = sign_by_hand(plain())
    assert verify(by_hand.replace(b"They say", b"They sat")).verdict is Verdict.INVALID
    assert verify(by_hand.replace(b'"id"', b'"id": "x", "id"', 1)).verdict is Verdict.INVALID
    assert verify(sign_by_hand(plain(), "stranger")).verdict is Verdict.INVALID
    for options in ({"proofPurpose": "authentication"}, {"type": "Other"}, {"@context": [VC_CONTEXT]}):
        assert verify(sign_by_hand(plain(), **options)).verdict is Verdict.INVALID, options
    assert verify(sign_by_hand(plain(), cryptosuite="ecdsa-sd-2023")).verdict is Verdict.INVALID


def test_a_proof_that_would_have_something_fetched_is_refused():
    signed = json.loads(OB3LdpSigner(pem(OTHER)).sign_to_json(theirs()))
    proof = signed["proof"][0] if isinstance(signed["proof"], list) else signed["proof"]
    for more in ({"nonce": {"@context": "x"}}, {"nonce": {"@context": "https://example.org/x"}}, {"created": [[{}]]}):
        found = verify(json.dumps({**signed, "proof": {**proof, **more}}))
        assert found.verdict is Verdict.INVALID, more


def test_a_foreign_token_with_another_algorithm_or_key_is_refused():
    claims = {**plain(), "iss": DID}
    assert verify(sign_text(claims, {"alg": "EdDSA"})).verdict is Verdict.VALID
    stranger = {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(bytes(32)).rstrip(b"=").decode()}
    for header in (
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "EdDSA", "crit": ["exp"]},
        {"alg": "EdDSA", "kid": method_of(signer_of("stranger").did)},
        {"alg": "EdDSA", "jwk": stranger},
        {"alg": "EdDSA", "jwk": 1},
    ):
        assert verify(sign_text(claims, header)).verdict is Verdict.INVALID, header
    for wrong in ({"iss": "x"}, {"exp": 1}, {"exp": "x"}, {"nbf": 4_000_000_000}, {"exp": 10**15}):
        assert verify(sign_text({**claims, **wrong}, {"alg": "EdDSA"})).verdict is Verdict.INVALID, wrong
    assert verify(sign_text(claims, {"alg": "EdDSA"}, "stranger")).verdict is Verdict.INVALID


def test_parts_that_cannot_be_told_apart_do_not_hold_the_reader_up():
    many = {"type": ["Evidence"], "name": "same"}
    signed = json.loads(OB3LdpSigner(pem(OTHER)).sign_to_json(theirs()))
    signed["evidence"] = [many] * 12
    found = verify(json.dumps(signed))
    assert found.verdict is Verdict.INVALID and "told apart" in found.reasons[0].message.en
    assert count_orders({"a": [many] * 3, "b": [many] * 2}) == 12
    assert verify(b'{"@context":' + b"[" * 5000 + b"]" * 5000 + b"}").verdict is Verdict.INVALID


def test_names_are_ordered_as_rfc_8785_orders_them():
    assert write_json({"\ufb33": 1, "\U0001f600": 2, "a": [True, None]}) == (
        '{"a":[true,null],"\U0001f600":2,"\ufb33":1}'.encode()
    )
