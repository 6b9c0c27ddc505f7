"""A passed part is kept for a year and one resit, and for nothing else."""

import datetime
from decimal import Decimal

import pytest

import liangcai_reference
from liangcai.award.decide import Decision, PartOutcome
from liangcai.award.keeping import AwardPack, Earlier, keep_parts, read_pack
from liangcai.standard.model import PartKind

DAY = datetime.date(2026, 3, 1)
PLACE = ("9-99-99-01@2024", "四级", None)


@pytest.fixture
def pack() -> AwardPack:
    found = read_pack(liangcai_reference.read_text("rulepacks/award.toml")).value
    assert found is not None
    return found


def decide(theory: int, skill: int, level: str = "四级") -> Decision:
    points: tuple[tuple[PartKind, int], ...] = (("theory", theory), ("skill", skill))
    outcomes = tuple(
        PartOutcome(
            name=kind, kind=kind, points=Decimal(value), pass_mark=60, passed=value >= 60, clause="1.9.2", line=1
        )
        for kind, value in points
    )
    return Decision(
        passed=all(one.passed for one in outcomes),
        standard_id=PLACE[0],
        standard_sha256="",
        level=level,
        direction=None,
        blueprint_sha256="",
        marks=(),
        outcomes=outcomes,
        reasons=(),
    )


def kinds(pack: AwardPack, on: datetime.date, *earlier: Earlier) -> list[str]:
    return [part.kind for part in keep_parts(earlier, PLACE, on, pack)]


def test_the_passed_part_is_kept_up_to_the_day_before_a_year_is_over(pack: AwardPack) -> None:
    first = Earlier(day=DAY, decision=decide(72, 55))
    assert kinds(pack, datetime.date(2027, 2, 28), first) == ["theory"]
    assert kinds(pack, datetime.date(2027, 3, 1), first) == []
    assert keep_parts((first,), PLACE, DAY, pack)[0].points == 72


def test_it_is_kept_for_one_resit(pack: AwardPack) -> None:
    first = Earlier(day=DAY, decision=decide(72, 55))
    again = Earlier(day=datetime.date(2026, 6, 1), decision=decide(72, 40), kept=("theory",))
    assert kinds(pack, datetime.date(2026, 9, 1), first, again) == []


def test_a_resit_does_not_begin_the_year_anew(pack: AwardPack) -> None:
    generous = AwardPack(**{**{name: getattr(pack, name) for name in pack.__struct_fields__}, "resits": 9})
    first = Earlier(day=DAY, decision=decide(72, 55))
    again = Earlier(day=datetime.date(2026, 12, 1), decision=decide(72, 40), kept=("theory",))
    assert kinds(generous, datetime.date(2027, 2, 28), first, again) == ["theory"]
    assert kinds(generous, datetime.date(2027, 3, 2), first, again) == []


def test_nothing_is_kept_for_another_level_nor_after_the_whole_was_passed(pack: AwardPack) -> None:
    assert kinds(pack, DAY, Earlier(day=DAY, decision=decide(72, 55, level="三级"))) == []
    assert kinds(pack, DAY, Earlier(day=DAY, decision=decide(72, 80))) == []
    assert kinds(pack, DAY, Earlier(day=DAY, decision=decide(40, 50))) == []


def test_a_pack_that_cannot_be_read_is_a_finding() -> None:
    result = read_pack("[award]\nkept_years = 'one'")
    assert result.value is None
    assert result.findings[0].rule == "award.pack"
