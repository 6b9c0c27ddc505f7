"""The shelf that the tests of the bank write to, and the addresses of its pages."""

from django.urls import reverse

KEY, LEVEL = "2-02-10-13-2021", "初级"


def address(name: str, *more: str) -> str:
    """Of a page on the shelf."""
    return reverse(name, args=[KEY, LEVEL, *more])
