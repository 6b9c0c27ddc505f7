"""The lines of a source without what pages and converters put between them.

In: the source. Out: lines of content, each knowing whether a page may have ended before it; furniture by name; the
repairs of comments inside text. Follows: running heads (the code, or the title again), page numbers, comments, table
rules, 续表, tables of contents. The first 职业编码 line of the cover is the cover's own.
"""

import bisect
import re

import msgspec

from liangcai.standard.comments import find_comments
from liangcai.standard.model import NamedLines, Repair
from liangcai.standard.reading.repairs import COMMENT, make_repair
from liangcai.standard.reading.source import Source, Traced

CODE_HEAD = re.compile(r"^\s*职业(?:编码|代码)\s*[:：]\s*[\d－-]+(?:\s*[(（]?[LS/]+[)）]?)?\s*$")
BARE_NUMBER = re.compile(r"^\s*\d{1,3}\s*$")
PAGE_NUMBER = re.compile(
    r"^\s*[-—–·]+\s*(?:\d{1,3}|[ivxIVX]{1,6})\s*[-—–·]+\s*$|^\s*第\s*\d+\s*页(?:\s*[,，]?\s*共\s*\d+\s*页)?\s*$"
    r"|^\s*\d{1,3}\s*/\s*\d{1,3}\s*$|^\s*[-—–·]\s*\d{1,3}\s*$|^\s*\d{1,3}\s*[-—–·]\s*$"
)
TABLE_RULE = re.compile(r"^[\s|:+=-]*[-=]{2,}[\s|:+=-]*$|^\s*(?:\*\s*){3,}$|^\s*_{3,}\s*$")
CONTINUED = re.compile(r"^\s*[(（]?\s*续\s*表\s*[\d.-]*\s*[)）]?\s*$")
CONTENTS = re.compile(r"^\s*目\s*[录次]\s*$|(?:[.．…·]\s*){4,}\d{1,3}\s*$")
OPENING = re.compile(r"^\s*1\s*[.．]?\s*职\s*业\s*概\s*况\s*$")
PREFACE = re.compile(r"^\s*(?:说\s*明|前\s*言)\s*$")
WEIGHTS = re.compile(r"^\s*\d\s*[.．]?\s*[权比]\s*重\s*表\s*$")
APPENDIX = re.compile(r"^\s*\d\s*[.．]?\s*(?:职业标准)?附\s*录\s*$")
TITLE_LENGTH = 40
KINDS = (
    (PAGE_NUMBER, "page number"),
    (TABLE_RULE, "table rule"),
    (CONTINUED, "continued table"),
    (CONTENTS, "table of contents"),
)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of content; ``after_furniture`` says that something stood between it and the line before.

    ``cell`` says that it is a cell or a row of a weight table without columns.
    """

    text: Traced
    after_furniture: bool
    cell: bool = False


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """All lines of a source, sorted by what they are."""

    content: tuple[Line, ...]
    furniture: tuple[NamedLines, ...]
    repairs: tuple[Repair, ...]


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What tells a running head from a cover and a page number from a weight.

    ``cells`` are the lines of the chapter of weights where its tables lost their columns.
    """

    titles: frozenset[str]
    opening: int
    front: int
    cells: range


def read_lines(source: Source) -> Lines:
    """The lines of a source."""
    commented = find_comments(source.text)
    around = look_round(source)
    content: list[Line] = []
    furniture: list[NamedLines] = []
    repairs: list[Repair] = []
    interrupted, heads = False, 0
    for number, line in enumerate(source.lines(), 1):
        comments = cut_comments(line, commented)
        kept = line.without_runs(comments)
        if comments and kept.text.strip():
            repairs += note_comments(source, line, comments)
        what = name_furniture(kept.text, number, around, heads) if kept.text.strip() else "comment"
        heads += bool(CODE_HEAD.match(kept.text))
        if line.text.strip() and what:
            furniture.append(NamedLines(line=number, what=what))
            interrupted = True
        elif kept.text.strip():
            content.append(Line(text=kept, after_furniture=interrupted, cell=number in around.cells))
            interrupted = False
    return Lines(content=tuple(content), furniture=tuple(furniture), repairs=tuple(repairs))


def cut_comments(line: Traced, commented: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a line that stand in comments, which may go over several lines, as offsets in the line."""
    if not (line and commented):
        return []
    first, last = line.at[0], line.at[-1]
    at = bisect.bisect_right(commented, (first, len(line) + last))
    found = []
    for start, end in (commented[place] for place in range(max(at - 1, 0), len(commented))):
        if start > last:
            break
        if end > first:
            found.append((max(start - first, 0), min(end - first, len(line))))
    return found


def note_comments(source: Source, line: Traced, comments: list[tuple[int, int]]) -> list[Repair]:
    """The records of the comments inside a line of content."""
    places = [line[start:end] for start, end in comments]
    return [make_repair(source, place, place.text, "", COMMENT) for place in places]


def look_round(source: Source) -> Surroundings:
    """The title lines of the cover, where chapter 1 begins, and from where on bare numbers are weights."""
    lines = [line.text for line in source.lines()]
    opening = next((n for n, text in enumerate(lines, 1) if OPENING.match(text)), 0)
    front = next((n for n, text in enumerate(lines, 1) if PREFACE.match(text)), opening)
    cover = lines[: opening - 1] if opening else []
    titles = {squeeze(text) for text in cover if "国家职业" in squeeze(text) and len(text) <= TITLE_LENGTH}
    weights = next((n for n, text in enumerate(lines, 1) if WEIGHTS.match(text)), len(lines) + 1)
    end = next((n for n, text in enumerate(lines, 1) if n > weights and APPENDIX.match(text)), len(lines))
    flat = not any("\t" in text.strip() for text in lines[weights:end])
    return Surroundings(
        titles=frozenset(titles),
        opening=opening,
        front=front,
        cells=range(weights + 1, end + 1) if flat else range(0),
    )


def squeeze(text: str) -> str:
    """A text without blanks."""
    return re.sub(r"\s", "", text)


def name_furniture(text: str, number: int, around: Surroundings, heads: int) -> str | None:
    """What a line is when it carries nothing of the standard."""
    if CODE_HEAD.match(text):
        return "running head" if heads or (around.front and number > around.front) else None
    if around.opening and number > around.opening and squeeze(text) in around.titles:
        return "running head"
    if BARE_NUMBER.match(text):
        return None if number in around.cells else "page number"
    return next((name for pattern, name in KINDS if pattern.search(text)), None)
