"""Read a file of questions, and join several into one bank.

In: the TOML text of a file. Out: a ``Bank`` of the questions that are sound, and findings with lines for the others.
Follows: the bank format (one ``[[item]]`` a question under occupation, edition and level).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.model import Bank, Item, build_bank
from liangcai.items.shape import check_shape

_HEADER = re.compile(r"^[ \t]*\[\[\s*item\s*\]\]", re.MULTILINE)
_AT_LINE = re.compile(r"at line (\d+)")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    occupation: str
    edition: str
    level: str
    item: tuple[dict[str, object], ...] = ()
    table: str | None = None


def read_items(text: str, name: str) -> Result[Bank | None]:
    """The bank of one file; an unsound question is left out with a finding, an unreadable file gives no value."""
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        return Result(None, (_unreadable(name, text, str(error)),))
    lines = list(_find_lines(text))
    located = [
        (_read_item(raw, file.table), lines[index] if len(lines) == len(file.item) else 0)
        for index, raw in enumerate(file.item)
    ]
    faults = tuple(_unsound(name, line, item) for item, line in located if isinstance(item, str))
    items = tuple((item, line) for item, line in located if isinstance(item, Item))
    kept, repeats = _drop_repeats(items, name)
    return Result(build_bank(file.occupation, file.edition, file.level, kept), (*faults, *repeats))


def _find_lines(text: str) -> Iterator[int]:
    """The line of each question, counted on from the one before: a large bank is passed over once."""
    line, at = 1, 0
    for match in _HEADER.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield line


def merge_banks(banks: Sequence[Bank]) -> Result[Bank | None]:
    """One bank of several files of the same occupation, edition and level; a repeated id is kept once."""
    if len({(bank.occupation, bank.edition, bank.level) for bank in banks}) != 1:
        return Result(None, (_mixed(banks),))
    first = banks[0]
    kept, repeats = _drop_repeats(((item, 0) for bank in banks for item in bank.items), "")
    return Result(build_bank(first.occupation, first.edition, first.level, kept), repeats)


def _read_item(raw: dict[str, object], table: str | None) -> Item | str:
    placed = raw if table is None else {"table": table, **raw}
    try:
        item = msgspec.convert(placed, Item)
    except msgspec.ValidationError as error:
        return f"{raw.get('id', '?')}: {error}"
    fault = check_shape(item)
    return item if fault is None else f"{item.id}: {fault}"


def _drop_repeats(items: Iterable[tuple[Item, int]], name: str) -> tuple[tuple[Item, ...], tuple[Finding, ...]]:
    kept: dict[str, Item] = {}
    findings: list[Finding] = []
    for item, line in items:
        if item.id in kept:
            findings.append(_repeated(item.id, name, line))
        else:
            kept[item.id] = item
    return tuple(kept.values()), tuple(findings)


def _finding(rule: str, zh: str, en: str, name: str, line: int) -> Finding:
    return Finding(
        rule=f"items.{rule}", severity=Severity.ERROR, message=Message(zh=zh, en=en), document=name, line=line
    )


def _unreadable(name: str, text: str, why: str) -> Finding:
    at = _AT_LINE.search(why)
    line = int(at[1]) if at else len(text.splitlines()) if "end of document" in why else 0
    return _finding("file", f"题库文件读不懂：{why}。", f"The bank file cannot be read: {why}.", name, line)


def _unsound(name: str, line: int, why: str) -> Finding:
    return _finding("shape", f"试题有误，未收入：{why}。", f"A question is unsound and left out: {why}.", name, line)


def _repeated(item_id: str, name: str, line: int) -> Finding:
    return _finding(
        "repeated-id",
        f"试题编号 {item_id} 重复，只收第一道。",
        f"Question id {item_id} is used again; only the first is kept.",
        name,
        line,
    )


def _mixed(banks: Sequence[Bank]) -> Finding:
    kinds = sorted({f"{bank.occupation}@{bank.edition}/{bank.level}" for bank in banks})
    return _finding(
        "mixed",
        f"要合并的题库不属于同一职业、版本和等级：{'、'.join(kinds) or '没有题库'}。",
        f"Banks of one occupation, edition and level can be joined; these are: {', '.join(kinds) or 'none'}.",
        "",
        0,
    )
