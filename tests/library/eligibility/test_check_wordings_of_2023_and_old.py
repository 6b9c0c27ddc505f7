"""What the wordings of 2023 and of before 2015 ask of an application, and what they leave to a person."""

import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.conditions import LEVELS
from tests.data.entry import OCCUPATION, make_standard

import liangcai_reference
from liangcai.eligibility.application import Application, Certificate, Diploma, Employment, TrainingProof
from liangcai.eligibility.check import Verdict, check_eligibility
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.pack import EligibilityPack, read_pack
from liangcai.eligibility.years import Period, add_years, complete_years, unbroken_years

D = datetime.date
TODAY = D(2026, 9, 1)
PACK = read_pack(liangcai_reference.read_text("rulepacks/eligibility.toml")).value


def judge(text: str, application: Application, pack: EligibilityPack = PACK, on: D = TODAY) -> Verdict:
    standard = make_standard(text, level_names=LEVELS["before 2015"])
    conditions = compile_conditions(standard, "四级", pack).value
    assert conditions is not None
    return check_eligibility(conditions, application, on)


def worked(*spans: tuple[D, D | None], trainee: bool = False) -> Application:
    jobs = (Employment(occupation=OCCUPATION, start=start, end=end, trainee=trainee) for start, end in spans)
    return Application(level="四级", employment=tuple(jobs))


SEVEN = "连续从事本职业工作7年以上"


def test_continuous_years_are_sure_without_a_gap_and_a_persons_to_decide_with_one() -> None:
    whole = worked((D(2019, 9, 1), D(2022, 8, 31)), (D(2022, 9, 1), None))
    assert judge(SEVEN, whole).status == "admitted", "two jobs that meet leave no gap"
    assert judge(SEVEN, whole, on=D(2026, 8, 31)).earliest == TODAY
    gap = worked((D(2018, 1, 1), D(2022, 8, 31)), (D(2022, 9, 2), None))
    verdict = judge(SEVEN, gap)
    assert (verdict.status, verdict.earliest) == ("undecided", D(2029, 9, 2))
    assert "须由人工认定是否连续从事本职业工作满 7 年" in verdict.missing[0].messages[0].zh
    assert "without a gap" in verdict.missing[0].messages[0].en
    short = worked((D(2020, 9, 1), None))
    assert judge(SEVEN, short).status == "refused"
    assert "7 年" in judge(SEVEN, short).missing[0].messages[0].zh


def test_years_as_a_trainee_and_years_of_work_stand_for_each_other_only_if_a_person_says_so() -> None:
    span = (D(2023, 9, 1), None)
    for text, trainee, status in (
        ("在本职业连续见习2年以上", True, "admitted"),
        ("在本职业连续见习2年以上", False, "undecided"),
        ("累计从事本职业工作2年以上", False, "admitted"),
        ("累计从事本职业工作2年以上", True, "undecided"),
    ):
        assert judge(text, worked(span, trainee=trainee)).status == status, (text, trainee)


def test_completed_training_wants_its_own_certificate_and_the_hours_of_the_level() -> None:
    text = "经本职业中级正规培训达规定标准学时数，并取得结业证书"
    for level, hours, kind, status in (
        ("四级", 100, "completion", "admitted"),
        ("四级", 99, "completion", "refused"),
        ("五级", 100, "completion", "refused"),
        ("四级", 100, "hours", "undecided"),
    ):
        proof = TrainingProof(
            level=level, hours=hours, issued=TODAY, kind="completion" if kind == "completion" else "hours"
        )
        assert judge(text, Application(level="四级", training=(proof,))).status == status, (level, hours, kind)
    missing = judge(text, Application(level="四级")).missing[0].messages[0]
    assert missing.zh == "缺少：持有四级正规培训结业证书（不少于 100 标准学时）。"


STUDENTS = "取得本职业三级/高级工职业资格（职业技能等级）证书满2年的技师学院预备技师班、技师班学生"


def test_a_student_of_a_class_holds_the_certificate_for_two_years() -> None:
    card = Certificate(occupation=OCCUPATION, level="三级", obtained=D(2024, 9, 1))
    student = Diploma(
        degree="secondary", school="technician_college", school_class="technician_class", enrolled_since=D(2024, 9, 1)
    )
    application = Application(level="四级", certificates=(card,), diplomas=(student,))
    assert judge(STUDENTS, application).status == "admitted"
    early = judge(STUDENTS, application, on=D(2026, 8, 31))
    assert (early.status, early.earliest) == ("refused", TODAY)
    for change, status in (
        ({"school_class": None}, "undecided"),
        ({"school_class": "advanced_class"}, "refused"),
        ({"school": "technical_school"}, "refused"),
        ({"obtained": D(2026, 7, 1)}, "undecided"),
        ({"enrolled_since": None, "final_year_since": D(2025, 9, 1)}, "admitted"),
        ({"enrolled_since": None}, "refused"),
    ):
        changed = msgspec.structs.replace(student, **change)
        assert judge(STUDENTS, msgspec.structs.replace(application, diplomas=(changed,))).status == status, change


@pytest.mark.parametrize(
    ("school_class", "status", "strictly"),
    [
        ("advanced_class", "admitted", "admitted"),
        ("technician_class", "admitted", "refused"),
        ("intermediate_class", "refused", "refused"),
        (None, "undecided", "undecided"),
    ],
)
def test_a_class_of_a_technical_school_is_asked_for(school_class: str | None, status: str, strictly: str) -> None:
    diploma = msgspec.convert(
        {"degree": "secondary", "school": "technical_school", "obtained": TODAY, "school_class": school_class}, Diploma
    )
    application = Application(level="四级", diplomas=(diploma,))
    assert judge("取得技工院校高级工班及以上毕业证书", application).status in (status, "admitted")
    assert judge("取得技工学校高级工班毕业证书", application).status == status
    assert judge("取得技工学校高级工班毕业证书", application, EligibilityPack()).status == strictly


@pytest.mark.parametrize(
    ("recognition", "evaluated", "approved"),
    [(None, "undecided", "undecided"), ("evaluated", "admitted", "undecided"), ("approved", "undecided", "admitted")],
)
def test_who_established_a_programme_is_asked_for_where_it_is_not_on_record(
    recognition: str | None, evaluated: str, approved: str
) -> None:
    diploma = msgspec.convert(
        {"degree": "college", "school": "higher_vocational", "obtained": TODAY, "recognition": recognition}, Diploma
    )
    application = Application(level="四级", diplomas=(diploma,))
    assert judge("取得经评估论证的高等职业学校毕业证书", application).status == evaluated
    assert judge("取得经教育行政部门审核认定的高等职业学校毕业证书", application).status == approved


def test_who_is_old_enough_has_to_be_at_work_where_the_standard_does_not_say_means_to() -> None:
    text = "年满16周岁，从事本职业工作"
    young = msgspec.structs.replace(worked((TODAY, None)), born=D(2010, 9, 1))
    assert judge(text, young).status == "admitted"
    assert judge(text, msgspec.structs.replace(young, born=D(2010, 9, 2))).status == "refused"
    assert judge(text, msgspec.structs.replace(young, employment=())).status == "refused"
    over = msgspec.structs.replace(worked((D(2020, 1, 1), D(2021, 1, 1))), born=D(2000, 1, 1))
    assert judge(text, over).status == "undecided", "whether somebody whose work has ended still is at work"


DAYS = st.dates(D(1990, 1, 1), D(2030, 12, 31))


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=5), st.integers(1, 10), st.none() | DAYS)
def test_unbroken_years_are_years_in_one_period_and_never_come_long_before_all_years(
    spans: list[tuple[D, D | None]], years: int, since: D | None
) -> None:
    periods = [Period(start, stop) for start, stop in spans if stop is None or stop > start]
    whole, total = unbroken_years(periods, years, since), complete_years(periods, years, since)
    if whole is None:
        return
    assert total is not None
    assert (total - whole).days <= 2, "leap days shift the count of days by no more"
    start = add_years(whole, -years)
    assert since is None or start >= since - datetime.timedelta(days=1)
