"""A catalogue is an edition with notices behind it; the state of a day is what they add up to."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from liangcai.catalogue.model import Catalogue, Change, ChangeDetails, NewOccupation, Notice, Occupation
from liangcai.catalogue.read import read_catalogue, read_recodings
from liangcai.catalogue.state import apply_notice, find_code, find_recoding, state_on

BUNDLED = Path(__file__).parents[3] / "src/liangcai_reference/catalogue"
DAY = date(2023, 5, 1)
EDITION = Catalogue(
    edition="2022",
    occupations=(
        Occupation(code="9-01-01-01", name="看云员", release=2022, work_types=("高空看云员",)),
        Occupation(code="9-01-01-02", name="听雨员", release=2022),
        Occupation(code="9-01-01-03", name="追风员", release=2025),
    ),
)


def add(code: str, name: str, *types: str) -> NewOccupation:
    """A new occupation."""
    return NewOccupation(code=code, name=name, definition="", tasks=("一",), work_types=types)


def names_on(catalogue: Catalogue, on: date) -> dict[str, str]:
    """Code to name on a day."""
    return {occupation.code: occupation.name for occupation in state_on(catalogue, on)}


def test_an_addition_to_the_edition_counts_from_its_year() -> None:
    assert "9-01-01-03" not in names_on(EDITION, date(2024, 12, 31))
    assert "9-01-01-03" in names_on(EDITION, date(2025, 1, 1))


def test_a_notice_holds_from_its_day_and_not_before() -> None:
    notice = Notice(occupations=(add("9-01-01-04", "捕雾员"),))
    catalogue = apply_notice(EDITION, notice, DAY).value
    assert "9-01-01-04" not in names_on(catalogue, date(2023, 4, 30))
    assert names_on(catalogue, DAY)["9-01-01-04"] == "捕雾员"
    assert "9-01-01-04" not in names_on(EDITION, DAY)


def test_a_recoding_frees_a_code_that_the_same_notice_may_give_again() -> None:
    notice = Notice(
        occupations=(add("9-01-01-01", "捕雾员", "高空看云员"),),
        changes=(
            Change(kind="recode", code="9-01-01-01", name="看云员", details=ChangeDetails(new_code="9-01-01-09")),
            Change(
                kind="move_work_type",
                code="9-01-01-01",
                name="看云员",
                work_types=("高空看云员",),
                details=ChangeDetails(to_code="9-01-01-01", to_name="捕雾员"),
            ),
        ),
    )
    result = apply_notice(EDITION, notice, DAY)
    assert not result.findings
    state = {occupation.code: occupation for occupation in state_on(result.value, DAY)}
    assert (state["9-01-01-09"].name, state["9-01-01-09"].work_types) == ("看云员", ())
    assert (state["9-01-01-01"].name, state["9-01-01-01"].work_types) == ("捕雾员", ("高空看云员",))


def test_names_and_work_types_change_in_place() -> None:
    notice = Notice(
        changes=(
            Change(kind="rename", code="9-01-01-02", name="听雨员", details=ChangeDetails(new_name="测雨员")),
            Change(kind="add_work_type", code="9-01-01-01", name="看云员", work_types=("低空看云员",)),
            Change(kind="cancel_work_type", code="9-01-01-01", name="看云员", work_types=("高空看云员",)),
        )
    )
    catalogue = apply_notice(EDITION, notice, DAY).value
    assert names_on(catalogue, DAY)["9-01-01-02"] == "测雨员"
    cloud = find_code(catalogue, "9-01-01-01", DAY)
    assert cloud is not None
    assert cloud.work_types == ("低空看云员",)


def test_a_code_that_is_taken_and_a_name_that_does_not_fit_are_told() -> None:
    notice = Notice(
        occupations=(add("9-01-01-01", "捕雾员"),),
        changes=(Change(kind="add_work_type", code="9-01-01-02", name="别的员", work_types=("甲",)),),
    )
    assert [f.rule for f in apply_notice(EDITION, notice, DAY).findings] == [
        "catalogue.code-taken",
        "catalogue.code-unknown",
    ]


def test_a_notice_older_than_the_edition_is_refused_because_its_codes_mean_something_else() -> None:
    result = apply_notice(EDITION, Notice(occupations=(add("9-01-01-04", "捕雾员"),)), date(2020, 2, 25))
    assert not result.ok
    assert result.value is EDITION


@given(st.permutations([2023, 2024, 2025]))
def test_the_order_in_which_notices_are_filed_does_not_matter(years: list[int]) -> None:
    catalogue = EDITION
    for year in years:
        details = ChangeDetails(new_name=f"听雨员{year}")
        renamed = Change(kind="rename", code="9-01-01-02", name="听雨员", details=details)
        catalogue = apply_notice(catalogue, Notice(changes=(renamed,)), date(year, 1, 1)).value
    assert names_on(catalogue, date(2025, 6, 1))["9-01-01-02"] == "听雨员2025"
    assert names_on(catalogue, date(2023, 6, 1))["9-01-01-02"] == "听雨员2023"


def test_a_table_of_other_columns_is_no_catalogue() -> None:
    assert read_catalogue("a,b\n1,2\n").value is None
    assert read_catalogue("").value is None


def test_a_bad_row_and_a_code_twice_are_told() -> None:
    text = "code,name,markers,release\n9-01-01-01,甲,,2022\n9-1,乙,,2022\n9-01-01-01,丙,,2022\n"
    assert [f.rule for f in read_catalogue(text).findings] == ["catalogue.row", "catalogue.code-twice"]


def test_the_bundled_edition_reads_without_findings() -> None:
    result = read_catalogue((BUNDLED / "occupations-2022.csv").read_text(encoding="utf-8"))
    assert result.value is not None
    assert not result.findings
    assert (result.value.edition, len(result.value.occupations)) == ("2022", 1671)


def test_a_code_means_something_only_with_its_edition() -> None:
    catalogue = read_catalogue((BUNDLED / "occupations-2022.csv").read_text(encoding="utf-8")).value
    recodings = read_recodings((BUNDLED / "codes-2020-to-2022.csv").read_text(encoding="utf-8"))
    assert catalogue is not None
    later = find_code(catalogue, "4-14-01-04")
    recoding = find_recoding(recodings, "4-14-01-04", "社群健康助理员")
    assert later is not None
    assert recoding is not None
    assert later.name == "呼吸治疗师"
    now = find_code(catalogue, recoding.after)
    assert now is not None
    assert now.name == "社群健康助理员"
    assert find_recoding(recodings, "4-14-01-04", "呼吸治疗师") is None
