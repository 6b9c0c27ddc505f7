"""How lists, gaps, drawn values and rubrics are written in a single cell or line.

In: parts of an item, or the text of a cell. Out: the other one. Follows: ``；`` between the members of a list, ``｜``
between the parts of one, half-width forms read alike, a backslash before a sign that is only meant as such.
"""

import re
from collections.abc import Iterable

import msgspec

from liangcai.items.content import Blank, Criterion, Drawn, Media

LONGEST_NUMBER = 300
MEMBER, PART = "；", "｜"
_SIGN = re.compile(r"([\\；;｜|])")
_PIECE = re.compile(r"((?:\\.|[^\\；;])*)([；;]|\Z)", re.DOTALL)
_PARTS = re.compile(r"((?:\\.|[^\\｜|])*)([｜|]|\Z)", re.DOTALL)
VALUE, FORMULA = "数值：", "公式："
_NUMBER = re.compile(r"(?:数值|公式)[：:]")
_GIVEN = re.compile(r"(?P<body>[^±]*?)\s*(?:±\s*(?P<tolerance>\S+))?(?:\s*\[(?P<unit>[^\]]*)\])?\s*", re.DOTALL)


class NotationError(ValueError):
    """A cell that does not follow the notation; caught where a question is built. Holds both languages."""


def join_list(texts: Iterable[str]) -> str:
    """Texts as one."""
    return MEMBER.join(_SIGN.sub(r"\\\1", text) for text in texts)


def split_list(text: str) -> tuple[str, ...]:
    """The texts of a list; none of an empty text."""
    return tuple(_plain(piece) for piece in _split(_PIECE, text))


def write_blanks(blanks: tuple[Blank, ...]) -> str:
    """The gaps in order, each with its accepted words or its number."""
    return MEMBER.join(_write_blank(blank) for blank in blanks)


def read_blanks(text: str) -> tuple[Blank, ...]:
    """The gaps of a cell."""
    return tuple(_read_blank(piece) for piece in _split(_PIECE, text))


def write_rows(rows: Iterable[tuple[str, ...]]) -> str:
    """Members of several parts each."""
    return MEMBER.join(PART.join(_SIGN.sub(r"\\\1", part) for part in row) for row in rows)


def read_values(text: str) -> tuple[Drawn, ...]:
    """What a calculation draws: ``u｜10｜20｜0.5``."""
    return tuple(
        Drawn(name=row[0], low=row[1], high=row[2], **({"step": row[3]} if len(row) > 3 else {}))
        for row in _read_rows(text, 3, 4, "取值应写成 名称｜最小｜最大｜步长 / a drawn value is name|low|high|step")
    )


def read_rubric(text: str) -> tuple[Criterion, ...]:
    """The rows of a rubric: ``写明断电｜0.5``."""
    rows = _read_rows(text, 2, 2, "评分点应写成 内容｜份额 / a row of a rubric is text|share")
    return tuple(Criterion(text=row[0], share=row[1]) for row in rows)


def read_media(text: str) -> tuple[Media, ...]:
    """The pictures of a stem: ``plan.png｜sha256｜说明``."""
    rows = _read_rows(text, 3, 3, "图片应写成 文件｜校验值｜说明 / a picture is name|sha256|words")
    return tuple(Media(name=row[0], sha256=row[1], alt=row[2]) for row in rows)


def write_values(values: tuple[Drawn, ...]) -> str:
    """Drawn values as a cell."""
    return write_rows((drawn.name, drawn.low, drawn.high, drawn.step) for drawn in values)


def write_rubric(rubric: tuple[Criterion, ...]) -> str:
    """A rubric as a cell."""
    return write_rows((row.text, row.share) for row in rubric)


def write_media(media: tuple[Media, ...]) -> str:
    """Pictures as a cell."""
    return write_rows((picture.name, picture.sha256, picture.alt) for picture in media)


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    """The members with their escapes; an empty text has none."""
    if not text:
        return []
    pieces = []
    for found in pattern.finditer(text):
        pieces.append(found[1])
        if not found[2]:
            break
    return pieces


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _read_rows(text: str, least: int, most: int, fault: str) -> list[tuple[str, ...]]:
    rows = [tuple(_plain(part) for part in _split(_PARTS, piece)) for piece in _split(_PIECE, text)]
    if any(not least <= len(row) <= most for row in rows):
        raise NotationError(fault)
    return rows


def _write_blank(blank: Blank) -> str:
    if not (blank.value or blank.formula):
        # Words that look like a number of ours are marked as words.
        words = PART.join(_SIGN.sub(r"\\\1", text) for text in blank.accepted)
        return f"\\{words}" if _NUMBER.match(words) else words
    text = f"{FORMULA}{blank.formula}" if blank.formula else f"{VALUE}{blank.value}"
    text += f"±{blank.tolerance}" if blank.tolerance != Blank().tolerance else ""
    return _SIGN.sub(r"\\\1", text + (f" [{blank.unit}]" if blank.unit else ""))


def _read_blank(piece: str) -> Blank:
    if not _NUMBER.match(piece):
        return Blank(accepted=tuple(_plain(word) for word in _split(_PARTS, piece)))
    given = _GIVEN.fullmatch(_plain(piece[3:])) if len(piece) <= LONGEST_NUMBER else None
    if given is None:
        raise NotationError(f"空的数值写法不对：{piece[:40]} / the number of a gap cannot be read: {piece[:40]}")
    kind = "formula" if piece.startswith("公式") else "value"
    fields = {kind: given["body"].strip(), "tolerance": given["tolerance"], "unit": given["unit"]}
    return msgspec.convert({name: value for name, value in fields.items() if value}, Blank)
