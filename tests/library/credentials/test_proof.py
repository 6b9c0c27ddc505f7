"""The proofs are those of the open standards: other people's programs accept them, and no network is used."""

import json
import socket

import pytest
import segno
import zxingcpp
from c14n.Canonicalize import canonicalize
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError
from openbadgeslib.ob3.did import did_key_from_pem
from PIL import Image
from tests.data.certificate import issue, private_key, signer_of

from liangcai.credentials.canonical import canonical_bytes, decode_base64url, encode_base64url
from liangcai.credentials.compact import verification_url
from liangcai.credentials.document import OB_CONTEXT, VC_CONTEXT
from liangcai.credentials.multikey import decode_base58, encode_base58, key_of, multibase_key, raw_key
from liangcai.credentials.rdf import ContextError, canonical_rdf, load_context

ISSUED = issue()


@pytest.fixture
def no_network(monkeypatch):
    """Any attempt to open a connection fails the test."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_the_verifier_of_another_project_accepts_the_file(no_network):
    seen = OB3LdpVerifier().verify(ISSUED.file, check_status=False)
    assert seen.issuer.id == signer_of().did
    assert seen.achievement.name.startswith("测试员 初级")


def test_the_verifier_of_another_project_refuses_a_changed_file(no_network):
    with pytest.raises(OB3VerificationError):
        OB3LdpVerifier().verify(ISSUED.file.replace("考生01".encode(), "考生02".encode()), check_status=False)


def test_a_common_jose_library_accepts_the_token():
    public = (
        private_key()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    read = jws.deserialize_compact(ISSUED.token, OKPKey.import_key(public), algorithms=["Ed25519"])
    assert json.loads(read.payload)[1] == "考生01"


def test_our_did_key_is_the_one_that_others_derive():
    public = (
        private_key()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    assert did_key_from_pem(public) == signer_of().did


def test_files_are_canonical_json_as_rfc_8785_has_it():
    assert canonicalize(json.loads(ISSUED.file)) == ISSUED.file


@given(st.dictionaries(st.from_regex(r"\A[@A-Za-z]{1,8}\Z"), st.text(st.characters(exclude_categories=["Cs"]))))
def test_canonical_bytes_equal_rfc_8785_for_any_text(document):
    assert canonical_bytes(document) == canonicalize(document)


def test_an_unpinned_context_is_never_fetched(no_network):
    with pytest.raises(ContextError):
        load_context("https://www.w3.org/2018/credentials/v1")
    foreign = json.dumps({"@context": "https://example.org/context.json", "id": "urn:x:1"}).encode()
    with pytest.raises(Exception, match=r"normalization"):
        canonical_rdf(foreign)
    assert load_context(VC_CONTEXT)["document"]["@context"]
    assert load_context(OB_CONTEXT)["document"]["@context"]


@given(st.binary(max_size=80))
def test_base58_and_base64url_read_back(data):
    assert decode_base58(encode_base58(data)) == data
    assert decode_base64url(encode_base64url(data)) == data


@pytest.mark.parametrize("text", ["", "z0", "zO", "x1", "u1", "z６"])
def test_what_is_no_base58_is_refused(text):
    assert decode_base58(text) is None


def test_only_an_ed25519_key_is_a_key():
    assert raw_key(key_of(signer_of().did)) == private_key().public_key().public_bytes_raw()
    assert raw_key(encode_base58(b"\xec\x01" + bytes(32))) is None
    assert raw_key(encode_base58(b"\xed\x01" + bytes(31))) is None
    assert key_of("did:web:example.org") == ""
    with pytest.raises(ValueError, match="32 bytes"):
        multibase_key(b"short")


def test_the_qr_code_of_a_certificate_reads_back(tmp_path):
    address = verification_url("https://exam.example.org/verify/", ISSUED.token)
    code = segno.make(address, error="m", micro=False)
    code.save(str(tmp_path / "code.png"), scale=4)
    with Image.open(tmp_path / "code.png") as picture:
        read = zxingcpp.read_barcodes(picture.convert("L"))
    assert [one.text for one in read] == [address]
    assert len(ISSUED.token) < 1200
    assert code.symbol_size()[0] <= 105
