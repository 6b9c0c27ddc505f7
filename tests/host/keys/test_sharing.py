"""A secret in shares: any two give it back, one alone tells nothing; pass phrases and envelopes hold."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcai_host.keys.envelopes import EnvelopeError, make_content_key, open_envelope, seal_envelope
from liangcai_host.keys.officers import (
    PLACE,
    clean_code,
    draw_code,
    lock_again,
    make_key_pair,
    open_with,
    seal_for,
)
from liangcai_host.keys.phrases import hash_phrase, is_phrase, lock_secret, unlock_secret
from liangcai_host.keys.sharing import Share, restore_secret, split_secret


@given(st.binary(min_size=1, max_size=40), st.integers(2, 9))
def test_any_two_shares_give_the_secret(secret: bytes, count: int) -> None:
    shares = split_secret(secret, count)
    assert all(restore_secret(*pair) == secret for pair in combinations(shares, 2))
    assert all(restore_secret(second, first) == secret for first, second in combinations(shares, 2))


def test_a_share_of_one_secret_is_a_share_of_every_other() -> None:
    """For each share and each secret there is a second share that leads there: one alone says nothing."""
    (own, _) = split_secret(b"\x2a", 2)
    reached = {restore_secret(own, Share(number=2, value=bytes([value]))) for value in range(256)}
    assert len(reached) == 256


def test_the_numbers_of_shares_are_those_of_the_field_of_aes() -> None:
    """FIPS 197, 4.2: {57} x {83} = {c1}: a line through zero with slope 0x57 has 0xc1 at 0x83."""
    line = [Share(number=1, value=b"\x57"), Share(number=0x83, value=b"\xc1")]
    assert restore_secret(*line) == b"\x00"


@pytest.mark.parametrize("numbers", [(1, 1), (3, 3)])
def test_the_same_share_twice_is_refused(numbers: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="two different shares"):
        restore_secret(*(Share(number=number, value=b"x") for number in numbers))


def test_shares_and_keys_do_not_show_themselves() -> None:
    share = split_secret(b"secret", 2)[0]
    assert repr(share) == "Share(1)"


def test_an_envelope_opens_with_its_key_in_its_place_only() -> None:
    key = make_content_key()
    sealed = seal_envelope(key, b"paper", "batch/forms")
    assert open_envelope(key, sealed, "batch/forms") == b"paper"
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for other in (
        (make_content_key(), sealed, "batch/forms"),
        (key, sealed, "batch/bank"),
        (key, altered, "batch/forms"),
    ):
        with pytest.raises(EnvelopeError):
            open_envelope(*other)
    with pytest.raises(EnvelopeError, match="suite"):
        open_envelope(key, b"SM4GCM.." + sealed[8:], "batch/forms")


def test_a_pass_phrase_opens_what_it_locked_however_it_is_typed() -> None:
    locked = lock_secret(b"private", "考务 Ａbc", "place")
    assert unlock_secret(locked, "考务 Abc", "place") == b"private"
    assert unlock_secret(locked, "考务 abc", "place") is None
    assert unlock_secret(locked, "考务 Abc", "another place") is None
    kept = hash_phrase("room 12")
    assert is_phrase(kept, "room 12")
    assert not is_phrase(kept, "room 13")
    assert hash_phrase("room 12") != kept


def test_what_is_sealed_for_an_officer_opens_with_their_phrase_only() -> None:
    mine, other = make_key_pair("mine"), make_key_pair("mine")
    sealed = seal_for(mine.public, b"share", "batch/share/1")
    assert open_with(mine.locked, "mine", sealed, "batch/share/1") == b"share"
    assert open_with(mine.locked, "theirs", sealed, "batch/share/1") is None
    with pytest.raises(EnvelopeError):
        open_with(other.locked, "mine", sealed, "batch/share/1")
    with pytest.raises(EnvelopeError):
        open_with(mine.locked, "mine", sealed, "batch/share/2")


def test_a_recovery_code_puts_a_key_behind_a_new_phrase() -> None:
    pair, code = make_key_pair("forgotten"), draw_code()
    recovery = lock_again(pair.locked, "forgotten", code)
    assert recovery is not None
    typed = clean_code(f"  {code.lower().replace('-', ' ')} ")
    restored = lock_again(recovery, typed, "new")
    assert restored is not None
    assert unlock_secret(restored, "new", PLACE) == unlock_secret(pair.locked, "forgotten", PLACE)
    assert lock_again(recovery, draw_code(), "new") is None
    assert len(code.replace("-", "")) == 32
