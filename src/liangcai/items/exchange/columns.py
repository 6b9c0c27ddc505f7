"""Which column of a spreadsheet holds what: the header is found, never assumed.

In: the cells of a row. Out: the columns by field, or None where the row is no header. Follows: the layout in
circulation and its usual spellings; other columns are named, not read.
"""

import re
import unicodedata
from collections.abc import Mapping

import msgspec

from liangcai.items.model import LETTERS

PATHS = 6
NUMERALS = "一二三四五六"
# The first spelling is the one that is written.
SPELLINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("id", ("GUID", "ID", "编号", "试题编号", "题目编号", "试题ID", "题目ID", "唯一标识")),
    ("type", ("题型", "试题类型", "题目类型", "类型")),
    ("stem", ("题干", "试题题干", "题目", "试题内容", "题目内容", "题干内容", "试题")),
    ("key", ("答案", "正确答案", "标准答案", "参考答案", "试题答案")),
    *(
        (f"option.{letter}", (f"选项{letter}", f"{letter}选项", f"备选{letter}", f"备选项{letter}", letter))
        for letter in LETTERS
    ),
    *(
        (
            f"path.{number}",
            (
                f"知识点{numeral}级",
                f"{numeral}级知识点",
                f"知识点{number}",
                f"知识点{numeral}",
                f"鉴定点{numeral}级",
                f"{numeral}级鉴定点",
                *(("知识点", "鉴定点") if number == 1 else ()),
            ),
        )
        for number, numeral in enumerate(NUMERALS, 1)
    ),
    ("difficulty", ("难度", "难度系数", "预估难度", "难易度", "难易程度", "试题难度")),
    ("agreement", ("一致性",)),
    ("points", ("分数", "分值", "试题分数")),
    ("rationale", ("解析", "答案解析", "试题解析", "题目解析")),
    ("source", ("出处", "来源", "试题来源", "题目来源")),
    ("requirement", ("要求编号",)),
    ("also", ("其他要求",)),
    ("element", ("鉴定点编号",)),
    ("importance", ("重要程度",)),
    ("note", ("备注",)),
    ("seconds", ("秒数", "答题秒数")),
    ("enemies", ("互斥题",)),
    ("set", ("题组",)),
    ("table", ("分表",)),
    ("targets", ("匹配项",)),
    ("values", ("取值",)),
    ("answer", ("解答",)),
    ("rubric", ("评分点",)),
    ("media", ("图片",)),
    ("parent", ("所属大题",)),
)
FIELDS = tuple(field for field, _ in SPELLINGS)
UNKEPT = ("agreement", "points")  # said of a question by others; a question has no place for them
_FIELD = {name: field for field, names in SPELLINGS for name in names}
_SPACE = re.compile(r"[\s*（()）:：]+")
NEEDED = ("stem", "type", "key")


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of a header by field, from 1; the names of columns that are not read; fields that stand twice."""

    row: int
    fields: dict[str, int]
    unread: tuple[tuple[int, str], ...] = ()
    twice: tuple[tuple[int, str], ...] = ()


def find_header(row: int, names: Mapping[int, str]) -> Columns | None:
    """The columns that a row names; None where it lacks stem, type or answer."""
    fields: dict[str, int] = {}
    unread: list[tuple[int, str]] = []
    twice: list[tuple[int, str]] = []
    for column, name in sorted(names.items()):
        field = _FIELD.get(plain_head(name)) or _FIELD.get(name.strip())
        if field is None:
            unread.append((column, name.strip()))
        elif field in fields:
            twice.append((column, name.strip()))
        else:
            fields[field] = column
    if not all(field in fields for field in NEEDED):
        return None
    return Columns(row=row, fields=fields, unread=tuple(unread), twice=tuple(twice))


def plain_head(name: str) -> str:
    """A head without spaces, brackets and stars, letters upper case."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name)).upper()


def write_heads() -> tuple[str, ...]:
    """The heads in the order of the layout."""
    return tuple(names[0] for _, names in SPELLINGS)
