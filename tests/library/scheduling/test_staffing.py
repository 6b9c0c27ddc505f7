"""How many people a part takes (1.9.3): teams and panels by ratio, minimum and odd numbers."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.entry import REVIEW, SKILL, THEORY, make_standard

import liangcai_reference
from liangcai.scheduling.exams import describe_exam
from liangcai.scheduling.matching import match_people
from liangcai.scheduling.pack import read_pack
from liangcai.scheduling.staffing import least_by_ratio, needed_staff, size_panels
from liangcai.standard.model import LevelMinutes, Staffing
from liangcai.standard.read import read_standard

PACK = read_pack(liangcai_reference.read_text("rulepacks/scheduling.toml")).value
ONE_TO_FIVE = Staffing(ratio="1:5", per="panel", at_least=3, odd=True)


@pytest.mark.parametrize(
    ("staff", "candidates", "most", "panels"),
    [
        (ONE_TO_FIVE, 30, None, (3, 3)),
        (ONE_TO_FIVE, 30, 1, (7,)),
        (ONE_TO_FIVE, 1, None, (3,)),
        (ONE_TO_FIVE, 15, None, (3,)),
        (ONE_TO_FIVE, 16, None, (5,)),
        (ONE_TO_FIVE, 40, None, (5, 3)),
        (ONE_TO_FIVE, 45, None, (3, 3, 3)),
        (ONE_TO_FIVE, 45, 2, (9,)),
        (Staffing(ratio="1:15", per="panel", at_least=3, odd=True), 60, None, (5,)),
        (Staffing(ratio=None, per="panel", at_least=5, odd=True), 60, None, (5,)),
        (Staffing(ratio=None, per="panel", at_least=4, odd=True), 3, None, (5,)),
        (Staffing(ratio="1:5", per="panel", at_least=2), 30, None, (2, 2, 2)),
    ],
)
def test_panels_are_as_few_people_as_the_ratio_allows(
    staff: Staffing, candidates: int, most: int | None, panels: tuple[int, ...]
) -> None:
    assert size_panels(staff, candidates, most) == panels


@given(st.integers(1, 400), st.none() | st.integers(1, 8))
def test_panels_are_odd_large_enough_and_keep_the_ratio(candidates: int, most: int | None) -> None:
    panels = size_panels(ONE_TO_FIVE, candidates, most)
    assert all(size % 2 == 1 and size >= 3 for size in panels)
    assert sum(panels) * 5 >= candidates
    assert most is None or len(panels) <= most
    assert most is not None or sum(panels) <= max(3, least_by_ratio(ONE_TO_FIVE, candidates) + 1)


def test_the_staff_that_a_level_needs_can_be_asked_for_beforehand() -> None:
    assert PACK is not None
    standard = make_standard("x")
    assert [(one.role, one.teams) for one in needed_staff(standard, "四级", 31, PACK)] == [
        ("invigilator", (2, 2)),
        ("assessor", (7,)),
    ]
    assert [(one.role, one.total) for one in needed_staff(standard, "二级", 10, PACK)] == [
        ("invigilator", 2),
        ("senior_assessor", 3),
        ("reviewer", 5),
    ]
    assert needed_staff(standard, "五级", 10, PACK) == ()


def test_a_broken_pack_is_a_finding() -> None:
    assert not read_pack("[scheduling]\ncolumns = 0\n").ok
    assert not read_pack("[scheduling]\nsurprise = 1\n").ok
    assert not read_pack("= nonsense").ok


@given(st.lists(st.lists(st.integers(0, 5), max_size=4, unique=True), max_size=6))
def test_matching_gives_nobody_two_duties_and_fills_as_many_as_can_be(duties: list[list[int]]) -> None:
    chosen = match_people(duties)
    people = [person for person in chosen if person is not None]
    assert len(set(people)) == len(people)
    assert all(person in duty for duty, person in zip(duties, chosen, strict=True) if person is not None)

    def most(rest: list[list[int]], used: frozenset[int]) -> int:
        if not rest:
            return 0
        taken = (1 + most(rest[1:], used | {person}) for person in rest[0] if person not in used)
        return max((most(rest[1:], used), *taken))

    assert len(people) == most(duties, frozenset())


@pytest.mark.parametrize("occupation", liangcai_reference.list_occupations())
def test_every_level_of_the_bundled_standards_can_be_described(occupation: str) -> None:
    standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
    assert standard is not None
    assert PACK is not None
    for level in standard.levels:
        exam = describe_exam(standard, level.name, PACK).value
        assert exam is not None
        assert exam.parts[0].minutes == 90


def test_a_part_lasts_as_long_as_its_own_level_asks() -> None:
    assert PACK is not None
    own = (LevelMinutes(levels=("四级",), minutes=120), LevelMinutes(levels=("三级",), minutes=150))
    standard = make_standard("x")
    theory = msgspec.structs.replace(standard.assessment.parts[0], minutes=own)
    assessment = msgspec.structs.replace(standard.assessment, parts=(theory, *standard.assessment.parts[1:]))
    exam = describe_exam(msgspec.structs.replace(standard, assessment=assessment), "四级", PACK).value
    assert exam is not None
    assert exam.parts[0].minutes == 120


def test_a_level_without_parts_and_a_part_without_staff_are_findings() -> None:
    assert PACK is not None
    assert [one.rule for one in describe_exam(make_standard("x"), "五级", PACK).findings] == ["sitting-candidates"]
    silent = make_standard("x", parts=(THEORY, msgspec.structs.replace(SKILL, staff=None), REVIEW))
    assert [one.rule for one in describe_exam(silent, "四级", PACK).findings] == ["sitting-unstated"]
