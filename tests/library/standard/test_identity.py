"""Requirements have lasting names."""

import pytest

from liangcai.standard.identity import requirement_id, requirement_uuid, standard_id


def test_an_id_names_code_edition_level_table_kind_and_number() -> None:
    standard = standard_id("9-99-99-01", "2026")
    assert requirement_id(standard, "五级", "S", "1.1.2") == "9-99-99-01@2026/五级/-/S/1.1.2"
    assert requirement_id(standard, "五级", "K", "1.1.2", "龙形") == "9-99-99-01@2026/五级/龙形/K/1.1.2"
    assert requirement_id(standard, "五级", "F", "1") == "9-99-99-01@2026/五级/-/F/1"


def test_a_basic_requirement_belongs_to_every_level() -> None:
    assert requirement_id("9-99-99-01@2026", "五级", "B", "2.1.2.1") == "9-99-99-01@2026/-/-/B/2.1.2.1"


def test_an_unknown_kind_is_a_broken_program() -> None:
    with pytest.raises(ValueError, match="kind"):
        requirement_id("9-99-99-01@2026", "五级", "X", "1")


def test_the_uuid_is_the_same_everywhere_and_always() -> None:
    first = requirement_uuid("9-99-99-01@2026/五级/-/S/1.1.2")
    assert str(first) == str(requirement_uuid("9-99-99-01@2026/五级/-/S/1.1.2"))
    assert first != requirement_uuid("9-99-99-01@2026/五级/-/K/1.1.2")
    assert first.version == 5
