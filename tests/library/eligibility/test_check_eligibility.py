"""liangcai.eligibility: an application is admitted, refused or left to a person, with clauses and dates."""

import datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples
from tests.data.entry import OCCUPATION, make_standard

import liangcai_reference
from liangcai.eligibility.application import (
    Application,
    Apprenticeship,
    Certificate,
    Diploma,
    Employment,
    Ruling,
    Title,
    TrainingProof,
    lint_application,
)
from liangcai.eligibility.check import Verdict, check_eligibility
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.pack import EligibilityPack, read_pack
from liangcai.eligibility.rules import ConditionSet

D = datetime.date
TODAY = D(2024, 9, 1)
PACK = read_pack(liangcai_reference.read_text("rulepacks/eligibility.toml")).value
TECHNICAL = (("初级", "初级"), ("中级", "中级"), ("高级", "高级"))
CERTIFIED = "取得相关职业五级技能等级证书后，继续从事本职业或相关职业工作4年（含）以上"
LONG = "从事本职业或相关职业工作满6年"
STUDIED = "取得技工学校本专业或相关专业的毕业证书（含在校应届毕业生）"


def skill_conditions(*texts: str, pack: EligibilityPack = PACK) -> ConditionSet:
    value = compile_conditions(make_standard(*(texts or (CERTIFIED, LONG, STUDIED))), "四级", pack).value
    assert value is not None
    return value


def technical_conditions(*texts: str, directions: tuple[str, ...] = ()) -> ConditionSet:
    standard = make_standard(
        *texts, level="初级", level_names=TECHNICAL, requires="取得初级培训学时证明", hours=90, directions=directions
    )
    value = compile_conditions(standard, "初级", PACK).value
    assert value is not None
    return value


def judge(application: Application, conditions: ConditionSet | None = None, on: D = TODAY) -> Verdict:
    return check_eligibility(conditions or skill_conditions(), application, on)


def worker(start: D, end: D | None = None, occupation: str = OCCUPATION) -> Employment:
    return Employment(occupation=occupation, start=start, end=end)


def test_six_years_of_work_admit_under_the_clause_that_says_so() -> None:
    verdict = judge(Application(level="四级", employment=(worker(D(2018, 9, 1)),)))
    assert verdict.status == "admitted"
    assert verdict.earliest == TODAY
    assert verdict.earliest_clause == "1.9.1(2)"
    assert [(one.clause, one.met, one.line) for one in verdict.reasons] == [
        ("1.9.1(1)", False, 41),
        ("1.9.1(2)", True, 42),
        ("1.9.1(3)", False, 43),
    ]


def test_a_day_too_few_is_refused_with_the_day_on_which_it_will_do() -> None:
    verdict = judge(Application(level="四级", employment=(worker(D(2018, 9, 2)),)))
    assert verdict.status == "refused"
    assert verdict.earliest == D(2024, 9, 2)
    lacking = next(one for one in verdict.missing if one.clause == "1.9.1(2)")
    assert lacking.earliest == D(2024, 9, 2)
    assert "照现状到 2024-09-02 满足" in lacking.messages[0].zh
    assert "as things stand this is met on 2024-09-02" in lacking.messages[0].en


def test_work_that_has_ended_never_grows() -> None:
    verdict = judge(Application(level="四级", employment=(worker(D(2018, 1, 1), D(2020, 1, 1)),)))
    assert verdict.status == "refused"
    assert verdict.earliest is None
    assert verdict.earliest_clause is None


def test_work_before_the_certificate_does_not_count_towards_the_years_after_it() -> None:
    certificate = Certificate(occupation="航标工", level="五级", obtained=D(2021, 3, 1))
    application = Application(level="四级", certificates=(certificate,), employment=(worker(D(2019, 3, 1)),))
    verdict = judge(application)
    assert verdict.status == "refused"
    assert (verdict.earliest, verdict.earliest_clause) == (D(2025, 3, 1), "1.9.1(1)"), "both ways end on the same day"
    later = msgspec.structs.replace(application, employment=(worker(D(2019, 6, 1)),))
    assert judge(later).earliest_clause == "1.9.1(1)"
    earlier = msgspec.structs.replace(application, employment=(worker(D(2018, 10, 1)),))
    assert (judge(earlier).earliest, judge(earlier).earliest_clause) == (D(2024, 10, 1), "1.9.1(2)")


def test_a_revoked_certificate_shows_nothing() -> None:
    certificate = Certificate(occupation="航标工", level="五级", obtained=D(2018, 3, 1), valid=False)
    verdict = judge(Application(level="四级", certificates=(certificate,), employment=(worker(D(2019, 3, 1)),)))
    assert verdict.status == "refused"
    assert "缺少：持有相关职业的五级等级证书。" in verdict.missing[0].messages[0].zh


def test_a_higher_certificate_or_title_shows_the_lower_only_where_the_pack_says_so() -> None:
    certificate = Certificate(occupation="航标工", level="三级", obtained=D(2018, 3, 1))
    application = Application(level="四级", certificates=(certificate,), employment=(worker(D(2019, 3, 1)),))
    assert judge(application).status == "admitted"
    assert judge(application, skill_conditions(pack=EligibilityPack())).status == "refused"
    proof = TrainingProof(level="初级", hours=90, issued=D(2024, 1, 1))
    titled = Application(level="初级", titles=(Title(name="工程师", obtained=D(2020, 1, 1)),), training=(proof,))
    assert judge(titled, technical_conditions("取得技术员职称")).status == "admitted"


def test_a_name_outside_an_open_list_waits_for_a_person_and_a_ruling_settles_it() -> None:
    application = Application(level="四级", employment=(worker(D(2010, 1, 1), occupation="船长"),))
    assert judge(application).status == "undecided"
    for relation, status in (("related", "admitted"), ("own", "admitted"), ("other", "refused")):
        ruling = Ruling(topic="occupation", name="船长", relation=relation, decided_by="审核员01", grounds="工作内容")
        assert judge(msgspec.structs.replace(application, rulings=(ruling,))).status == status
    unrelated = Employment(occupation="厨师", start=D(2010, 1, 1), unrelated=True)
    assert judge(Application(level="四级", employment=(unrelated,))).status == "refused"


def test_a_listed_major_counts_and_a_final_year_student_may_apply() -> None:
    student = Diploma(degree="secondary", major="灯光维护", school="technician_college", final_year_since=D(2024, 9, 1))
    assert judge(Application(level="四级", diplomas=(student,))).status == "admitted"
    assert judge(Application(level="四级", diplomas=(student,)), on=D(2024, 8, 31)).status == "refused"
    other = msgspec.structs.replace(student, major="烹饪")
    assert judge(Application(level="四级", diplomas=(other,))).status == "undecided"


def test_a_programme_whose_aim_nobody_evaluated_waits_for_a_person() -> None:
    text = "取得以高级技能为培养目标且经评估论证的高等职业学校毕业证书"
    diploma = Diploma(degree="college", school="higher_vocational", obtained=D(2023, 7, 1))
    for target, status in ((None, "undecided"), ("高级技能", "admitted"), ("中级技能", "refused")):
        aimed = msgspec.structs.replace(diploma, target=target)
        assert judge(Application(level="四级", diplomas=(aimed,)), skill_conditions(text)).status == status


def test_without_the_proof_of_training_nobody_is_admitted() -> None:
    conditions = technical_conditions("取得技术员职称", "具备大学专科学历，从事本专业技术工作满1年")
    application = Application(level="初级", titles=(Title(name="技术员", obtained=D(2020, 1, 1)),))
    verdict = judge(application, conditions)
    assert verdict.status == "refused"
    assert verdict.missing[0].clause == "1.9.1"
    assert "90" in verdict.missing[0].messages[0].zh
    for hours, issued, status in ((90, TODAY, "admitted"), (89, TODAY, "refused"), (90, D(2024, 9, 2), "refused")):
        proof = TrainingProof(level="初级", hours=hours, issued=issued)
        assert judge(msgspec.structs.replace(application, training=(proof,)), conditions).status == status


def test_education_and_degree_are_not_the_same_thing() -> None:
    proof = TrainingProof(level="初级", hours=90, issued=D(2024, 1, 1))
    conditions = technical_conditions("具备大学本科学历")
    for award, status in (("education", "admitted"), ("degree", "refused"), ("both", "admitted")):
        diploma = Diploma(degree="master", award=award, obtained=D(2020, 7, 1))
        assert judge(Application(level="初级", diplomas=(diploma,), training=(proof,)), conditions).status == status


def test_a_national_rule_or_an_unread_sentence_never_admits() -> None:
    conditions = skill_conditions("技工院校毕业生，依照国家有关规定申报")
    graduate = Diploma(degree="secondary", school="technical_school", obtained=D(2020, 7, 1))
    assert judge(Application(level="四级", diplomas=(graduate,)), conditions).status == "undecided"
    assert judge(Application(level="四级"), conditions).status == "refused"
    unread = judge(Application(level="四级"), skill_conditions("成绩特别优秀"))
    assert unread.status == "undecided"
    assert unread.earliest is None
    assert "人工" in unread.reasons[0].message.zh


def test_an_announced_cut_off_day_takes_the_place_of_today() -> None:
    application = Application(level="四级", employment=(worker(D(2018, 12, 31)),), cut_off=D(2024, 12, 31))
    verdict = judge(application)
    assert (verdict.status, verdict.judged_on) == ("admitted", D(2024, 12, 31))


@pytest.mark.parametrize(("level", "direction"), [("三级", None), ("四级", "灯塔"), ("初级", None)])
def test_another_level_or_a_direction_that_is_not_there_is_refused(level: str, direction: str | None) -> None:
    verdict = judge(Application(level=level, direction=direction))
    assert verdict.status == "refused"
    assert verdict.reasons[0].clause == "1.4"


def test_a_level_with_directions_wants_one_of_them() -> None:
    conditions = technical_conditions("取得技术员职称", directions=("灯光", "雾号"))
    assert judge(Application(level="初级"), conditions).reasons[0].clause == "1.4"
    assert judge(Application(level="初级", direction="灯光"), conditions).reasons[0].clause == "1.9.1"


def test_work_that_ends_before_it_begins_is_a_finding_and_counts_for_nothing() -> None:
    application = Application(level="四级", employment=(worker(D(2024, 1, 1), D(2010, 1, 1)),))
    assert [one.rule for one in lint_application(application)] == ["employment-dates"]
    assert judge(application).status == "refused"


def test_a_broken_pack_is_a_finding() -> None:
    assert not read_pack("[eligibility]\ntitles = 3\n").ok
    assert not read_pack("= nonsense").ok


DAYS = st.dates(D(1990, 1, 1), D(2035, 12, 31))
NAMES = st.sampled_from((OCCUPATION, "航标工", "船长", "信号员"))


@st.composite
def jobs(draw: st.DrawFn) -> Employment:
    start = draw(DAYS)
    end = draw(st.none() | st.dates(start, D(2040, 1, 1)))
    return Employment(occupation=draw(NAMES), start=start, end=end, unrelated=draw(st.booleans()))


CERTIFICATES = st.builds(
    Certificate, occupation=NAMES, level=st.sampled_from(("五级", "四级", "三级")), obtained=DAYS, valid=st.booleans()
)
DIPLOMAS = st.builds(
    Diploma,
    degree=st.sampled_from(("secondary", "college", "bachelor")),
    major=st.sampled_from(("灯光维护", "烹饪", "")),
    school=st.sampled_from((None, "technical_school", "technician_college", "secondary_vocational")),
    obtained=st.none() | DAYS,
    final_year_since=st.none() | DAYS,
)
APPLICATIONS = st.builds(
    Application,
    level=st.just("四级"),
    employment=st.lists(jobs(), max_size=4).map(tuple),
    certificates=st.lists(CERTIFICATES, max_size=2).map(tuple),
    diplomas=st.lists(DIPLOMAS, max_size=2).map(tuple),
)
RANK = {"refused": 0, "undecided": 1, "admitted": 2}


@given(APPLICATIONS)
def test_the_earliest_day_is_met_and_the_day_before_it_is_not(application: Application) -> None:
    earliest = judge(application).earliest
    if earliest is None:
        return
    assert judge(application, on=earliest).status == "admitted"
    assert judge(application, on=earliest - datetime.timedelta(days=1)).status != "admitted"


@given(APPLICATIONS, DAYS)
def test_a_verdict_agrees_with_its_reasons_its_date_and_what_is_missing(application: Application, on: D) -> None:
    verdict = judge(application, on=on)
    admitted = verdict.status == "admitted"
    assert admitted == any(reason.met for reason in verdict.reasons)
    assert admitted == (verdict.earliest is not None and verdict.earliest <= on)
    assert {one.clause for one in verdict.missing} == {one.clause for one in verdict.reasons if not one.met}
    assert all(one.messages for one in verdict.missing)


@settings(max_examples=examples(200))
@given(APPLICATIONS, jobs(), CERTIFICATES, DIPLOMAS, DAYS)
def test_more_evidence_never_makes_a_verdict_worse(
    application: Application, job: Employment, certificate: Certificate, diploma: Diploma, on: D
) -> None:
    more = msgspec.structs.replace(
        application,
        employment=(*application.employment, job),
        certificates=(*application.certificates, certificate),
        diplomas=(*application.diplomas, diploma),
    )
    assert RANK[judge(more, on=on).status] >= RANK[judge(application, on=on).status]


@given(APPLICATIONS, DAYS, DAYS)
def test_waiting_never_makes_a_verdict_worse(application: Application, one: D, other: D) -> None:
    sooner, later = sorted((one, other))
    assert RANK[judge(application, on=later).status] >= RANK[judge(application, on=sooner).status]


def test_a_completed_apprenticeship_admits_and_one_that_nobody_recorded_is_asked_for() -> None:
    conditions = skill_conditions("本职业学徒期满")
    done = Apprenticeship(occupation=OCCUPATION, completed=TODAY)
    assert judge(Application(level="四级", apprenticeships=(done,)), conditions).status == "admitted"
    late = Apprenticeship(occupation=OCCUPATION, completed=TODAY + datetime.timedelta(days=1))
    assert judge(Application(level="四级", apprenticeships=(late,)), conditions).status == "refused"
    assert judge(Application(level="四级"), conditions).status == "undecided"


def test_whether_a_title_goes_with_the_occupation_is_for_a_person_to_say() -> None:
    conditions = skill_conditions("取得符合专业对应关系的初级职称后，累计从事本职业工作满1年")
    titled = Application(
        level="四级", titles=(Title(name="助理工程师", obtained=D(2023, 9, 1)),), employment=(worker(D(2020, 1, 1)),)
    )
    assert judge(titled, conditions).status == "undecided"
    assert judge(msgspec.structs.replace(titled, titles=()), conditions).status == "refused"


def test_an_age_is_reached_on_the_birthday_and_asked_for_where_it_is_not_on_record() -> None:
    conditions = skill_conditions("年满16周岁，拟从事本职业工作")
    assert judge(Application(level="四级", born=D(2008, 9, 1)), conditions).status == "admitted"
    assert judge(Application(level="四级", born=D(2008, 9, 2)), conditions).status == "refused"
    assert judge(Application(level="四级"), conditions).status == "undecided"
