"""The bundled rule pack of the sitting, and what is refused as one."""

import pytest

import liangcai_reference
from liangcai.delivery.pack import read_pack

TEXT = liangcai_reference.read_text("rulepacks/sitting.toml")


def test_the_bundled_pack_has_minutes_a_source_and_three_weights_of_irregularities():
    pack = read_pack(TEXT).value
    assert pack is not None
    assert (pack.late_entry_minutes, pack.leave_after_minutes) == (30, 30)
    assert "第 31 号" in pack.source
    assert {one.weight for one in pack.irregularities} == {"minor", "serious", "grave"}
    assert len(pack.irregularities) == 10 + 6 + 3
    assert pack.irregularity("7.5").name.en.startswith("Using a phone")
    assert pack.irregularity("9.9") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("alone_minutes = 10", "alone_minutes = -1"),
        ("stale_seconds = 45", "stale_seconds = 0"),
        ('code = "6.2"', 'code = "6.1"'),
        ('weight = "grave"', 'weight = "heavy"'),
        ("[sitting]", "[sitting"),
    ],
)
def test_a_pack_that_does_not_fit_is_one_finding(old, new):
    result = read_pack(TEXT.replace(old, new))
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["sitting.pack"]
