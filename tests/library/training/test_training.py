"""liangcai.training: the hours of a level become units of teaching, and proofs and teachers are held against 1.8."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.entry import make_standard

import liangcai_reference
from liangcai.eligibility.application import TrainingProof
from liangcai.standard.read import read_standard
from liangcai.training.programme import derive_programme
from liangcai.training.proof import Teacher, check_teacher, check_training

TECHNICAL = (("初级", "初级"), ("中级", "中级"), ("高级", "高级"))
TEACHERS = (
    "讲授初级、中级课程的教师，应取得相关职业中级及以上专业技术等级，或者有相关专业中级及以上职称。",
    "讲授高级课程的教师，应取得相关职业高级专业技术等级，或者有相关专业高级职称。",
)


def test_hours_follow_the_weights_and_part_by_the_numbers_of_requirements() -> None:
    programme = derive_programme(make_standard("取得技术员职称", hours=100), "四级").value
    assert programme is not None
    assert [(unit.name, unit.hours, unit.theory_hours, unit.practice_hours) for unit in programme.units] == [
        ("职业功能1", 70, 18, 52),
        ("职业功能2", 30, 20, 10),
    ]


@given(st.integers(0, 2000))
def test_units_add_up_to_the_hours_exactly(hours: int) -> None:
    programme = derive_programme(make_standard("取得技术员职称", hours=hours), "四级").value
    assert programme is not None
    assert sum(unit.hours for unit in programme.units) == hours
    assert all(unit.theory_hours + unit.practice_hours == unit.hours for unit in programme.units)


def test_a_standard_without_hours_or_weights_gives_a_finding_and_no_programme() -> None:
    for standard, level, direction, rule in (
        (make_standard("x", hours=None), "四级", None, "training-hours"),
        (make_standard("x"), "五级", None, "training-hours"),
        (make_standard("x"), "三级", None, "training-weights"),
        (make_standard("x"), "四级", "灯塔", "training-weights"),
        (make_standard("x", directions=("灯光",)), "四级", None, "training-weights"),
    ):
        result = derive_programme(standard, level, direction)
        assert result.value is None
        assert [one.rule for one in result.findings] == [rule]


@pytest.mark.parametrize("occupation", liangcai_reference.list_occupations())
def test_every_level_and_direction_of_the_bundled_standards_has_a_programme(occupation: str) -> None:
    standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
    assert standard is not None
    for level in standard.levels:
        for direction in level.directions or (None,):
            programme = derive_programme(standard, level.name, direction).value
            assert programme is not None
            assert sum(unit.hours for unit in programme.units) == level.training_hours
            assert sum(unit.percent for unit in programme.units) == 100


def test_a_proof_must_be_for_the_level_and_of_its_hours() -> None:
    standard = make_standard("x", hours=100)
    for level, hours, met in (("四级", 100, (True, True)), ("四级", 99, (True, False)), ("三级", 100, (False, True))):
        proof = TrainingProof(level=level, hours=hours, issued=datetime.date(2024, 1, 1))
        assert tuple(reason.met for reason in check_training(proof, standard, "四级")) == met


def test_a_teacher_needs_the_level_or_the_title_that_the_standard_names() -> None:
    standard = make_standard("x", level="初级", level_names=TECHNICAL, teachers=TEACHERS)
    for teacher, level, met in (
        (Teacher(level="中级"), "初级", True),
        (Teacher(level="初级"), "初级", False),
        (Teacher(title_grade="高级"), "中级", True),
        (Teacher(level="中级", title_grade="中级"), "高级", False),
        (Teacher(level="高级"), "高级", True),
        (Teacher(), "高级", False),
    ):
        reason = check_teacher(teacher, standard, level)
        assert reason is not None
        assert (reason.met, reason.clause) == (met, "1.8.2"), (teacher, level)


def test_a_standard_that_says_nothing_of_teachers_gives_no_reason() -> None:
    assert check_teacher(Teacher(level="四级"), make_standard("x"), "四级") is None
    vague = make_standard("x", teachers=("教师应热爱工作。",))
    assert check_teacher(Teacher(level="四级"), vague, "四级") is None
