"""The bundled banks, every question of them, come back the same from each form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples
from tests.data.exchange import POINTS, bundled_banks, count_bundled, make_bank
from tests.data.items import items

from liangcai.items.exchange.forms import Reader, Writer
from liangcai.items.exchange.markdown import read_markdown, write_markdown
from liangcai.items.exchange.native import write_native
from liangcai.items.exchange.native_read import read_native
from liangcai.items.exchange.qti.package_read import read_package
from liangcai.items.exchange.qti.package_write import write_package
from liangcai.items.exchange.spreadsheet_read import read_spreadsheet
from liangcai.items.exchange.spreadsheet_write import write_spreadsheet
from liangcai.items.exchange.word import read_word, write_word
from liangcai.items.model import Item

FORMS: dict[str, tuple[Writer, Reader]] = {
    "xlsx": (write_spreadsheet, read_spreadsheet),
    "qti": (write_package, read_package),
    "docx": (write_word, read_word),
    "md": (write_markdown, read_markdown),
    "toml": (write_native, read_native),
}


def _draw_items(numbers: list[int]) -> st.SearchStrategy[list[Item]]:
    return st.tuples(*(items(number) for number in numbers)).map(list)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_bundled_question_comes_back_the_same(form: str) -> None:
    write, read = FORMS[form]
    count = 0
    for bank, points in bundled_banks():
        made = write(bank, points)
        assert not made.findings
        back = read(made.value, "x", points, None, None)
        assert back.value is not None and back.value.bank is not None and not back.findings
        assert back.value.bank.sha256 == bank.sha256
        count += len(bank.items)
    assert count == count_bundled()


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=examples(30), deadline=None)
@given(found=st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True).flatmap(_draw_items))
def test_random_questions_of_every_type_come_back_the_same(form: str, found: list[Item]) -> None:
    write, read = FORMS[form]
    bank = make_bank(*found)
    made = write(bank, POINTS)
    assert not made.findings
    back = read(made.value, "x", POINTS, None, None)
    assert back.value is not None and back.value.bank is not None and back.value.bank.sha256 == bank.sha256
