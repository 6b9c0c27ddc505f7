"""The keys of an installation: made once, private, and of use only where they belong."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import x25519
from hypothesis import given
from hypothesis import strategies as st
from tests.data.certificate import NOW, issue, private_key

from liangcai.credentials.proof import check_signature
from liangcai.credentials.verify import verify_credential
from liangcai_host.keys.fields import (
    FieldError,
    FieldKeys,
    decrypt_id_number,
    encrypt_id_number,
    index_id_number,
    load_field_keys,
    mask_id_number,
)
from liangcai_host.keys.issuing import (
    LostKeyError,
    issuing_key,
    load_issuing_key,
    make_pem,
    read_public_key,
    replace_issuing_key,
    stamp_key,
)
from liangcai_host.keys.storing import ExposedKeyError, read_or_make_key
from liangcai_host.keys.trusting import load_trust_store, save_trust_store, trust_own_key

KEYS = FieldKeys(cipher=bytes(range(32)), index=bytes(range(32, 64)))
NUMBER = "000000199001010018"


def test_the_issuing_key_is_made_once_and_signs(tmp_path):
    key = load_issuing_key(tmp_path)
    again = load_issuing_key(tmp_path)
    assert key.did == again.did == f"did:key:{key.public_key}"
    assert check_signature(key.public_key, again.signer.sign(b"text"), b"text")
    assert not check_signature(key.public_key, again.signer.sign(b"text"), b"other")


def test_key_files_are_for_their_owner_alone(tmp_path):
    load_issuing_key(tmp_path)
    load_field_keys(tmp_path)
    folder = tmp_path / "keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(path.name for path in folder.iterdir()) == [
        "field-a256gcm.key",
        "field-hs256.key",
        "issuing-ed25519.pem",
        "issuing-ed25519.pub",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such mode")
def test_a_key_that_others_can_read_is_not_used(tmp_path):
    load_issuing_key(tmp_path)
    (tmp_path / "keys" / "issuing-ed25519.pem").chmod(0o644)
    with pytest.raises(ExposedKeyError):
        load_issuing_key(tmp_path)


def test_a_key_that_is_gone_is_not_made_anew_by_itself(tmp_path):
    first = load_issuing_key(tmp_path)
    (tmp_path / "keys" / "issuing-ed25519.pem").unlink()
    with pytest.raises(LostKeyError, match="keys replace"):
        load_issuing_key(tmp_path)
    second = replace_issuing_key(tmp_path, make_pem())
    assert load_issuing_key(tmp_path).did == second.did != first.did
    assert read_public_key(tmp_path) == second.public_key


def test_a_running_server_notices_that_the_key_was_replaced(tmp_path):
    load_issuing_key(tmp_path)
    before = stamp_key(tmp_path)
    replace_issuing_key(tmp_path, make_pem())
    assert None is not stamp_key(tmp_path) != before
    assert [path.name for path in (tmp_path / "keys").iterdir() if path.name.startswith(".")] == []


def test_two_starts_at_once_end_with_the_same_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: read_or_make_key(tmp_path, "a.key", lambda: os.urandom(32)), range(64)))
    assert len(made) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["a.key"]


def test_a_file_with_another_kind_of_key_is_refused(tmp_path):
    other = x25519.X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    read_or_make_key(tmp_path, "issuing-ed25519.pem", lambda: other)
    with pytest.raises(ValueError, match="Ed25519"):
        load_issuing_key(tmp_path)
    read_or_make_key(tmp_path, "field-a256gcm.key", lambda: b"c2hvcnQ=")
    with pytest.raises(ValueError, match="32 bytes"):
        load_field_keys(tmp_path)


@given(st.text(min_size=1, max_size=40), st.text(max_size=20))
def test_an_id_number_opens_only_for_its_row(number, row):
    sealed = encrypt_id_number(KEYS, number, row)
    assert decrypt_id_number(KEYS, sealed, row) == "".join(number.split()).upper()
    with pytest.raises(FieldError):
        decrypt_id_number(KEYS, sealed, row + "x")


def test_every_changed_character_of_a_ciphertext_is_refused():
    sealed = encrypt_id_number(KEYS, NUMBER, "1")
    assert NUMBER not in sealed
    for place in range(len(sealed)):
        other = "A" if sealed[place] != "A" else "B"
        with pytest.raises(FieldError):
            decrypt_id_number(KEYS, sealed[:place] + other + sealed[place + 1 :], "1")
    with pytest.raises(FieldError):
        decrypt_id_number(FieldKeys(cipher=KEYS.index, index=KEYS.cipher), sealed, "1")


def test_the_same_number_is_found_again_but_never_sealed_twice_alike():
    assert index_id_number(KEYS, "00000019900101001x") == index_id_number(KEYS, " 00000019900101001X ")
    assert index_id_number(KEYS, NUMBER) != index_id_number(KEYS, "000000199001010026")
    assert index_id_number(KEYS, NUMBER) != index_id_number(FieldKeys(cipher=KEYS.index, index=KEYS.cipher), NUMBER)
    assert encrypt_id_number(KEYS, NUMBER, "1") != encrypt_id_number(KEYS, NUMBER, "1")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(NUMBER, "**************0018"), ("E0000018x", "*****018X"), ("12345678", "********"), ("", "")],
)
def test_a_masked_number_shows_its_last_four_at_most(number, shown):
    assert mask_id_number(number) == shown


def test_keys_do_not_show_in_a_log(tmp_path):
    keys = load_field_keys(tmp_path)
    assert repr(keys) == "FieldKeys(…)"
    assert "PRIVATE" not in repr(load_issuing_key(tmp_path))


def test_the_own_key_is_entered_once_and_others_stay(tmp_path):
    assert load_trust_store(tmp_path).value.issuers == ()
    key = issuing_key(private_key())
    store = trust_own_key(tmp_path, key, "示范评价机构", NOW).value
    assert trust_own_key(tmp_path, key, "另一个名称", NOW).value == store == load_trust_store(tmp_path).value
    assert verify_credential(issue().file, store, None, NOW).verdict == "valid"
    both = trust_own_key(tmp_path, issuing_key(private_key("other")), "第二机构", NOW).value
    assert len(both.issuers) == 2


def test_a_trust_file_written_wrongly_is_a_finding_and_is_left_alone(tmp_path):
    (tmp_path / "trust.json").write_text("{", encoding="utf-8")
    assert load_trust_store(tmp_path).value is None
    assert not trust_own_key(tmp_path, issuing_key(private_key()), "示范评价机构", NOW).ok
    assert (tmp_path / "trust.json").read_text(encoding="utf-8") == "{"


def test_saving_replaces_the_whole_file(tmp_path):
    store = trust_own_key(tmp_path, issuing_key(private_key()), "示范评价机构", NOW).value
    save_trust_store(tmp_path, store)
    assert [path.name for path in tmp_path.iterdir()] == ["trust.json"]
