"""The tables without rules of a whole PDF, page after page, as one may go on over many.

In: the pages with their characters. Out: the pages with these tables in place of their lines. Follows: what stands at
one height on many pages is no part of a table that runs over them.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from liangcai.standard.forms.pdf_columns import COLUMNS, Gap, find_column_tables, measure_leading, merge_spans
from liangcai.standard.forms.pdf_pages import PAGE_NUMBER, PageContent, find_outer, find_running, key_of
from liangcai.standard.forms.pdf_tables import PdfTable
from liangcai.standard.forms.pdf_text import Mark, TextLine, build_lines


def place_columns(pages: Sequence[PageContent]) -> list[PageContent]:
    """Pages with their tables without rules, each named by its number in ``columned``."""
    running, leading = find_running(pages), measure_leading(page.free for page in pages)
    placed: list[PageContent] = []
    before: tuple[Gap, ...] = ()
    for page in pages:
        outer = [line for line in find_outer(page) if is_running(line, running, page.free)]
        marks = [mark for mark in page.free if not is_within(mark, outer)]
        found = find_column_tables(marks, page.number, leading, before)
        before = found.rivers
        placed.append(put_tables(page, found.tables, (*found.free, *(m for m in page.free if is_within(m, outer)))))
    return placed


def is_running(line: TextLine, running: set[tuple[str, int]], marks: Sequence[Mark]) -> bool:
    """Whether a line belongs to the page; the head of a table, which stands at the top of many, has columns."""
    if PAGE_NUMBER.match(line.text):
        return True
    spans = merge_spans((mark.x0, mark.x1) for mark in marks if is_within(mark, (line,)))
    apart = sum(right[0] - left[1] > line.size for left, right in pairwise(spans))
    return key_of(line) in running and apart + 1 < COLUMNS


def is_within(mark: Mark, lines: Sequence[TextLine]) -> bool:
    """Whether a character stands at the height of one of some lines."""
    return any(line.top <= mark.middle <= line.bottom for line in lines)


def put_tables(page: PageContent, tables: Sequence[PdfTable], free: Sequence[Mark]) -> PageContent:
    """A page with more tables, and its lines from the characters left."""
    if not tables:
        return msgspec.structs.replace(page, free=())
    lines = tuple(build_lines(free, page.number))
    return msgspec.structs.replace(page, free=(), lines=lines, tables=(*page.tables, *tables), columned=True)
