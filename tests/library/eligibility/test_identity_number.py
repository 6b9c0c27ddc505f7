"""Resident identity numbers are read by GB 11643."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcai.eligibility.identity_number import check_character, read_resident_number

BODIES = st.dates(datetime.date(1930, 1, 1), datetime.date(2025, 12, 31)).flatmap(
    lambda born: st.integers(0, 999).map(lambda serial: f"000000{born:%Y%m%d}{serial:03d}")
)


@given(BODIES)
def test_a_number_with_its_check_character_is_read(body: str) -> None:
    found = read_resident_number(body + check_character(body)).value
    assert found is not None
    assert f"{found.born:%Y%m%d}" == body[6:14]
    assert found.sex == ("male" if int(body[14:]) % 2 else "female")


@given(BODIES, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(body: str, place: int, shift: int) -> None:
    wrong = body[:place] + str((int(body[place]) + shift) % 10) + body[place + 1 :]
    assert read_resident_number(wrong + check_character(body)).value is None


@pytest.mark.parametrize("text", ["", "12345", "00000019900101001Z", "0" * 18, "０" * 18])
def test_what_is_no_number_is_refused_with_a_sentence(text: str) -> None:
    result = read_resident_number(text)
    assert result.value is None
    assert result.findings[0].message.zh.startswith("身份证号码不对")
