"""The tables without rules of a whole PDF, page after page, as one may go on over many.

In: the pages with their characters. Out: the pages with these tables in place of their lines. Follows: what stands at
one height on many pages is no part of a table that runs over them.
"""

from collections.abc import Sequence

import msgspec

from liangcai.standard.forms.pdf_columns import Gap, find_column_tables
from liangcai.standard.forms.pdf_pages import PAGE_NUMBER, PageContent, find_outer, find_running, key_of
from liangcai.standard.forms.pdf_tables import PdfTable
from liangcai.standard.forms.pdf_text import Mark, TextLine, build_lines


def place_columns(pages: Sequence[PageContent]) -> list[PageContent]:
    """Pages with their tables without rules, each named by its number in ``columned``."""
    running = find_running(pages)
    placed: list[PageContent] = []
    before: tuple[Gap, ...] = ()
    for page in pages:
        outer = [line for line in find_outer(page) if key_of(line) in running or PAGE_NUMBER.match(line.text)]
        marks = [mark for mark in page.free if not is_within(mark, outer)]
        found = find_column_tables(marks, page.number, before)
        before = found.rivers
        placed.append(put_tables(page, found.tables, (*found.free, *(m for m in page.free if is_within(m, outer)))))
    return placed


def is_within(mark: Mark, lines: Sequence[TextLine]) -> bool:
    """Whether a character stands at the height of one of some lines."""
    return any(line.top <= mark.middle <= line.bottom for line in lines)


def put_tables(page: PageContent, tables: Sequence[PdfTable], free: Sequence[Mark]) -> PageContent:
    """A page with more tables, and its lines from the characters left."""
    if not tables:
        return msgspec.structs.replace(page, free=())
    lines = tuple(build_lines(free, page.number))
    return msgspec.structs.replace(page, free=(), lines=lines, tables=(*page.tables, *tables), columned=True)
