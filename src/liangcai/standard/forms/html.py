"""Web pages (HTML, saved pages, MHTML): the main text of the page, its tables with merged cells.

In: bytes. Out: ``Extract``. Follows: the HTML standard's table model; scripts, menus and what is hidden are set aside;
nothing is fetched, and no style sheet is applied.
"""

import codecs
import re
from email import message_from_bytes

from liangcai.findings import Result
from liangcai.standard.decode import decode_document
from liangcai.standard.forms.extract import Aside, Extract, Line, build_extract, clean_text, refuse_limit
from liangcai.standard.forms.grid import lay_out
from liangcai.standard.forms.html_content import find_content
from liangcai.standard.forms.html_flow import Flow, read_flow
from liangcai.standard.forms.html_table import find_table_size, read_table
from liangcai.standard.forms.limits import LINES
from liangcai.standard.forms.markup import Element, parse_html

CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_-]{2,20})""")
# What Chinese pages declare; any other name is left to the usual tries, as it is mostly a slip.
DECLARED = {"utf-8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def extract_html(data: bytes, name: str) -> Result[Extract | None]:
    """The text of a web page."""
    decoded = decode_page(data, name)
    if decoded.value is None:
        return Result(None, decoded.findings)
    root = parse_html(decoded.value)
    if root is None:
        return refuse_limit(name, "网页为空、过大或嵌套过深", "the page is empty, too large or nested too deep")
    lines, asides = read_page(root)
    if lines is None or len(lines) > LINES:
        return refuse_limit(name, "段落或表格过多", "too many paragraphs or table cells")
    return Result(build_extract("html", lines, asides))


def extract_mhtml(data: bytes, name: str) -> Result[Extract | None]:
    """The text of a page saved with its pictures in one file: that of its first HTML part."""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return extract_html(payload if isinstance(payload, bytes) else b"", name)
    return refuse_limit(name, "存档网页中没有正文", "the saved page has no text")


def decode_page(data: bytes, name: str) -> Result[str | None]:
    """The text of a page in the encoding that it declares, else in the first that fits."""
    declared = None if data.startswith(BOMS) else CHARSET.search(data[:4096])
    encoding = DECLARED.get(declared.group(1).decode().lower()) if declared else None
    if encoding:
        try:
            return Result(data.decode(encoding))
        except UnicodeDecodeError:
            pass
    return decode_document(data, name)


def read_page(root: Element) -> tuple[list[Line] | None, list[Aside]]:
    """The lines of a page's main text and what stands round it; no lines when a table is too large."""
    asides: list[Aside] = []
    flow = Flow()
    read_flow(find_content(root, asides), flow)
    asides.extend(Aside(text=clean_text(text), what="hidden or script") for text in flow.dropped)
    lines = place_blocks(flow)
    return lines, asides


def place_blocks(flow: Flow) -> list[Line] | None:
    """The blocks of a flow as lines with their places; None when a table is too large."""
    lines: list[Line] = []
    paragraphs = tables = 0
    for block in flow.blocks:
        if isinstance(block, str):
            paragraphs += 1
            lines.append(Line(text=block, place=f"paragraph {paragraphs}"))
            continue
        if find_table_size(block) is None:
            return None
        tables += 1
        rows = lay_out(read_table(block))
        lines.extend(Line(text=row, place=f"table {tables} row {number}") for number, row in enumerate(rows, 1))
    return lines
