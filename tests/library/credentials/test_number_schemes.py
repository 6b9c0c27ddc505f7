"""How certificates are numbered is data: two rule packs, serials without a gap in what each of them names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcai.credentials.number import IssuingOffice, check_sequence, format_number, read_number, scope_of
from liangcai.credentials.pack import CertificatePack, read_pack
from liangcai_reference import read_text

OFFICE = IssuingOffice(office_class="S", organisation="0001", province="11", site="000001")


def load(name: str) -> CertificatePack:
    """A bundled pack."""
    pack = read_pack(read_text(f"rulepacks/{name}.toml")).value
    assert pack is not None
    return pack


PACKS = {name: load(name) for name in ("certificate", "certificate-16")}


def write(name: str, *serials: int, level: str = "四级", year: int = 2026) -> list[str]:
    """The numbers of those serials."""
    return [format_number(PACKS[name], OFFICE, level, year, serial).value for serial in serials]


def test_the_second_pack_writes_another_number_of_the_same_certificate():
    assert write("certificate", 37) == ["S" + "0001" + "11" + "000001" + "26" + "4" + "000037"]
    assert write("certificate-16", 37) == ["2026" + "11" + "0001" + "4" + "00037"]
    assert PACKS["certificate-16"].length == 16
    assert [PACKS[name].renewed for name in PACKS] == ["new", "same"]


@given(st.sampled_from(sorted(PACKS)), st.integers(2000, 2099), st.integers(1, 99_999))
def test_a_number_of_either_pack_reads_back(name, year, serial):
    read = read_number(PACKS[name], write(name, serial, year=year)[0]).value
    assert read.serial == serial
    assert str(year).endswith(read.year)


def test_serials_count_in_what_the_pack_names():
    levels = [scope_of(PACKS["certificate"], *write("certificate", 1, level=level)) for level in ("四级", "三级")]
    assert levels[0] != levels[1]
    same = {scope_of(PACKS["certificate-16"], *write("certificate-16", 1, level=level)) for level in ("四级", "三级")}
    assert same == {"organisation=0001 province=11 year=2026"}


@given(st.sets(st.integers(1, 60), min_size=1), st.lists(st.integers(1, 60), max_size=2))
def test_every_gap_and_every_serial_given_twice_is_found(serials, again):
    numbers = write("certificate", *serials, *again)
    repeated = set(again) & serials or len(set(again)) < len(again)
    found = {one.rule for one in check_sequence(PACKS["certificate"], numbers)}
    everything = serials | set(again)
    assert ("certificate.gap" in found) == (len(everything) < max(everything))
    assert ("certificate.twice" in found) == bool(repeated)


def test_a_gap_is_named_in_its_scope_and_what_is_no_number_is_named_too():
    numbers = [*write("certificate", 1, 2, 5), *write("certificate", 1, year=2027), "S0001"]
    bad, gap = check_sequence(PACKS["certificate"], numbers)
    assert bad.document == "S0001"
    assert "year=26 level=4" in gap.message.en
    assert gap.message.en.endswith("2 serials left out: 3, 4.")
    assert not check_sequence(PACKS["certificate"], write("certificate", 1, 2, 3))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"year"]', '"serial"]'),
        ('"year"]', '"site"]'),
        ('"year"]', '"organisation"]'),
        ('renewed = "same"', 'renewed = "none"'),
        ('key = "lost"', 'key = "gone"'),
        ('key = "other"', 'key = "authority"'),
        ('name = "serial"', 'name = "site"'),
    ],
)
def test_a_pack_under_which_two_certificates_could_be_alike_is_refused(old, new):
    text = read_text("rulepacks/certificate-16.toml")
    assert text.count(old) == 1
    assert read_pack(text.replace(old, new)).value is None
