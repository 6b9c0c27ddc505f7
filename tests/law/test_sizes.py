"""No file and no function grows beyond what a person can hold in mind."""

from tests.law.sizes import measure


def test_no_file_or_function_is_too_long() -> None:
    too_long = [f"{size.name}: {size.lines} lines" for size in measure() if size.lines > size.fails]
    assert not too_long
