"""The application form asks for what the level's conditions need, and for nothing else."""

import datetime

import pytest
from django.urls import reverse

from liangcai.eligibility.application import Application, Apprenticeship, Diploma, Employment
from liangcai.eligibility.check import check_eligibility
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.identity_number import check_character
from liangcai.eligibility.rules import ConditionSet
from liangcai_web.pages.application_form import ASKED_FOR, ApplicationForm
from tests.data.conditions import LEVELS, VARIANTS
from tests.data.entry import OCCUPATION, make_standard
from tests.web.cast import announce, client_of

TODAY = datetime.date(2026, 9, 1)
BODY = "00000020100901101"
NUMBER = BODY + check_character(BODY)
ADULT = "年满16周岁，拟从事本职业工作"
APPRENTICE = "本职业学徒期满"
STUDENTS = "取得技工学校高级工班毕业证书（含在读应届毕业生）"


def conditions_of(*texts: str) -> ConditionSet:
    conditions = compile_conditions(make_standard(*texts, level_names=LEVELS["before 2015"]), "四级").value
    assert conditions is not None
    return conditions


def fill(conditions: ConditionSet, **typed: str) -> ApplicationForm:
    return ApplicationForm("zh", conditions, {"name": "考生01", "id_number": "P1234567", **typed})


def build(conditions: ConditionSet, **typed: str) -> Application:
    form = fill(conditions, **typed)
    assert form.is_valid(), form.errors
    return form.build("四级", None, "officer-1")


def status_of(conditions: ConditionSet, **typed: str) -> str:
    return check_eligibility(conditions, build(conditions, **typed), TODAY).status


def parts_of(form: ApplicationForm) -> set[str]:
    """What is asked of a kind of evidence, whichever row it stands in."""
    return {f"{prefix.rstrip('123456')}_{part}" for prefix, _, part in (name.partition("_") for name in form.fields)}


def asked(*texts: str) -> set[str]:
    """What stands on the form only because of these conditions, and the kinds of evidence that it asks for."""
    form = ApplicationForm("zh", conditions_of(*texts))
    shown = {field.name for section in form.sections() for row in (section.fields, *section.more) for field in row}
    assert shown == set(form.fields)
    return parts_of(form) & set(ASKED_FOR) | {section.kind for section in form.sections()} - {"applicant", "own"}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("累计从事本职业工作满6年", {"work"}),
        (ADULT, set()),
        (APPRENTICE, {"apprenticeship"}),
        ("在本职业连续见习工作2年以上", {"work", "work_trainee"}),
        ("取得四级/中级工正规培训结业证书", {"training", "training_kind"}),
        ("取得技工学校毕业证书", {"diploma", "diploma_school"}),
        ("取得经评估论证的高等职业学校毕业证书", {"diploma", "diploma_school", "diploma_recognition"}),
        (STUDENTS, {"diploma", "diploma_school", "diploma_class", "diploma_final_year", "diploma_enrolled"}),
    ],
)
def test_a_field_stands_on_the_form_only_where_a_condition_needs_it(text: str, fields: set[str]) -> None:
    assert asked(text) == fields
    assert asked("累计从事本职业工作满6年", text) == fields | {"work"}


def test_the_day_of_birth_is_asked_only_where_a_condition_on_age_needs_it() -> None:
    assert "born" in ApplicationForm("zh", conditions_of(ADULT)).fields
    assert "born" not in ApplicationForm("zh", conditions_of(APPRENTICE)).fields


def test_all_wordings_together_ask_for_everything_that_can_be_asked() -> None:
    assert asked(*(one.text for one in VARIANTS if one.layout != "2021")) >= set(ASKED_FOR)


def test_a_site_is_asked_only_where_there_are_several() -> None:
    conditions = conditions_of("累计从事本职业工作满6年")
    assert "own_site" not in ApplicationForm("zh", conditions).fields
    form = ApplicationForm("zh", conditions, sites=("东校区", "西校区"))
    assert [key for key, _ in form.fields["own_site"].choices] == ["", "东校区", "西校区"]


def test_what_decides_soonest_is_asked_first() -> None:
    texts = ("取得本职业五级/初级工职业资格证书后，累计从事本职业工作满3年", "累计从事本职业工作满6年")
    kinds = [section.kind for section in ApplicationForm("zh", conditions_of(*texts)).sections()]
    assert kinds == ["applicant", "work", "certificate", "own"], "what is no condition comes last"


def test_five_jobs_can_be_entered_and_gaps_and_overlaps_count_as_they_should() -> None:
    conditions = conditions_of("累计从事本职业工作满6年")
    jobs = {
        "work1_start": "2014-09-01",
        "work1_end": "2016-08-31",
        "work2_start": "2016-01-01",
        "work2_end": "2017-08-31",
        "work3_start": "2019-09-01",
        "work3_end": "2021-08-31",
        "work4_start": "2025-09-01",
    }
    jobs |= {f"work{number}_occupation": OCCUPATION for number in range(1, 5)}
    assert status_of(conditions, **jobs) == "admitted", "three years, two years, one year up to the day"
    assert status_of(conditions, **{**jobs, "work4_start": "2025-09-03"}) == "refused"


def test_a_birthday_is_judged_and_need_not_be_typed_beside_a_residents_number() -> None:
    conditions = conditions_of(ADULT)
    assert status_of(conditions, born="2010-09-01") == "admitted"
    assert status_of(conditions, born="2010-09-02") == "refused"
    assert status_of(conditions) == "undecided", "a passport number says nothing of the age"
    assert build(conditions, id_number=NUMBER).born == datetime.date(2010, 9, 1)
    assert status_of(conditions, id_number=NUMBER) == "admitted"


def test_a_birthday_that_is_not_that_of_the_id_number_is_told_beside_the_field() -> None:
    form = fill(conditions_of(ADULT), id_number=NUMBER, born="2010-09-02")
    assert not form.is_valid()
    assert "与身份证号码中的出生日期不符" in form.errors["born"][0]


def test_a_birthday_that_no_condition_needs_is_not_kept() -> None:
    assert build(conditions_of(APPRENTICE), id_number=NUMBER, born="2010-09-01").born is None


def test_an_apprenticeship_is_judged_from_the_day_of_its_completion() -> None:
    conditions = conditions_of(APPRENTICE)
    done = {"apprenticeship_occupation": OCCUPATION, "apprenticeship_completed": "2026-09-01"}
    assert build(conditions, **done).apprenticeships == (Apprenticeship(occupation=OCCUPATION, completed=TODAY),)
    assert status_of(conditions, **done) == "admitted"
    assert status_of(conditions, **{**done, "apprenticeship_completed": "2026-09-02"}) == "refused"
    assert status_of(conditions) == "undecided"


def test_half_an_apprenticeship_is_refused_beside_the_field_that_lacks() -> None:
    form = fill(conditions_of(APPRENTICE), apprenticeship_occupation=OCCUPATION)
    assert not form.is_valid()
    assert list(form.errors) == ["apprenticeship_completed"]


def test_a_school_and_its_class_are_judged_and_studies_that_go_on_need_no_day_of_graduation() -> None:
    conditions = conditions_of(STUDENTS)
    school = {"diploma_degree": "secondary", "diploma_school": "technical_school", "diploma_class": "advanced_class"}
    assert status_of(conditions, **school, diploma_final_year="2026-09-01") == "admitted"
    assert status_of(conditions, **school, diploma_enrolled="2024-09-01") == "refused"
    assert build(conditions, **school, diploma_obtained="2026-07-01").diplomas == (
        Diploma(
            degree="secondary",
            school="technical_school",
            school_class="advanced_class",
            obtained=datetime.date(2026, 7, 1),
        ),
    )
    form = fill(conditions, **school)
    assert not form.is_valid()
    assert "在读的填入学或最后学年的日期" in form.errors["diploma_obtained"][0]
    form = fill(conditions, diploma_school="technical_school", diploma_obtained="2026-07-01")
    assert not form.is_valid()
    assert list(form.errors) == ["diploma_degree"]


def test_work_as_a_trainee_and_completed_training_are_ticked_and_chosen() -> None:
    conditions = conditions_of("在本职业连续见习工作2年以上", "取得四级/中级工正规培训结业证书")
    work = {"work1_occupation": OCCUPATION, "work1_start": "2024-09-01", "work1_trainee": "on"}
    assert build(conditions, **work).employment == (
        Employment(occupation=OCCUPATION, start=datetime.date(2024, 9, 1), trainee=True),
    )
    assert status_of(conditions, **work) == "admitted"
    training = {"training_hours": "100", "training_issued": "2026-01-01"}
    assert status_of(conditions, **training, training_kind="completion") == "admitted"
    assert status_of(conditions, **training) == "undecided"


def test_the_page_of_a_batch_asks_what_its_own_level_needs(cast) -> None:
    page = client_of(cast.team.officer).get(reverse("office-application", args=[announce(cast).uuid])).content.decode()
    assert 'name="diploma_final_year"' in page, "students in their final year may apply for the first bundled level"
    for name in ("born", "apprenticeship_occupation", "work1_trainee", "training_kind", "certificate_level"):
        assert f'name="{name}"' not in page
