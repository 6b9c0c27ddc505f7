"""liangcai.eligibility: sentences of clause 1.9.1 become rules, and what can't be read is never guessed."""

import pytest
from tests.data.entry import NOTES, OCCUPATION, make_standard

from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.describe import describe
from liangcai.eligibility.lists import read_majors, read_occupations
from liangcai.eligibility.rules import (
    All,
    Any,
    Apprenticed,
    Expression,
    GraduatedFrom,
    HasTrainingProof,
    HoldsCertificate,
    HoldsDegree,
    HoldsRankedTitle,
    HoldsTitle,
    OfAge,
    PerNationalRule,
    Uncompiled,
    Worked,
)
from liangcai.findings import Severity

TECHNICAL = (("初级", "初级"), ("中级", "中级"), ("高级", "高级"))


def rule_of(text: str) -> Expression:
    result = compile_conditions(make_standard(text), "四级")
    assert result.value is not None
    return result.value.conditions[0].rule


def technical_rule_of(text: str) -> Expression:
    result = compile_conditions(make_standard(text, level="初级", level_names=TECHNICAL), "初级")
    assert result.value is not None
    return result.value.conditions[0].rule


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("累计从事本职业或相关职业工作 6 年（含）以上。", 6),
        ("累计从事本职业或相关职业工作6年以上", 6),
        ("在本职业或相关职业累计工作满 1 年", 1),
        ("在本职业或者相关职业从事工作满两年；", 2),
        ("从事本职业（或相关职业）工作不少于10年", 10),
        ("从事本职业、相关职业工作累计满 1 周年", 1),
    ],
)
def test_years_of_work_are_read_in_every_usual_form(text: str, years: int) -> None:
    assert rule_of(text) == Worked(years=years, scope="own_or_related")


def test_after_counts_from_the_day_on_which_what_stands_before_was_obtained() -> None:
    after = HoldsCertificate(scope="related", level="五级")
    expected = Worked(years=4, scope="own_or_related", after=after)
    for text in (
        "取得相关职业^①五级职业资格证书（技能等级证书）后，继续从事本职业或相关职业工作 4 年（含）以上。",
        "持有相关职业的五级技能等级证书之后，在本职业或相关职业工作满4年",
        "自取得相关职业五级职业资格证书或职业技能等级证书之日起，从事本职业或相关职业工作至少4年",
        "取得相关职业的五级/初级工职业技能等级证书后累计从事本职业或相关职业工作满四年",
    ):
        assert rule_of(text) == expected, text


def test_a_semicolon_with_or_makes_alternatives() -> None:
    aimed = GraduatedFrom(
        schools=("secondary_vocational", "higher_vocational"),
        major="own_or_related",
        target="中级技能",
        recognition="evaluated",
        final_year=True,
    )
    plain = GraduatedFrom(schools=("technical_school",), major="own_or_related", final_year=True)
    students = "（包括还没有领到毕业证书的应届毕业生）"
    for school in (
        "以中级技能为培养目标并且经过评估论证的中等及以上职业学校本专业或相关专业",
        "中等及以上职业学校（经评估论证，培养目标为中级技能）本专业或相关专业的",
    ):
        text = f"取得技工学校本专业或相关专业②毕业证书{students}；或取得{school}毕业证书{students}。"
        assert rule_of(text) == Any(of=(plain, aimed))


def test_a_list_of_schools_shares_one_diploma_and_joins_a_certificate() -> None:
    certificate = HoldsCertificate(scope="own_or_related", level="四级")
    schools = GraduatedFrom(schools=("advanced_technical_school", "technician_college"), final_year=True)
    text = "取得本职业或相关职业四级证书，并具有高级技工学校、技师学院毕业证书"
    assert isinstance(rule_of(text), Uncompiled), "四级证书 names no certificate of the system"
    text = "取得本职业或相关职业四级/中级工技能等级证书，并具有高级技工学校、技师学院的毕业证书（含应届毕业生）"
    assert rule_of(text) == All(of=(certificate, schools))


def test_a_graduate_who_holds_a_certificate_needs_both_and_the_years() -> None:
    text = (
        "取得本职业三级/高级工技能等级证书的高级技工学校、技师学院毕业生，在本职业工作满 3 年；"
        "或者取得本职业的预备技师证书，且为技师学院毕业生的，累计从事本职业工作 2 年（含）以上"
    )
    schools = GraduatedFrom(schools=("advanced_technical_school", "technician_college"))
    first = All(of=(HoldsCertificate(scope="own", level="三级"), schools, Worked(years=3, scope="own")))
    college = GraduatedFrom(schools=("technician_college",))
    second = All(of=(HoldsCertificate(scope="own", level="预备技师"), college, Worked(years=2, scope="own")))
    assert rule_of(text) == Any(of=(first, second))


def test_a_degree_may_be_exact_or_higher_in_a_major_and_open_to_final_year_students() -> None:
    assert technical_rule_of("拥有相关专业大学本科及以上学历（包括应届毕业生）。") == HoldsDegree(
        degree="bachelor", award="education", or_higher=True, major="related", final_year=True
    )
    assert technical_rule_of("拥有相关专业的博士学位") == HoldsDegree(degree="doctor", award="degree", major="related")
    assert rule_of("具有大专及以上学历的本专业或相关专业毕业证书") == HoldsDegree(
        degree="college", award="education", or_higher=True, major="own_or_related"
    )


def test_degrees_joined_by_or_are_one_of_the_things_needed() -> None:
    degrees = Any(
        of=(
            HoldsDegree(degree="bachelor", award="education"),
            HoldsDegree(degree="bachelor", award="degree"),
            HoldsDegree(degree="college", award="education"),
        )
    )
    worked = Worked(years=3, scope="profession", after=HoldsCertificate(scope="own", level="初级"))
    for text in (
        "持有大学本科学历，或者学士学位，或者大学专科学历，取得初级专业技术等级以后，继续从事本专业技术工作满3年。",
        "具有大学本科学历、学士学位或大学专科学历，并在取得初级专业技术等级之后，继续从事本专业技术工作满 3 年",
    ):
        rule = technical_rule_of(text)
        assert rule == All(of=(degrees, worked)), text


def test_a_major_named_first_holds_for_the_degrees_joined_to_it() -> None:
    assert technical_rule_of("具备相关专业硕士学位或博士学位") == Any(
        of=(
            HoldsDegree(degree="master", award="degree", major="related"),
            HoldsDegree(degree="doctor", award="degree", major="related"),
        )
    )


def test_titles_are_read_by_name() -> None:
    assert technical_rule_of("取得技术员职称") == HoldsTitle(name="技术员")
    assert technical_rule_of("取得高级工程师职称") == HoldsTitle(name="高级工程师")
    either = Any(of=(HoldsTitle(name="技术员"), HoldsTitle(name="助理工程师")))
    assert technical_rule_of("具有技术员或助理工程师职称后，从事本专业技术工作满2年") == Worked(
        years=2, scope="profession", after=either
    )


def test_two_ways_of_years_joined_by_a_comma_and_or_are_alternatives() -> None:
    rule = technical_rule_of("取得技术员职称后，从事本专业技术工作满2年，或取得工程师职称后，从事本专业技术工作满1年")
    assert rule == Any(
        of=(
            Worked(years=2, scope="profession", after=HoldsTitle(name="技术员")),
            Worked(years=1, scope="profession", after=HoldsTitle(name="工程师")),
        )
    )


def test_a_reference_to_national_rules_is_left_to_a_person() -> None:
    result = compile_conditions(make_standard("技工院校毕业生，依照国家有关规定申报。"), "四级")
    assert result.value is not None
    assert isinstance(result.value.conditions[0].rule, PerNationalRule)
    assert [(one.rule, one.severity) for one in result.findings] == [("condition-national-rule", Severity.INFO)]


@pytest.mark.parametrize(
    "text",
    [
        "连续累计从事本职业工作满4年",
        "取得四级技能等级证书满2年从事本职业工作",
        "取得技工学校毕业证书（高级技工学校毕业证书）",
        "取得技工学校毕业证书（本专业",
        "累计从事本职业工作",
        "从事本职业工作4年",
        "从事本职业工作满4年；取得技工学校毕业证书",
        "不具有大学本科学历",
        "取得四级/中级工技能等级证书，并从事本职业工作满2年，成绩优秀",
        "取得技工学校毕业证书（不含应届毕业生）",
        "取得以中级技能为培养目标的技工学校毕业证书",
        "取得四级技能等级证书后，具有大学本科学历",
        "取得四级技能等级证书后",
        "具有大学本科学历，取得四级技能等级证书，或从事本职业工作满2年",
        "具有相关专业工程师职称",
        "满4年",
        "",
    ],
)
def test_what_has_no_sure_reading_stays_a_sentence_with_a_warning(text: str) -> None:
    result = compile_conditions(make_standard(text), "四级")
    assert result.value is not None
    assert result.value.conditions[0].rule == Uncompiled(text=text)
    assert [(one.rule, one.severity, one.line) for one in result.findings] == [
        ("condition-unreadable", Severity.WARNING, 41)
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "取得初级培训学时证明",
        "——取得初级培训学时证明，并具备下列条件之一者，可申报初级：",
        "已取得初级专业技术等级培训学时证明，且符合下列条件之一的，可以申报：",
    ],
)
def test_what_heads_the_list_is_the_proof_of_training_with_the_hours_of_the_level(heading: str) -> None:
    standard = make_standard("取得技术员职称", level="初级", level_names=TECHNICAL, requires=heading, hours=90)
    value = compile_conditions(standard, "初级").value
    assert value is not None
    assert value.requires is not None
    assert value.requires.rule == HasTrainingProof(level="初级", hours=90)


def test_a_level_without_conditions_is_an_error() -> None:
    result = compile_conditions(make_standard("取得技术员职称"), "五级")
    assert result.value is None
    assert [one.rule for one in result.findings] == ["conditions-missing"]


def test_the_lists_of_related_names_are_read_from_the_notes() -> None:
    occupations, majors = read_occupations(NOTES), read_majors(NOTES)
    assert [one.name for one in occupations.entries] == ["航标工", "信号员", "港口引航员"]
    assert occupations.open
    assert [(one.name, one.school, one.group) for one in majors.entries] == [
        ("航标技术", "技校", "航运类"),
        ("灯光维护", "中职", ""),
        ("船舶驾驶", "中职", ""),
        ("气象观测", "中职", ""),
    ]


def test_a_rule_is_printed_back_in_both_languages() -> None:
    said = describe(rule_of("取得相关职业五级技能等级证书后，从事本职业工作满2年"))
    assert said.zh == "申请人须先持有相关职业的五级等级证书，自该日起从事本职业工作累计满 2 年。"
    assert said.en == (
        "The applicant must hold a certificate of level 五级 in a related occupation and, "
        "counted from that day, have worked 2 full years in this occupation."
    )


def test_the_standard_under_test_is_its_own_occupation() -> None:
    value = compile_conditions(make_standard("从事本职业工作满2年"), "四级").value
    assert value is not None
    assert value.occupation == OCCUPATION
    assert value.conditions[0].clause == "1.9.1(1)"
    assert value.conditions[0].line == 41


def test_the_wording_of_2023_says_the_same_as_that_of_2018() -> None:
    after = HoldsCertificate(scope="own_or_related", level="五级")
    text = "取得本职业或相关职业五级/初级工职业资格（职业技能等级）证书后，累计在本职业或相关职业工作满3年"
    assert rule_of(text) == Worked(years=3, scope="own_or_related", after=after)
    schools = (
        "technical_school",
        "advanced_technical_school",
        "technician_college",
        "secondary_vocational",
        "higher_vocational",
        "university",
    )
    text = "有本专业或相关专业的技工院校或中等及以上职业院校、专科及以上普通高等学校的毕业证书（含应届毕业生）"
    assert rule_of(text.removeprefix("有")) == GraduatedFrom(schools=schools, major="own_or_related", final_year=True)


def test_a_diploma_of_an_education_and_a_certificate_go_before_the_years() -> None:
    text = "具有大专及以上本专业或相关专业的毕业证书，并取得本职业四级/中级工技能等级证书后，累计从事本职业工作满2年"
    degree = HoldsDegree(degree="college", award="education", or_higher=True, major="own_or_related")
    certificate = HoldsCertificate(scope="own", level="四级")
    assert rule_of(text) == All(of=(degree, Worked(years=2, scope="own", after=certificate)))


@pytest.mark.parametrize(
    "text",
    [
        "年满16周岁，打算从事本职业工作",
        "具备对应专业的初级职称后，累计从事本职业工作满1年",
        "在本职业见习期满",
    ],
)
def test_what_has_no_rule_yet_is_left_to_a_person_and_never_guessed(text: str) -> None:
    assert rule_of(text) == Uncompiled(text=text)


def test_an_apprenticeship_and_a_ranked_title_are_rules_of_their_own() -> None:
    assert rule_of("本职业学徒期满") == Apprenticed(scope="own")
    assert rule_of("本职业或相关职业学徒期满") == Apprenticed(scope="own_or_related")
    text = "取得符合专业对应关系的中级职称（专业技术人员职业资格）后，累计从事本职业工作满1年"
    assert rule_of(text) == Worked(years=1, scope="own", after=HoldsRankedTitle(rank="中级"))


def test_an_age_is_a_rule_and_the_intention_to_work_is_what_applying_says() -> None:
    assert rule_of("年满16周岁，拟从事本职业或相关职业工作") == OfAge(years=16)
