"""A question as the words of a row or paragraph: what every form of exchange writes and reads.

In: an item and the path of its point, or words as a person wrote them. Out: ``Draft``, or the item or ``Fault`` that it
makes. Follows: the columns in circulation (GUID, 题型, 题干, 答案, 选项, 知识点, 难度, 解析, 出处) and own columns for
what those cannot hold.
"""

import re
import unicodedata
from collections.abc import Callable

import msgspec

from liangcai.items.exchange.imported import Settlement, Spot
from liangcai.items.exchange.notation import (
    NotationError,
    join_list,
    read_blanks,
    read_media,
    read_rubric,
    read_values,
    split_list,
    write_blanks,
    write_media,
    write_rubric,
    write_values,
)
from liangcai.items.model import FALSE, TRUE, Item, ItemType
from liangcai.items.names import TYPE_NAMES
from liangcai.items.shape import check_shape
from liangcai.standard.model import NO_TABLE

TRUTHS = {TRUE: "正确", FALSE: "错误"}
_TRUE = {"t", "true", "对", "正确", "√", "✓", "✔", "是", "y", "yes"}
_FALSE = {"f", "false", "错", "错误", "×", "✗", "✘", "x", "否", "n", "no"}
_TYPES: dict[str, ItemType] = {
    **{name.zh.removesuffix("题"): kind for kind, name in TYPE_NAMES.items()},
    **{kind: kind for kind in TYPE_NAMES},
    "单选": "single",
    "单选择": "single",
    "单项选择": "single",
    "多选": "multiple",
    "多项选择": "multiple",
    "判断": "truefalse",
    "正误": "truefalse",
    "是非": "truefalse",
    "填空": "fill",
    "排序": "order",
    "匹配": "match",
    "连线": "match",
    "配对": "match",
    "计算": "calculation",
    "简答": "short",
    "论述": "essay",
    "案例": "case",
    "案例分析": "case",
}
_BETWEEN = re.compile(r"[\s,，、;；.。/]+")
_OPEN = ("short", "essay", "case")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a question, each "" where nothing is said; ``parts`` are those of a case."""

    spot: Spot
    id: str = ""
    type: str = ""
    stem: str = ""
    key: str = ""
    options: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    difficulty: str = ""
    rationale: str = ""
    source: str = ""
    requirement: str = ""
    also: str = ""
    element: str = ""
    table: str = ""
    importance: str = ""
    note: str = ""
    seconds: str = ""
    enemies: str = ""
    set: str = ""
    targets: str = ""
    values: str = ""
    answer: str = ""
    rubric: str = ""
    media: str = ""
    parent: str = ""
    parts: tuple["Draft", ...] = ()


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """The point that a draft was matched to."""

    requirement: str
    element: str
    table: str


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Why a draft is no question, and which of its fields is to blame."""

    field: str
    zh: str
    en: str


def draft_item(item: Item, path: tuple[str, ...], spot: Spot) -> Draft:
    """An item as words."""
    key = {"truefalse": TRUTHS.get(item.key, item.key), "fill": "", "calculation": ""}.get(item.type, item.key)
    opens = item.type in _OPEN
    return Draft(
        spot=spot,
        id=item.id,
        type=TYPE_NAMES[item.type].zh,
        stem=item.stem,
        key=item.answer if opens else write_blanks(item.blanks) if item.blanks else key,
        options=item.options,
        path=path,
        difficulty=repr(item.difficulty),
        rationale=item.rationale,
        source=item.source,
        requirement=item.requirement,
        also=join_list(item.also),
        element=item.element,
        table="" if item.table == NO_TABLE else item.table,
        importance=item.importance,
        note=item.note,
        seconds=str(item.seconds or ""),
        enemies=join_list(item.enemies),
        set=item.set,
        targets=join_list(item.targets),
        values=write_values(item.values),
        answer="" if opens else item.answer,
        rubric=write_rubric(item.rubric),
        media=write_media(item.media),
    )


def build_item(
    draft: Draft, coded: Coded, settlement: Settlement, parts: tuple[Item, ...] = (), name: str = ""
) -> Item | Fault:
    """The item of a draft; its parts are built before. ``name`` stands for a missing id."""
    kind = read_type(draft.type)
    if kind is None:
        return Fault(field="type", zh=f"题型「{draft.type}」不认识", en=f"the type {draft.type!r} is not known")
    difficulty = read_difficulty(draft.difficulty, settlement)
    if isinstance(difficulty, Fault):
        return difficulty
    try:
        item = _convert(draft, coded, kind, difficulty, parts)
    except NotationError as error:
        zh, _, en = str(error).partition(" / ")
        return Fault(field="key", zh=zh, en=en)
    except (msgspec.ValidationError, ValueError) as error:
        return Fault(field="stem", zh=f"内容不合格式：{error}", en=f"it does not fit the format: {error}")
    item = msgspec.structs.replace(item, id=item.id or name, rationale=item.rationale or settlement.rationale.strip())
    return _check(_add_rubric(item, settlement))


def _convert(draft: Draft, coded: Coded, kind: ItemType, difficulty: float, parts: tuple[Item, ...]) -> Item:
    """The item as the words say it; raises where they do not fit."""
    said = {
        "type": kind,
        "difficulty": difficulty,
        "requirement": coded.requirement,
        "element": coded.element,
        "table": coded.table,
        "importance": draft.importance.strip().upper() or "X",
        "seconds": int(draft.seconds or 0),
        "parts": parts,
        **{field: getattr(draft, field) for field in ("id", "stem", "rationale", "note", "source", "set")},
    }
    return msgspec.convert(said | _read_lists(draft) | _read_answer(draft, kind), Item)


def read_type(text: str) -> ItemType | None:
    """The type that a word names, in the usual spellings; None for any other."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()
    return _TYPES.get(plain) or _TYPES.get(plain.removesuffix("题").removesuffix("试"))


def read_difficulty(text: str, settlement: Settlement) -> float | Fault:
    """The share of candidates expected to answer rightly: a decimal, a percent, or a word that a person rated."""
    rated = next((rated.difficulty for rated in settlement.difficulties if rated.word == text.strip()), None)
    if rated is not None:
        return rated
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        value = float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if 0 < value < 1:
        return value
    said = f"难度「{text}」不是 0 与 1 之间的数" if text else "没有难度"
    return Fault(
        field="difficulty",
        zh=f"{said}，不知道它指多大比例的考生答对",
        en=f"difficulty {text!r} is no share between 0 and 1, and nobody has said which share it means",
    )


def _read_lists(draft: Draft) -> dict[str, object]:
    return {
        "also": split_list(draft.also),
        "enemies": split_list(draft.enemies),
        "targets": split_list(draft.targets),
        "values": read_values(draft.values),
        "rubric": read_rubric(draft.rubric),
        "media": read_media(draft.media),
    }


def _read_answer(draft: Draft, kind: ItemType) -> dict[str, object]:
    """Options, key, gaps and reference answer, each where its type has it."""
    if kind in _OPEN:
        return {"answer": draft.key, "options": draft.options}
    if kind in ("fill", "calculation"):
        return {"blanks": read_blanks(draft.key), "answer": draft.answer, "options": draft.options}
    if kind == "truefalse":
        return _read_truth(draft) | {"answer": draft.answer}
    letters = _BETWEEN.sub("", unicodedata.normalize("NFKC", draft.key)).upper()
    key = "".join(sorted(letters)) if kind == "multiple" else letters
    return {"options": draft.options, "key": key, "answer": draft.answer}


def _read_truth(draft: Draft) -> dict[str, object]:
    """A judgement; options that only say 正确 and 错误 are the judgement's own."""
    said = [truth for option in draft.options if (truth := _truth(option))]
    judges = len(draft.options) == len(said) == 2 and said[0] != said[1]
    letter = unicodedata.normalize("NFKC", draft.key).strip().upper()
    key = dict(zip("AB", said, strict=False)).get(letter, "") if judges else ""
    return {"key": key or _truth(draft.key) or draft.key, "options": () if judges else draft.options}


def _truth(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return TRUE if plain in _TRUE else FALSE if plain in _FALSE else ""


def _add_rubric(item: Item, settlement: Settlement) -> Item:
    if item.rubric or not settlement.rubric or item.type not in ("short", "essay"):
        return item
    return msgspec.structs.replace(item, rubric=read_rubric(join_list([settlement.rubric]) + "｜1"))


def _check(item: Item) -> Item | Fault:
    fault = check_shape(item)
    if fault is None:
        return item
    zh, _, en = fault.partition(" / ")
    empty: list[tuple[str, Callable[[Item], str]]] = [("rationale", lambda i: i.rationale), ("stem", lambda i: i.stem)]
    field = next((name for name, of in empty if not of(item).strip()), "key")
    return Fault(field=field, zh=zh, en=en)
