"""Markdown: pipe tables and HTML tables as rows, headings, lists and emphasis as their bare words.

In: bytes. Out: ``Extract`` with places. Follows: CommonMark and the pipe tables of GitHub; what converters write.
"""

import re
from collections.abc import Iterator

from liangcai.findings import Result
from liangcai.standard.comments import find_comments
from liangcai.standard.decode import decode_document
from liangcai.standard.forms.extract import Aside, Extract, Line, build_extract, clean_text, refuse_limit, render_cell
from liangcai.standard.forms.grid import is_too_large, join_rows
from liangcai.standard.forms.html import place_blocks
from liangcai.standard.forms.html_flow import Flow, read_flow
from liangcai.standard.forms.limits import LINES
from liangcai.standard.forms.markup import parse_html

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
TABLE_START = re.compile(r"(?im)^[ \t]{0,20}<table\b")
TABLE_END = re.compile(r"(?i)</table\s{0,20}>")
RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
BAR = re.compile(r"(?<!\\)\|")
LINE_BREAK = re.compile(r"(?i)<br\s*/?>|</?p>")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
BULLET = re.compile(r"^\s*[*+]\s+(?=\S)")
SEPARATOR = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
QUOTE = re.compile(r"^\s*(?:>\s?)+")
EMPHASIS = re.compile(r"(?<![A-Za-z0-9*_])(\*{1,3}|_{2,3}|~~|`)(?=[^\s*_])([^\n]{1,2000}?)(?<=\S)\1(?![A-Za-z0-9*_])")
LINK = re.compile(r"!?\[([^\]\[]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
FOOTNOTE = re.compile(r"^\[\^([^\]\s]+)\]:\s*")
LONG_LINE = 5000
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~^])")
HIDDEN = 0x10FF00  # for private use: no document has a character there
HIDDEN_SIGN = re.compile("[\U0010ff21-\U0010ff7e]")
TAG = re.compile(r"(?i)</?(?:b|i|u|em|strong|span|font|center|div|p|sub)(?:\s[^<>]*)?>")
RAISED = re.compile(r"(?i)<sup>\s*([①-⑳]+)\s*</sup>|\$\s*\^\s*\{?\s*([①-⑳]+)\s*\}?\s*\$")


def extract_markdown(data: bytes, name: str) -> Result[Extract | None]:
    """The text of a Markdown document."""
    decoded = decode_document(data, name)
    if decoded.value is None:
        return Result(None, decoded.findings)
    asides: list[Aside] = []
    text = set_aside(decoded.value, asides)
    lines: list[Line] = []
    for number, piece in split_tables(text):
        found = read_html_table(piece, number) if piece.lstrip()[:6].lower() == "<table" else read_piece(piece, number)
        if found is None or len(lines) > LINES:
            return refuse_limit(name, "表格或段落过多", "too many table cells or paragraphs")
        lines.extend(found)
    return Result(build_extract("markdown", lines, asides))


def set_aside(text: str, asides: list[Aside]) -> str:
    """The text with front matter and comments blanked out, so that its lines keep their numbers."""
    front = [match.span() for match in FRONT_MATTER.finditer(text)]
    text = blank_out(text, front, "front matter", asides)
    return blank_out(text, find_comments(text), "comment", asides)


def blank_out(text: str, runs: list[tuple[int, int]], what: str, asides: list[Aside]) -> str:
    """The text with runs replaced by the line ends that they hold; each is noted as an aside."""
    kept, last = [], 0
    for start, end in runs:
        asides.append(Aside(text=clean_text(text[start:end]), what=what))
        kept += [text[last:start], "\n" * text.count("\n", start, end)]
        last = end
    return "".join([*kept, text[last:]])


def split_tables(text: str) -> Iterator[tuple[int, str]]:
    """The pieces between HTML tables and the tables themselves, each with the one-based number of its first line."""
    start = 0
    while (opening := TABLE_START.search(text, start)) and (ending := TABLE_END.search(text, opening.end())):
        yield text.count("\n", 0, start) + 1, text[start : opening.start()]
        yield text.count("\n", 0, opening.start()) + 1, text[opening.start() : ending.end()]
        start = ending.end()
    yield text.count("\n", 0, start) + 1, text[start:]


def read_html_table(markup: str, number: int) -> list[Line] | None:
    """The rows of an HTML table within Markdown."""
    root = parse_html(markup)
    if root is None:
        return None
    flow = Flow()
    read_flow(root, flow)
    rows = place_blocks(flow)
    return None if rows is None else [Line(text=row.text, place=f"line {number}") for row in rows]


def read_piece(text: str, first: int) -> list[Line] | None:
    """The lines of a piece without HTML tables; None when a table is too wide."""
    lines: list[Line] = []
    rows = text.split("\n")
    inside = False
    for offset, row in enumerate(rows):
        below = rows[offset + 1] if offset + 1 < len(rows) else ""
        is_rule = is_table_rule(row)
        inside = "|" in row and (inside or is_rule or is_table_rule(below))
        if is_rule or (len(row) < LONG_LINE and SEPARATOR.match(row) and "|" not in row):
            continue
        if inside and is_too_large(1, row.count("|")):
            return None
        texts = read_row(row) if inside else [read_line(row)]
        lines.extend(Line(text=found, place=f"line {first + offset}") for found in texts)
    return lines


def is_table_rule(row: str) -> bool:
    """Whether a line is the rule below the head of a pipe table."""
    return "|" in row and len(row) < LONG_LINE and bool(RULE.match(row.strip()))


def read_row(row: str) -> tuple[str, ...]:
    """A row of a pipe table; bars at its ends are no cells."""
    bare = row.strip()
    cells = BAR.split(bare)[bare.startswith("|") :]
    if len(cells) > 1 and not cells[-1].strip() and bare.endswith("|"):
        cells = cells[:-1]
    return join_rows([[read_pipe_cell(cell) for cell in cells]])


def read_pipe_cell(cell: str) -> str:
    """The text of a cell; a line break within it begins a paragraph."""
    return render_cell(strip_marks(part) for part in LINE_BREAK.split(cell))


def read_line(line: str) -> str:
    """A line of running text without its marks; one with tabs is a row already."""
    if "\t" in line.strip():
        return "\t".join(strip_marks(cell) for cell in line.split("\t"))
    bare = QUOTE.sub("", line)
    heading = HEADING.match(bare)
    bare = heading.group(1) if heading else BULLET.sub("- ", bare)
    note = FOOTNOTE.match(bare)
    return strip_marks(f"^{note.group(1)}{bare[note.end() :]}" if note else bare)


def strip_marks(text: str) -> str:
    """Words without emphasis, links, tags and escapes; a raised ① is written ^①.

    A sign that is escaped means itself, so it is hidden from the patterns meanwhile.
    """
    text = ESCAPE.sub(lambda sign: chr(HIDDEN + ord(sign.group(1))), text)
    text = RAISED.sub(lambda match: "^" + (match.group(1) or match.group(2)), text)
    text = re.sub(r"\[\^([①-⑳])\]", r"^\1", TAG.sub("", text))
    text = LINK.sub(r"\1", text)
    for _ in range(3 if len(text) < LONG_LINE else 0):
        text = EMPHASIS.sub(r"\2", text)
    return clean_text(HIDDEN_SIGN.sub(lambda sign: chr(ord(sign.group()) - HIDDEN), text))
