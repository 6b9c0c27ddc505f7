"""A bank as the bank file of this product (TOML), out.

In: a bank. Out: text that ``read_items`` reads as the same bank. Follows: the bank format: occupation, edition and
level, then one ``[[item]]`` a question; fields that say nothing are left out.
"""

import json
from collections.abc import Iterator

import msgspec

from liangcai.findings import Result
from liangcai.items.exchange.compare import find_different
from liangcai.items.exchange.points import Points
from liangcai.items.model import Bank, Item
from liangcai.items.read import read_items

_LISTS = ("blanks", "values", "rubric", "media", "parts")


def write_native(bank: Bank, points: Points | None = None) -> Result[bytes]:  # noqa: ARG001 - the shape of all writers
    """The file, and a finding for each question that reading it again would change."""
    head = {"occupation": bank.occupation, "edition": bank.edition, "level": bank.level}
    text = "".join(f"{name} = {_write(value)}\n" for name, value in head.items())
    text += "".join("".join(_write_item(item)) for item in bank.items)
    back = read_items(text, "")
    return Result(text.encode(), find_different(bank, back.value.items if back.value else ()))


def _write_item(item: Item) -> Iterator[str]:
    yield "\n[[item]]\n"
    for name, value in msgspec.to_builtins(item).items():
        if name in _LISTS:
            rows = "".join(f"    {_write(row)},\n" for row in value)
            yield f"{name} = [\n{rows}]\n"
        else:
            yield f"{name} = {_write(value)}\n"


def _write(value: object) -> str:
    """A value of TOML; a string of JSON is one of TOML once its deletes are written out."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_write(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_write(inner) for inner in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
