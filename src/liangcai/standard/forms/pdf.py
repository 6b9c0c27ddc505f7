"""PDF files with a text layer: paragraphs put together from lines, ruled tables as rows, each line with its page.

In: the bytes of a file. Out: ``Extract``, or a finding: no text layer, protected, damaged, fonts without characters.
Follows: ISO 32000, of which pdfminer reads the text and the rules; running heads and page numbers stay as lines of
their page, what a page repeats of a table is set aside.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF

from liangcai.findings import Finding, Result
from liangcai.standard.forms.extract import Aside, Extract, Line, build_extract, refuse_damaged, refuse_limit
from liangcai.standard.forms.limits import PAGE_BYTES, PAGE_MARKS, PAGES
from liangcai.standard.forms.pdf_pages import PageContent, SortedPage, read_page, sort_pages
from liangcai.standard.forms.pdf_paragraphs import (
    Habit,
    Region,
    begins_paragraph,
    find_region,
    learn_habit,
    split_paragraphs,
)
from liangcai.standard.forms.pdf_refusals import (
    note_columns,
    note_pictures,
    note_unknown,
    refuse_fonts,
    refuse_protected,
    refuse_scanned,
)
from liangcai.standard.forms.pdf_tables import CONTINUED, PdfTable, continues, write_rows
from liangcai.standard.forms.pdf_text import TextLine
from liangcai.standard.forms.pdf_unruled import place_columns

# Furniture that the reader of standards knows by itself; it stays in the text, with its page.
KNOWN = re.compile(
    r"^\s*(?:职业编码\s*[:：]\s*[0-9-]+|[-—–·]?\s*\d{1,3}\s*[-—–·]?|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)\s*$"
)
CODE_LINE = re.compile(r"^\s*职业编码\s*[:：]\s*[0-9-]+\s*$")
FEW_MARKS = 20
UNKNOWN_SHARE = 0.05
# pdfminer writes a line for each odd font; where nobody listens, they would go to standard error.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


def extract_pdf(data: bytes, name: str) -> Result[Extract | None]:
    """The text of a PDF file."""
    # A damaged file makes pdfminer raise almost anything, from struct.error to RecursionError.
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > PAGES:
                pages = len(document.pages)
                return refuse_limit(name, f"文件有 {pages} 页", f"the file has {pages} pages")
            read = read_pages(document)
    except Exception as error:
        if is_caused(error, MemoryError):
            return refuse_limit(name, "解析时内存不足", "parsing it takes too much memory")
        protected = is_caused(error, PDFPasswordIncorrect)
        return refuse_protected(name) if protected else refuse_damaged(name, "PDF 文件", "PDF file")
    if read is None:
        return refuse_limit(name, "一页内的文字或线条过多", "too many characters or rules on one page")
    return judge_pages(read, name) if read else refuse_damaged(name, "PDF 文件", "PDF file")


def read_pages(document: PDF) -> list[PageContent] | None:
    """What the pages draw; None when one draws more than any page of a standard."""
    pages = []
    for page in document.pages:
        if sum(len(stream.get_data()) for stream in page.page_obj.contents) > PAGE_BYTES:
            return None
        if len(page.chars) > PAGE_MARKS or len(page.edges) > PAGE_MARKS // 6:
            return None
        pages.append(read_page(page))
        page.close()
    return pages


def is_caused(error: Exception, kind: type[Exception]) -> bool:
    """Whether an error is of a kind, or was raised for one: pdfplumber wraps the errors of pdfminer in its own."""
    return isinstance(error, kind) or any(isinstance(cause, kind) for cause in error.args)


def judge_pages(pages: list[PageContent], name: str) -> Result[Extract | None]:
    """The text of the pages, where they hold text that can be trusted."""
    drawn, unknown = sum(page.marks for page in pages), sum(page.unknown for page in pages)
    if drawn < FEW_MARKS * min(len(pages), 3):
        return refuse_scanned(name)
    if unknown > UNKNOWN_SHARE * drawn:
        return refuse_fonts(name)
    pages = place_columns(pages)
    lines, asides = write_pages(pages)
    empty = tuple(page.number for page in pages if page.pictures and page.marks < FEW_MARKS)
    findings: tuple[Finding, ...] = (note_pictures(name, empty),) if empty else ()
    columned = tuple(page.number for page in pages if page.columned)
    findings += (note_columns(name, columned),) if columned else ()
    findings += (note_unknown(name, unknown),) if unknown else ()
    return Result(build_extract("pdf", lines, asides), findings)


def write_pages(pages: Sequence[PageContent]) -> tuple[list[Line], list[Aside]]:
    """The lines of all pages in reading order."""
    ordered = sort_pages(pages)
    running = [item for page in ordered for item in page.body if isinstance(item, TextLine)]
    cells = [line for page in ordered for item in page.body if isinstance(item, PdfTable) for line in find_lines(item)]
    width = Counter(round(page.width) for page in pages).most_common(1)[0][0]
    writer = Writer(find_region(running, width), learn_habit(line.text for line in (*running, *cells)))
    for page in ordered:
        writer.add_page(page)
    writer.close()
    return writer.lines, writer.asides


def find_lines(table: PdfTable) -> Iterator[TextLine]:
    """The lines in the cells of a table."""
    yield from (line for row in table.rows for cell in row for line in cell.lines)


class Writer:
    """The text while the pages go by: a paragraph or a table stays open over the end of a page.

    What belongs to the pages, and notes, waits until the paragraph is complete that they interrupt.
    """

    def __init__(self, region: Region, habit: Habit) -> None:
        self.lines: list[Line] = []
        self.asides: list[Aside] = []
        self._region, self._habit = region, habit
        self._run: list[TextLine] = []
        self._chain: list[PdfTable] = []
        self._waiting: list[Line] = []

    def add_page(self, page: SortedPage) -> None:
        """One page: its heads, its body, its notes, its feet."""
        # The first line with a code is the cover's own to the reader, so a running head must not come before it.
        own_code = any(CODE_LINE.match(item.text) for item in page.body if isinstance(item, TextLine))
        self._add_furniture(page.heads, known=not own_code)
        for line in page.contents:
            self.asides.append(Aside(text=line.text, what="contents", page=line.page))
        for item in page.body:
            self._add_item(item)
        for run in split_paragraphs(page.notes, self._region):
            self._waiting.append(Line(text=self._habit.join([line.text for line in run]), page=page.number))
        self._add_furniture(page.feet, known=True)

    def close(self) -> None:
        """End what is open."""
        self._close_run()
        self._close_chain()
        self._release()

    def _add_furniture(self, lines: Sequence[TextLine], *, known: bool) -> None:
        for line in lines:
            if known and KNOWN.match(line.text):
                self._waiting.append(Line(text=line.text, page=line.page))
            else:
                self.asides.append(Aside(text=line.text, what="running head or page number", page=line.page))

    def _add_item(self, item: TextLine | PdfTable) -> None:
        if isinstance(item, PdfTable):
            self._close_run()
            if not (self._chain and continues(self._chain[-1], item)):
                self._close_chain()
                self._release()
            self._chain.append(item)
        elif CONTINUED.match(item.text):
            self.asides.append(Aside(text=item.text, what="table continued", page=item.page))
        else:
            self._close_chain()
            if self._run and begins_paragraph(self._run, item, self._region):
                self._close_run()
            if not self._run:
                self._release()
            self._run.append(item)

    def _close_run(self) -> None:
        if self._run:
            text = self._habit.join([line.text for line in self._run])
            self.lines.append(Line(text=text, page=self._run[0].page))
            self._run = []

    def _close_chain(self) -> None:
        """Write the open table; what belongs to its pages goes between the rows of those pages."""
        waiting, self._waiting = self._waiting, []
        page = 0
        for row_page, text in write_rows(self._chain, self._habit, self.asides) if self._chain else ():
            if page and row_page > page:
                self.lines.extend(line for line in waiting if line.page <= row_page)
                waiting = [line for line in waiting if line.page > row_page]
            page = row_page
            self.lines.append(Line(text=text, page=row_page))
        self._waiting = waiting
        self._chain = []

    def _release(self) -> None:
        self.lines.extend(self._waiting)
        self._waiting = []
