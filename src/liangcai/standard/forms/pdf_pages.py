"""The pages of a PDF, and what on them belongs to the page and not to the document.

In: a page. Out: ``PageContent``; heads, feet, notes and contents lines told apart from the text. Follows: running
heads and page numbers stand at one height on many pages; notes stand at the foot, smaller, behind their mark.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

import msgspec
from pdfplumber.page import Page

from liangcai.standard.forms.pdf_characters import unify_lookalikes
from liangcai.standard.forms.pdf_tables import PdfTable, find_tables
from liangcai.standard.forms.pdf_text import Mark, TextLine, build_lines

# The outer zones of a page: a share of its height, and at least so many points.
ZONE, ZONE_POINTS = 0.12, 62
SAME_HEIGHT = 4
RUNNING_SHARE = 0.3
NOTE_SIZE = 0.96
PAGE_NUMBER = re.compile(
    r"^[-—–·•\s]*(?:\d{1,3}|[ivxlIVXL]{1,6})[-—–·•\s]*$|^第?\s*\d+\s*[页/]\s*(?:共?\s*\d+\s*页?)?$"
)
CONTENTS = re.compile(r"(?:[.．·•…⋯]\s*){5,}\s*[\dIVXivx]{1,4}$")
CONTENTS_HEAD = re.compile(r"^目\s*[录次]$")
NOTE_START = re.compile(r"^\^?[①-⑳]")


class PageContent(msgspec.Struct, frozen=True, kw_only=True):
    """A page: its size in points, its lines outside tables, its tables, and how many characters it draws.

    ``free`` are its characters outside ruled tables; ``columned`` says that it holds a table that draws no rules.
    """

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    tables: tuple[PdfTable, ...]
    marks: int
    unknown: int
    pictures: int
    free: tuple[Mark, ...] = ()
    columned: bool = False


class SortedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page with its lines by what they are: heads and feet, contents, notes, and the body with its tables."""

    number: int
    body: tuple[TextLine | PdfTable, ...]
    heads: tuple[TextLine, ...]
    feet: tuple[TextLine, ...]
    notes: tuple[TextLine, ...]
    contents: tuple[TextLine, ...]


def read_page(page: Page) -> PageContent:
    """What a page draws."""
    drawn = [character for character in page.chars if character["text"]]
    known = [character for character in drawn if not character["text"].startswith("(cid:")]
    marks = [
        Mark(unify_lookalikes(c["text"]), c["x0"], c["x1"], c["top"], c["bottom"], max(c["size"], 0.1)) for c in known
    ]
    tables, free = find_tables(page, marks)
    return PageContent(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        lines=tuple(build_lines(free, page.page_number)),
        tables=tuple(tables),
        marks=len(drawn),
        unknown=len(drawn) - len(known),
        pictures=len(page.images),
        free=tuple(free),
    )


def sort_pages(pages: Sequence[PageContent]) -> list[SortedPage]:
    """Every page with its lines by what they are; a note that goes on over the end of its page is put together."""
    running = find_running(pages)
    size = Counter(line.size for page in pages for line in page.lines).most_common(1)
    found: list[SortedPage] = []
    for page in pages:
        before = found[-1].notes if found else ()
        here = sort_page(page, running, size[0][0] if size else 0.0, after_note=bool(before))
        rest = tuple(takewhile(lambda line: not NOTE_START.match(line.text), here.notes))
        if rest:
            found[-1] = msgspec.structs.replace(found[-1], notes=(*before, *rest))
            here = msgspec.structs.replace(here, notes=here.notes[len(rest) :])
        found.append(here)
    return found


def find_running(pages: Sequence[PageContent]) -> set[tuple[str, int]]:
    """What stands at one height on many pages, digits aside."""
    counts = Counter(key for page in pages for key in {key_of(line) for line in find_outer(page)})
    return {key for key, count in counts.items() if count >= max(2, RUNNING_SHARE * len(pages))}


def find_outer(page: PageContent) -> tuple[TextLine, ...]:
    """The lines in the outer zones of a page."""
    zone = max(ZONE * page.height, ZONE_POINTS)
    return tuple(line for line in page.lines if line.bottom < zone or line.top > page.height - zone)


def key_of(line: TextLine) -> tuple[str, int]:
    """What makes running lines alike: their words without digits and blanks, and their height."""
    return re.sub(r"[\d\s]", "", line.text), round(line.top / SAME_HEIGHT)


def sort_page(page: PageContent, running: set[tuple[str, int]], size: float, *, after_note: bool) -> SortedPage:
    """One page by what its lines are; ``size`` is the type of the running text."""
    edges = {id(line) for line in (*page.lines[:1], *page.lines[-1:])}
    outer = [
        line
        for line in find_outer(page)
        if key_of(line) in running or (id(line) in edges and PAGE_NUMBER.match(line.text))
    ]
    inner = [line for line in page.lines if line not in outer]
    notes = find_notes(inner, page, size, after_note=after_note)
    contents = find_contents(inner)
    body = [line for line in inner if line not in notes and line not in contents]
    return SortedPage(
        number=page.number,
        body=tuple(sorted((*body, *page.tables), key=lambda item: item.top)),
        heads=tuple(line for line in outer if line.top < page.height / 2),
        feet=tuple(line for line in outer if line.top >= page.height / 2),
        notes=tuple(notes),
        contents=tuple(contents),
    )


def find_notes(lines: Sequence[TextLine], page: PageContent, size: float, *, after_note: bool) -> list[TextLine]:
    """The lines in small type at the foot of a page, from the first mark, or all where a note goes on from before."""
    lowest = max((table.bottom for table in page.tables), default=0.0)
    small = list(takewhile(lambda line: line.size < NOTE_SIZE * size and line.top > lowest, reversed(lines)))[::-1]
    marked = (index for index, line in enumerate(small) if NOTE_START.match(line.text))
    return small[0 if after_note else next(marked, len(small)) :]


def find_contents(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a table of contents: leaders and a page number, and the word over them."""
    found = [line for line in lines if CONTENTS.search(line.text)]
    return [line for line in lines if line in found or (found and CONTENTS_HEAD.match(line.text))]
