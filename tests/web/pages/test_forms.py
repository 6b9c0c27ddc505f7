"""liangcai_web.pages.forms: what a form sends is read, or is nothing; it never breaks the page."""

import pytest

from liangcai_web.pages.forms import read_count


@pytest.mark.parametrize(
    ("text", "count"),
    [("0", 0), ("3", 3), ("007", 5), ("004", 4), ("", 0), ("²", 0), ("٣", 0), ("-1", 0), ("9" * 20_000, 0), ("3 ", 0)],
)
def test_a_number_of_rows_is_read_up_to_its_limit(text: str, count: int) -> None:
    assert read_count(text, 5) == count
