"""A file of questions is known by what is in it, and what is open can be settled without a guess."""

import msgspec
import pytest
from tests.data.exchange import POINTS, change_row, make_bank, make_sheet, one_of_each
from tests.data.items import make_item
from tests.data.paper import build_pack, build_standard

from liangcai.blueprint.derive import derive_blueprint
from liangcai.items.elements import Addition, derive_elements
from liangcai.items.exchange.forms import WRITERS, read_bank_file
from liangcai.items.exchange.imported import Settled, Settlement
from liangcai.items.exchange.points import list_element_points, list_points
from liangcai.items.exchange.settle import OPEN, draft_settlement


@pytest.mark.parametrize("form", WRITERS)
def test_every_form_is_known_by_its_content_and_comes_back_the_same(form: str) -> None:
    bank = one_of_each()
    back = read_bank_file(WRITERS[form](bank, POINTS).value, "no-ending", POINTS).value
    assert back is not None and back.bank is not None
    assert back.bank.sha256 == bank.sha256


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff\xe0", b"%PDF-1.7\n\xe2\xe3"])
def test_what_is_no_file_of_questions_gives_no_bank(data: bytes) -> None:
    found = read_bank_file(data, "x", POINTS).value
    assert found is None or not found.complete


def test_a_bank_file_with_other_requirements_or_of_another_level_is_not_taken() -> None:
    data = WRITERS["toml"](make_bank(make_item("single", requirement="K9.9.9")), POINTS).value
    found = read_bank_file(data, "x", POINTS).value
    assert found is not None and not found.complete and not found.items
    data = WRITERS["toml"](make_bank(make_item("single")), POINTS).value.replace("五级".encode(), "四级".encode())
    found = read_bank_file(data, "x", POINTS).value
    assert found is not None and not found.complete


def test_what_is_open_is_written_as_a_settlement_that_is_refused_until_it_is_filled_in() -> None:
    rows = [change_row(GUID=f"Q{number}", 知识点二级="没有") for number in range(3)]
    data = make_sheet(*rows, change_row(GUID="Q9", 知识点一级="", 知识点二级=""))
    found = read_bank_file(data, "x", POINTS).value
    assert found is not None
    drafted = draft_settlement(found, Settlement(hidden="take"))
    assert drafted.points == (
        Settled(path="备料 / 没有", requirement=OPEN),
        Settled(path="", requirement=OPEN, rows=(5,)),
    )
    again = read_bank_file(data, "x", POINTS, msgspec.json.decode(msgspec.json.encode(drafted), type=Settlement)).value
    assert again is not None and len(again.refused) == 4
    filled = tuple(msgspec.structs.replace(settled, requirement="K1.1.1") for settled in drafted.points)
    settled = read_bank_file(data, "x", POINTS, Settlement(points=filled)).value
    assert settled is not None and settled.complete
    assert {match.how for match in settled.matches} == {"settled"}


def test_a_code_that_means_another_point_in_this_level_is_reported() -> None:
    written = WRITERS["xlsx"](make_bank(make_item("single")), POINTS).value
    moved = tuple(
        msgspec.structs.replace(point, path=("备料", "选竹", "竹的产地")) if point.code == "K1.1.1" else point
        for point in POINTS.points
    )
    found = read_bank_file(written, "x", msgspec.structs.replace(POINTS, points=moved)).value
    assert found is not None and len(found.refused) == 1 and not found.items


def test_points_of_an_element_list_are_joined_by_their_own_names() -> None:
    standard = build_standard()
    level = standard.levels[0].name
    blueprint = derive_blueprint(standard, level, None, build_pack()).value
    assert blueprint is not None
    bare = list_points(standard, level)
    under = next(point for point in bare.points if point.code.startswith("K"))
    made = derive_elements(standard, blueprint, (Addition(under=under.code, name="自加的点"),)).value
    points = list_element_points(standard, made)
    assert [point.path[-1] for point in points.points if point.element] == ["自加的点"]
    row = change_row(知识点一级="某处", 知识点二级="自加的点")
    found = read_bank_file(make_sheet(row), "x", points).value
    assert found is not None and found.bank is not None
    item = found.bank.items[0]
    assert (item.requirement, item.element) == (under.code, f"{under.code}/1")
    assert item.table == under.table
    back = read_bank_file(WRITERS["xlsx"](found.bank, points).value, "x", points).value
    assert back is not None and back.bank == found.bank
