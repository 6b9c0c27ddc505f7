"""A certificate number is written from the rule pack and reads back to what it was written from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.certificate import OFFICE, certificate_pack

from liangcai.credentials.number import IssuingOffice, format_number, mask_number, read_number
from liangcai.credentials.pack import read_pack
from liangcai_reference import read_text

PACK = certificate_pack()


def test_a_number_has_22_characters_in_the_order_of_the_pack():
    assert format_number(PACK, OFFICE, "四级", 2026, 37).value == "S" + "0001" + "11" + "000001" + "26" + "4" + "000037"


@given(
    st.sampled_from(["Y", "S"]),
    st.from_regex(r"\A[0-9]{12}\Z"),
    st.sampled_from(sorted(PACK.levels)),
    st.integers(2000, 2099),
    st.integers(1, 999_999),
)
def test_every_number_reads_back_to_its_parts(office_class, digits, level, year, serial):
    office = IssuingOffice(office_class=office_class, organisation=digits[:4], province=digits[4:6], site=digits[6:])
    number = format_number(PACK, office, level, year, serial).value
    read = read_number(PACK, number).value
    assert (read.office, read.level, read.serial) == (office, PACK.levels[level], serial)
    assert read.year == str(year)[2:]
    assert len(number) == 22


@pytest.mark.parametrize(
    "change",
    [
        {"level": "大师"},
        {"serial": 0},
        {"serial": 1_000_000},
        {"office": IssuingOffice(office_class="Z", organisation="0001", province="11", site="000001")},
        {"office": IssuingOffice(office_class="S", organisation="001", province="11", site="0000011")},
        {"office": IssuingOffice(office_class="S", organisation="00A1", province="11", site="000001")},
    ],
)
def test_what_does_not_fit_the_pack_is_a_finding_and_no_number(change):
    result = format_number(PACK, **{"office": OFFICE, "level": "四级", "year": 2026, "serial": 1, **change})
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["certificate.number"]


@pytest.mark.parametrize(
    "text", ["", "S", "S" * 22, "S00011100000126400003７", "X000111000001264000037", "S000111000001269000037"]
)
def test_what_is_no_number_is_refused(text):
    assert read_number(PACK, text).value is None


def test_a_masked_number_keeps_five_in_front_and_four_behind():
    assert mask_number("S000111000001264000037") == "S0001" + "*" * 13 + "0037"
    assert mask_number("12345") == "*****"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "site"', 'name = "year"'),
        ("width = 4", "width = 0"),
        ('code = "Y"', 'code = "YY"'),
        ('"四级" = "4"', '"四级" = "四"'),
        ("[certificate.titles.skill]", "[certificate.titles.other]"),
        ("date = 2026-11-20", "date = "),
    ],
)
def test_a_pack_that_cannot_work_is_refused(old, new):
    text = read_text("rulepacks/certificate.toml")
    assert old in text
    result = read_pack(text.replace(old, new))
    assert result.value is None
    assert not result.ok
