"""A pack is data: what is wrong with one is said at once, by name, before anybody works on it."""

import msgspec
import pytest
from tests.data.paper import build_standard
from tests.data.stations import PACK, TEXT

from liangcai.stations.coverage import cover_skills, read_methods
from liangcai.stations.pack import bind_pack, read_pack


def list_skills(standard):  # type: ignore[no-untyped-def]
    """The numbers of the first level's skill requirements."""
    functions = standard.work[0].functions
    return [skill.number for function in functions for task in function.tasks for skill in task.skills]


def test_a_pack_is_read_as_it_was_written() -> None:
    assert read_pack(TEXT).value == PACK


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("points = 30", "points = 31", "station.points"),
        ('id = "logged"', 'id = "wired"', "station.twice"),
        ('needs = ["wired"]', 'needs = ["nothing"]', "station.needs"),
        ('needs = ["wired"]', 'needs = ["blocked-off"]', "station.ring"),
        ('paired = "flows"', "", "station.paired"),
        ('requirements = ["1.2.1"]', 'requirements = ["fast"]', "station.requirement"),
        ('name = "m4"', 'name = "m3"', "station.mutants"),
        ("minutes = 30", 'minutes = "long"', "station.read"),
        ("minutes = 30", "minutes = 30\nsurprise = 1", "station.read"),
    ],
)
def test_what_is_wrong_with_a_pack_is_named(old: str, new: str, rule: str) -> None:
    assert old in TEXT, TEXT
    read = read_pack(TEXT.replace(old, new, 1))
    assert read.value is None
    assert rule in {finding.rule for finding in read.findings}


def test_a_pack_for_another_standard_level_or_requirement_is_refused() -> None:
    standard = build_standard()
    level = standard.work[0].level
    skills = list_skills(standard)
    checks = tuple(msgspec.structs.replace(check, requirements=(skills[0],)) for check in PACK.checks)
    fits = msgspec.structs.replace(PACK, code=standard.code, edition=standard.edition, level=level, checks=checks)
    assert bind_pack(fits, standard) == ()
    for change, rule in (
        ({"code": "9-99-99-98"}, "station.standard"),
        ({"level": "九级"}, "station.level"),
        ({"checks": (msgspec.structs.replace(checks[0], requirements=("9.9.9",)),)}, "station.requirement"),
    ):
        assert [one.rule for one in bind_pack(msgspec.structs.replace(fits, **change), standard)] == [rule]


def test_coverage_says_of_each_requirement_how_it_is_assessed_today() -> None:
    standard = build_standard()
    work = standard.work[0]
    skills = list_skills(standard)
    first, second, *_ = skills
    rows = f"standard,level,number,method,family\n{standard.code},{work.level},{first},i*,NET\n"
    methods = read_methods(rows + f"{standard.code},{work.level},{second},ii-h,DOC\n")
    assert not methods.findings
    covered = {one.number: one for one in cover_skills(standard, methods.value, ()) if one.level == work.level}
    assert [covered[number].way for number in (first, second)] == ["not yet", "panel"]
    checks = tuple(msgspec.structs.replace(check, requirements=(first,)) for check in PACK.checks)
    pack = msgspec.structs.replace(PACK, code=standard.code, edition=standard.edition, level=work.level, checks=checks)
    covered = {one.number: one for one in cover_skills(standard, methods.value, (pack,)) if one.level == work.level}
    assert (covered[first].way, covered[first].packs) == ("live", ("pump",))
    assert all(covered[number].way == "not yet" for number in skills[2:])


def test_a_method_that_does_not_exist_is_a_finding_with_its_line() -> None:
    read = read_methods("standard,level,number,method,family\nx,初级,1.1.1,i,NET\nx,初级,1.1.2,iv,NET\n")
    assert len(read.value) == 1
    assert [finding.line for finding in read.findings] == [3]
