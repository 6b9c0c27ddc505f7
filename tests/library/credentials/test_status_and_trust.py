"""The list of revocations and the trust store: written, read, and refused when they are not what was written."""

import datetime
import gzip
import json
import random

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openbadgeslib.ob3 import decode_encoded_list, encode_bitstring, verify_data_integrity_proof
from tests.data.certificate import LIST, NAME, NOW, issue, private_key, signer_of, status_of, trust_of

from liangcai.credentials.canonical import encode_base64url
from liangcai.credentials.document import Profile
from liangcai.credentials.status import (
    MIN_BITS,
    StatusList,
    decode_bits,
    encode_bits,
    read_status_list,
    set_bits,
    sign_status_list,
)
from liangcai.credentials.trust import TrustStore, read_trust, write_trust
from liangcai.credentials.verify import verify_credential

ISSUER = Profile(id=signer_of().did, name=NAME)
EMPTY = bytes(MIN_BITS // 8)


@given(st.sets(st.integers(0, MIN_BITS - 1), max_size=40))
def test_exactly_the_bits_that_were_set_are_set(indices):
    bits = set_bits(EMPTY, indices)
    status = replace(status_of(), bits=decode_bits(encode_bits(bits)))
    assert sum(byte.bit_count() for byte in status.bits) == len(indices)
    assert all(status.revoked(index) for index in indices)


def test_the_encoding_is_that_of_another_project():
    indices = {0, 7, 8, 94_567, MIN_BITS - 1}
    assert decode_bits(encode_bitstring(indices)) == set_bits(EMPTY, indices)
    assert bytes(decode_encoded_list(encode_bits(set_bits(EMPTY, indices)))) == set_bits(EMPTY, indices)


def test_an_index_outside_the_list_is_refused_when_set_and_counts_as_revoked_when_asked():
    with pytest.raises(ValueError, match="outside"):
        set_bits(EMPTY, [MIN_BITS])
    with pytest.raises(ValueError, match="at least"):
        encode_bits(b"\0")
    assert status_of().revoked(MIN_BITS)
    assert status_of().revoked(-1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "u",
        "z" + encode_bits(EMPTY)[1:],
        encode_bits(EMPTY) + "=",
        encode_bits(EMPTY)[:-6],
        "u" + encode_base64url(gzip.compress(b"short", mtime=0)),
        "u" + encode_base64url(gzip.compress(bytes(6 << 20))),
        "u" + encode_base64url(gzip.compress(EMPTY, mtime=0) + b"more"),
        "u" + encode_base64url(b"no gzip at all"),
    ],
)
def test_what_is_no_list_or_a_bomb_is_refused(text):
    assert decode_bits(text) is None


@pytest.mark.parametrize("name", [LIST, "urn:uuid:00000000-0000-4000-8000-000000000001"])
def test_a_signed_list_reads_back_and_revokes(name):
    status = replace(status_of(1), id=name)
    read = read_status_list(sign_status_list(status, ISSUER, signer_of())).value
    assert read == status
    if name == LIST:
        assert verify_credential(issue().file, trust_of(), read, NOW).verdict == "revoked"


def test_the_verifier_of_another_project_accepts_the_signed_list():
    public = (
        private_key()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    verify_data_integrity_proof(json.loads(sign_status_list(status_of(1), ISSUER, signer_of())), public)


def test_every_changed_byte_of_a_signed_list_is_refused():
    data, dice = sign_status_list(status_of(1), ISSUER, signer_of()), random.Random(4)  # noqa: S311
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ dice.randrange(1, 256)]) + data[place + 1 :]
        result = read_status_list(changed)
        assert result.value is None
        assert [finding.rule for finding in result.findings] == ["credential.status"]


def test_a_list_written_another_way_is_refused_even_if_it_says_the_same():
    data = sign_status_list(status_of(1), ISSUER, signer_of())
    assert read_status_list(json.dumps(json.loads(data), ensure_ascii=False, indent=1).encode()).value is None
    assert read_status_list(data + b"\n").value is None


@pytest.mark.parametrize("junk", [b"", b"{}", b"\xff", b"[" * 9000, b"{" + b" " * (1 << 20)])
def test_junk_is_no_list(junk):
    assert read_status_list(junk).value is None


def test_a_list_on_a_day_that_does_not_exist_is_refused():
    class Odd(datetime.datetime):
        def astimezone(self, *_args):
            return self

        def strftime(self, *_args):
            return "2026-02-30T00:00:00Z"

    odd = StatusList(id=LIST, issuer=signer_of().did, valid_from=Odd(2026, 1, 1, tzinfo=datetime.UTC), valid_until=NOW)
    assert read_status_list(sign_status_list(odd, ISSUER, signer_of())).value is None


def test_a_trust_store_reads_back():
    store = replace(trust_of(), issuers=(replace(trust_of("a", "b").issuers[0], valid_until=NOW, revoked=NOW),))
    assert read_trust(write_trust(store)).value == store
    assert read_trust(write_trust(TrustStore())).value == TrustStore()


def test_a_trust_store_whose_ids_keys_or_times_do_not_fit_is_refused():
    good = json.loads(write_trust(trust_of()))
    for changes in (
        {"id": signer_of("other").did},
        {"public_key": "z6Mk"},
        {"valid_from": "2026-01-01T00:00:00"},
        {"valid_from": "yesterday"},
        {"comment": "x"},
    ):
        bad = {"issuers": [{**good["issuers"][0], **changes}]}
        result = read_trust(json.dumps(bad))
        assert result.value is None
        assert [finding.rule for finding in result.findings] == ["credential.trust"]
    assert read_trust(b"\xff").value is None
