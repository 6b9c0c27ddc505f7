"""A bank as lines of the numbered form, for Word and Markdown.

In: a bank, the points of its level. Out: lines, each with its rank: title, section, or words. Follows: questions of a
type stand together in the usual order, numbered through.
"""

from collections.abc import Iterator

import msgspec

from liangcai.items.content import Media
from liangcai.items.exchange.clean import protect_words
from liangcai.items.exchange.draft import Draft, draft_item
from liangcai.items.exchange.imported import Spot
from liangcai.items.exchange.numbered import LABELS, NUMERALS, TITLE, WRITTEN, protect_lines, protect_option
from liangcai.items.exchange.points import Points, list_paths
from liangcai.items.model import LETTERS, Bank, Item
from liangcai.items.names import TYPE_NAMES

_Paths = dict[tuple[str, str], tuple[str, ...]]


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A line: rank 1 is the title, 2 a section, 0 words; ``starts`` where a question begins; ``media`` its pictures."""

    text: str
    rank: int = 0
    starts: bool = False
    media: tuple[Media, ...] = ()


def write_lines(bank: Bank, points: Points) -> Iterator[Written]:
    """The lines of a bank."""
    yield Written(text=f"{TITLE}：{bank.occupation}@{bank.edition}/{bank.level}", rank=1)
    paths = list_paths(points)
    number = section = 0
    for kind, name in TYPE_NAMES.items():
        items = [item for item in bank.items if item.type == kind]
        if items:
            yield Written(text=f"{NUMERALS[section]}、{name.zh}", rank=2)
            section += 1
        for item in items:
            number += 1
            yield from _write_item(item, f"{number}. ", paths)


def _write_item(item: Item, sign: str, paths: _Paths) -> Iterator[Written]:
    """A question, then the questions of a case, each under its number in brackets."""
    draft = _draft(item, paths)
    yield from _write_draft(msgspec.structs.replace(draft, type=""), sign, item.media)
    for number, part in enumerate(item.parts, 1):
        yield from _write_draft(_draft(part, paths), f"（{number}）", part.media)


def _draft(item: Item, paths: _Paths) -> Draft:
    path = paths.get((item.table, item.element or item.requirement)) or paths.get((item.table, item.requirement))
    return draft_item(item, path or (), Spot(row=0))


def _write_draft(draft: Draft, sign: str, media: tuple[Media, ...]) -> Iterator[Written]:
    first, *rest = protect_lines(protect_words(draft.stem))
    yield Written(text=sign + first, starts=True, media=media)
    yield from (Written(text=line, media=media) for line in rest)
    for letter, option in zip(LETTERS, draft.options, strict=False):
        lines = protect_lines(protect_option(protect_words(option)))
        yield from (Written(text=line) for line in (f"{letter}. {lines[0]}", *lines[1:]))
    for field in WRITTEN:
        text = " / ".join(draft.path) if field == "path" else str(getattr(draft, field))
        if text and (field, text) != ("importance", "X"):
            lines = protect_lines(protect_words(text))
            yield from (Written(text=line) for line in (f"{LABELS[field]}：{lines[0]}", *lines[1:]))
