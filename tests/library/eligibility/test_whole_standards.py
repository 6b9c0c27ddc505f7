"""Every application condition of the bundled and of the published standards compiles."""

from pathlib import Path

import pytest

import liangcai_reference
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.describe import describe
from liangcai.eligibility.rules import ConditionSet, Uncompiled
from liangcai.standard.read import read_standard

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


def compiled_levels(text: str, name: str) -> list[ConditionSet]:
    standard = read_standard(text, name).value
    assert standard is not None
    values = [compile_conditions(standard, level.name).value for level in standard.levels]
    return [value for value in values if value is not None]


def assert_everything_compiles(text: str, name: str) -> None:
    levels = compiled_levels(text, name)
    assert len(levels) == 3
    for value in levels:
        assert value.conditions
        for condition in (*value.conditions, *((value.requires,) if value.requires else ())):
            assert not isinstance(condition.rule, Uncompiled), condition.text
            assert describe(condition.rule).zh


BUNDLED = sorted((Path(liangcai_reference.__file__).parent / "occupations").glob("*/standard.txt"))


@pytest.mark.parametrize("path", BUNDLED, ids=[path.parent.name for path in BUNDLED])
def test_every_condition_of_the_bundled_standards_compiles(path: Path) -> None:
    assert_everything_compiles(path.read_text(encoding="utf-8"), path.name)


@pytest.mark.seeds
@pytest.mark.parametrize("name", ["standard-2-02-10-13-2021.txt", "standard-4-14-01-04-2021.txt"])
def test_every_condition_of_the_published_standards_compiles(name: str) -> None:
    if not (SEEDS / name).is_file():
        pytest.skip(
            f"the published document {name} is not part of the project: put it into ../shared/seeds to run this"
        )
    assert_everything_compiles((SEEDS / name).read_text(encoding="utf-8"), name)
