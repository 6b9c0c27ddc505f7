"""An occupation keeps one identity through its codes; a code without its edition may mean several."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcai.catalogue.model import Catalogue, Change, ChangeDetails, NewOccupation, Notice, Occupation, Recoding
from liangcai.catalogue.register import Register, bridge_catalogue, build_register, find_meanings
from liangcai.catalogue.spelling import search, spell
from liangcai.catalogue.state import apply_notice, state_on

BRIDGE = (
    Recoding(name="看云员", before="9-01-01-01", after="9-01-01-05"),
    Recoding(name="听雨员", before="9-01-01-02", after=""),
)
NEWER = Catalogue(
    edition="2022",
    occupations=(
        Occupation(code="9-01-01-01", name="捕雾员", release=2022),
        Occupation(code="9-01-01-05", name="看云员", release=2022, markers="S"),
        Occupation(code="9-01-01-07", name="重庆银行员", release=2025),
    ),
)
DAY = date(2020, 2, 25)
NOTICE = Notice(
    occupations=(NewOccupation(code="9-01-01-01", name="看云员", definition=""),),
    changes=(
        Change(kind="recode", code="9-01-01-01", name="拾贝员", details=ChangeDetails(new_code="9-01-01-09")),
        Change(kind="rename", code="9-01-01-08", name="旧名员", details=ChangeDetails(new_name="新名员")),
    ),
)


def register(*, with_notice: bool = False) -> Register:
    """Both editions, the older known from the bridge and, if wanted, from a notice."""
    older = bridge_catalogue("2015", BRIDGE, 2021)
    if with_notice:
        result = apply_notice(older, NOTICE, DAY)
        assert result.findings == ()
        older = result.value
    return build_register((NEWER, older), BRIDGE)


def means(code: str, edition: str | None = None, on: date | None = None, *, with_notice: bool = False) -> list[str]:
    """The names that a code may mean."""
    found = find_meanings(register(with_notice=with_notice), code, edition, on).value
    return [meaning.entry.name for meaning in found]


def test_a_code_given_out_anew_is_ambiguous_and_says_each_meaning() -> None:
    result = find_meanings(register(), "9-01-01-01")
    assert [meaning.entry.name for meaning in result.value] == ["看云员", "捕雾员"]
    (finding,) = result.findings
    assert finding.rule == "catalogue.ambiguous"
    assert "2015" in finding.message.zh
    assert "捕雾员" in finding.message.zh


@pytest.mark.parametrize(
    ("edition", "on", "names"),
    [
        ("2015", None, ["看云员"]),
        ("2022", None, ["捕雾员"]),
        (None, date(2021, 6, 1), ["看云员"]),
        (None, date(2022, 1, 1), ["捕雾员"]),
        (None, date(2014, 1, 1), []),
    ],
)
def test_the_edition_or_a_day_decides(edition: str | None, on: date | None, names: list[str]) -> None:
    if names:
        assert means("9-01-01-01", edition, on) == names
    else:
        assert find_meanings(register(), "9-01-01-01", edition, on).findings


def test_an_occupation_has_one_identity_under_both_codes() -> None:
    everything = register()
    old, new = (find_meanings(everything, code, e).value for code, e in (("9-01-01-01", "2015"), ("9-01-01-05", None)))
    assert old[0].entry == new[0].entry
    assert [(term.edition, term.code, term.until) for term in old[0].entry.terms] == [
        ("2015", "9-01-01-01", "2022"),
        ("2022", "9-01-01-05", ""),
    ]


def test_a_later_notice_or_edition_does_not_change_an_identity() -> None:
    alone = build_register((bridge_catalogue("2015", BRIDGE, 2021),), BRIDGE)
    kept = {entry.uuid for entry in alone.entries}
    assert kept <= {entry.uuid for entry in register().entries}
    assert kept <= {entry.uuid for entry in register(with_notice=True).entries}


def test_a_notice_gives_days_and_the_occupation_that_had_the_code_before() -> None:
    assert means("9-01-01-01", on=date(2020, 2, 24), with_notice=True) == []
    assert means("9-01-01-01", on=DAY, with_notice=True) == ["看云员"]
    assert means("9-01-01-09", on=DAY, with_notice=True) == ["拾贝员"]
    (renamed,) = find_meanings(register(with_notice=True), "9-01-01-08").value[:1]
    assert [(term.name, term.since, term.until) for term in renamed.entry.terms] == [
        ("旧名员", "", "2020-02-25"),
        ("新名员", "2020-02-25", ""),
    ]


def test_an_unknown_code_is_said_to_be_unknown() -> None:
    assert [finding.rule for finding in find_meanings(register(), "9-99-99-99").findings] == ["catalogue.unknown"]


def test_an_edition_that_is_not_whole_takes_a_notice_about_what_it_does_not_name() -> None:
    older = apply_notice(bridge_catalogue("2015", (), 2021), NOTICE, DAY).value
    assert {(o.code, o.name) for o in state_on(older, DAY)} == {
        ("9-01-01-01", "看云员"),
        ("9-01-01-08", "新名员"),
        ("9-01-01-09", "拾贝员"),
    }


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("看云员", "看云员"),
        ("看云", "看云员"),
        ("kyy", "看云员"),
        ("kanyun", "看云员"),
        ("yunyuan", "看云员"),
        ("9-01-01-05", "看云员"),
        ("9-01-01-02", "听雨员"),
        ("cqyhy", "重庆银行员"),
        ("看 员", "看云员"),
    ],
)
def test_an_occupation_is_found_by_what_people_type(text: str, first: str) -> None:
    assert search(register(), text)[0].name == first


@pytest.mark.parametrize("text", ["anyun", "没有", "9-02", "kyyy", "%", "看云 没有"])
def test_what_is_nothing_finds_nothing(text: str) -> None:
    assert search(register(), text) == ()


def test_characters_read_together_are_spelt_together() -> None:
    assert spell("重庆银行员").syllables == ("chong", "qing", "yin", "hang", "yuan")


@given(st.text(max_size=20))
def test_any_text_may_be_searched_for(text: str) -> None:
    assert set(search(register(), text)) <= set(register().entries)
