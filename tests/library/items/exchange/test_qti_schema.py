"""What is written as QTI 3.0 is valid against the published schemas; where they are not at hand that is said aloud."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples
from tests.data.exchange import POINTS, bundled_banks, count_bundled, make_bank, one_of_each
from tests.data.items import items, make_item
from tests.data.qti_schema import validate_package, why_not

from liangcai.items.exchange.qti.package_write import write_package
from liangcai.items.model import Item

needs_schemas = pytest.mark.skipif(bool(why_not()), reason=why_not() or "the schemas are at hand")


def _draw_items(numbers: list[int]) -> st.SearchStrategy[list[Item]]:
    return st.tuples(*(items(number) for number in numbers)).map(list)


def change_items(data: bytes, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return stream.getvalue()


@needs_schemas
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"qti-simple-choice", b"qti-choice"),
        (b'max-choices="1"', b'max-choices="one"'),
        (b'max-choices="1"', b'max-choices="1" min-choices="2"'),
        (b"<organizations/>", b""),
    ],
)
def test_the_schemas_do_refuse(old: bytes, new: bytes) -> None:
    data = write_package(make_bank(make_item("single")), POINTS).value
    assert not validate_package(data)[1]
    assert validate_package(change_items(data, old, new))[1]


@needs_schemas
@pytest.mark.slow
def test_a_package_of_every_bundled_bank_is_valid() -> None:
    count = 0
    for bank, points in bundled_banks():
        validated, faults = validate_package(write_package(bank, points).value)
        assert not faults, faults[:5]
        assert validated == len(bank.items)
        count += validated
    assert count == count_bundled()


@needs_schemas
def test_a_package_of_every_type_with_a_picture_is_valid() -> None:
    validated, faults = validate_package(write_package(one_of_each(), POINTS, {"plan.png": b"picture"}).value)
    assert validated == len(one_of_each().items) and not faults, faults


@needs_schemas
@settings(max_examples=examples(20), deadline=None)
@given(found=st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True).flatmap(_draw_items))
def test_random_questions_of_every_type_are_valid(found: list[Item]) -> None:
    _, faults = validate_package(write_package(make_bank(*found), POINTS).value)
    assert not faults, faults
