"""One document in the forms that people have: Markdown, web page, Word, PDF; each made from the plain text of it.

In: the text of a standard, table cells apart by tabs. Out: the bytes of a file. Follows: what the programs of people
write: merged cells, raised marks, notes at the foot, running heads, rows that a page end cuts in two.
"""

import functools
import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import docx
import msgspec
import typst

from liangcai.standard.model import Standard
from liangcai_host.typesetting.fonts import FAMILY, font_folder

RAISED = re.compile(r"\^([①-⑳])")
NOTE = re.compile(r"^\^([①-⑳])(.*)$")
HEADING = re.compile(r"^(\d+(?:\.\d+)*)\.? \S")
PLACES = re.compile(r"(line|spans)=(\d+|\((Span\([^)]*\),? ?)*\))")
PARAGRAPH = re.compile(r"</?p>\s*")


class Merged(msgspec.Struct):
    """A cell that may reach over several rows and columns."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1

    @property
    def paragraphs(self) -> list[str]:
        """What the cell holds, a string a paragraph."""
        return [part.strip() for part in PARAGRAPH.split(self.text) if part.strip()]


Table = list[list[str]]
Maker = Callable[[str], bytes]


def split_blocks(text: str) -> Iterator[str | Table]:
    """Paragraphs and tables in order."""
    table: Table = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            table.append(line.split("\t"))
            continue
        if table:
            width = max(len(row) for row in table)
            yield [row + [""] * (width - len(row)) for row in table]
            table = []
        if line.strip():
            yield line


def merge_cells(table: Table) -> list[Merged]:
    """The cells of a table as a person draws it: blank places belong to the cell above or, in weight tables, before."""
    work = table[0][0] == "职业功能"
    owners: dict[tuple[int, int], Merged] = {}
    for row, texts in enumerate(table):
        for column, text in enumerate(texts):
            leading = row > 0 and not any(texts[: column + 1])
            if leading and column < (2 if work else len(texts)):
                owner = owners[row - 1, column]
            elif not text and column and not work:
                owner = owners[row, column - 1]
            else:
                owner = Merged(row, column, text)
            owner.rows, owner.columns = row - owner.row + 1, max(owner.columns, column - owner.column + 1)
            owners[row, column] = owner
    return list({id(owner): owner for owner in owners.values()}.values())


def make_markdown(text: str) -> bytes:
    """The document in Markdown with pipe tables."""
    parts = ["---\ntitle: 标准\n---\n"]
    for block in split_blocks(text):
        if isinstance(block, str):
            heading = HEADING.match(block)
            marks = "#" * (heading.group(1).count(".") + 1) + " " if heading else ""
            parts.append(marks + RAISED.sub(r"<sup>\1</sup>", block).replace("*", r"\*"))
        else:
            rows = ["| " + " | ".join(map(write_pipe_cell, row)) + " |" for row in block]
            rows.insert(1, "|" + " :--- |" * len(block[0]))
            parts.append("\n".join(rows))
    return "\n\n".join(parts).encode()


def write_pipe_cell(text: str) -> str:
    """A cell of a pipe table."""
    return "<br>".join(part.strip() for part in PARAGRAPH.split(text) if part.strip()).replace("|", r"\|")


def make_html(text: str, encoding: str = "utf-8") -> bytes:
    """The document as a saved web page with menus round it and merged cells."""
    parts: list[str] = []
    for block in split_blocks(text):
        if isinstance(block, str):
            tag = "h3" if HEADING.match(block) else "p"
            parts.append(f"<{tag}>{write_html(block)}</{tag}>")
        else:
            parts.append(make_html_table(block))
    head = f"<head><meta charset='{encoding}'><title>标准</title><style>p {{ color: red }}</style></head>"
    menu = "<nav><a href='/'>首页</a> <a href='/x'>政策文件</a></nav><script>alert('职业编码')</script>"
    foot = "<div class='footer'>版权所有 示例网站</div>"
    page = f"<!DOCTYPE html><html>{head}<body>{menu}<div id='zoom'>{''.join(parts)}</div>{foot}</body></html>"
    return page.encode("gb18030" if encoding == "gb2312" else encoding)


def write_html(text: str) -> str:
    """Words of a page with raised marks."""
    return RAISED.sub(r"<sup>\1</sup>", html.escape(text))


def make_html_table(table: Table) -> str:
    """A table with spans."""
    rows: list[str] = ["" for _ in table]
    for cell in merge_cells(table):
        spans = f' rowspan="{cell.rows}" colspan="{cell.columns}"'
        words = [write_html(part) for part in cell.paragraphs]
        inner = words[0] if len(words) == 1 else "".join(f"<p>{word}</p>" for word in words)
        rows[cell.row] += f"<td{spans}>{inner}</td>"
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</tbody></table>"


def make_docx(text: str) -> bytes:
    """The document as Word writes it, with merged cells and raised marks."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "职业编码：0-00-00-00"
    for block in split_blocks(text):
        if isinstance(block, str):
            add_runs(document.add_paragraph(), block)
        else:
            add_table(document, block)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_runs(paragraph: Any, text: str) -> None:
    """Words as runs; marks are raised."""
    for index, part in enumerate(RAISED.split(text)):
        if part:
            paragraph.add_run(part).font.superscript = True if index % 2 else None


def add_table(document: Any, table: Table) -> None:
    """A table with merged cells."""
    made = document.add_table(rows=len(table), cols=len(table[0]))
    grid = [list(row.cells) for row in made.rows]
    for cell in merge_cells(table):
        first = grid[cell.row][cell.column]
        if cell.rows > 1 or cell.columns > 1:
            first = first.merge(grid[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        for place, words in enumerate(cell.paragraphs):
            add_runs(first.paragraphs[0] if place == 0 else first.add_paragraph(), words)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_package(body: str, *, packed: bool = True, **parts: str) -> bytes:
    """A Word package from the XML in its body and, by name, of its other parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{WORD}">{xml}</w:{name}>')
    return stream.getvalue()


TEMPLATE = """
#let doc = json("doc.json")
#set page(width: doc.width * 1mm, height: doc.height * 1mm, margin: (x: 18mm, y: 20mm),
  header: context if here().page() > 1 and doc.head != "" [#align(right, text(size: 8pt, doc.head))],
  footer: context align(center, text(size: 8pt, "— " + str(here().page()) + " —")))
#set text(font: "FAMILY", size: 10pt, lang: "zh")
#set par(justify: doc.justify, first-line-indent: (amount: doc.indent * 1em, all: true))
#let words(parts) = for part in parts {
  if "note" in part { footnote(numbering: "①", part.note) }
  else if "raised" in part { super(part.raised) }
  else { part.text }
}
#let body(cell) = {
  set par(first-line-indent: 0em, justify: false)
  cell.paragraphs.map(words).map(p => par(p)).join()
}
#let filled(cell) = table.cell(x: cell.column, y: cell.row, rowspan: cell.rows, colspan: cell.columns,
  align: if cell.column < 2 and cell.rows > 1 { center + horizon } else { left + top }, body(cell))
#for block in doc.blocks {
  if "words" in block { par(words(block.words)) } else {
    let head = block.cells.filter(cell => cell.row < block.head)
    let rest = block.cells.filter(cell => cell.row >= block.head)
    table(columns: block.widths.map(w => w * 1fr), stroke: if doc.ruled { 0.5pt },
      table.header(repeat: true, ..head.map(filled)), ..rest.map(filled))
  }
}
"""


class PageLook(msgspec.Struct, frozen=True, kw_only=True):
    """How a PDF is set: its page in millimetres, its head, its paragraphs, names in cells, rules."""

    width: int = 170
    height: int = 120
    head: str = ""
    justify: bool = True
    indent: int = 2
    narrow: bool = False
    ruled: bool = True


def make_pdf(text: str, look: PageLook | None = None) -> bytes:
    """The document as a PDF whose pages cut rows, repeat table heads and carry notes at the foot."""
    look = look or PageLook()
    notes = {match.group(1): match.group(2) for line in text.split("\n") if (match := NOTE.match(line))}
    blocks: list[dict[str, Any]] = []
    for block in split_blocks(text):
        if isinstance(block, str):
            if not NOTE.match(block):
                blocks.append({"words": cut_words(block, notes)})
        else:
            blocks.append(describe_table(block, narrow=look.narrow))
    data = {**msgspec.to_builtins(look), "blocks": blocks}
    return compile_pdf(TEMPLATE.replace("FAMILY", FAMILY), {"doc.json": json.dumps(data).encode()})


def compile_pdf(markup: str, more: dict[str, bytes] | None = None) -> bytes:
    """A PDF from markup, set in the one font."""
    files: Any = {"main": markup.encode(), **(more or {})}
    made = compiler().compile(input=files, format="pdf")
    assert isinstance(made, bytes)
    return made


def describe_table(table: Table, *, narrow: bool) -> dict[str, Any]:
    """A table for the template: its cells, how many rows its head has, how wide its columns are."""
    cells = [
        {**msgspec.to_builtins(cell), "paragraphs": [cut_words(words, {}) for words in cell.paragraphs]}
        for cell in merge_cells(table)
    ]
    work = table[0][0] == "职业功能"
    head = 2 if not work and any("方向" in text for text in table[1]) else 1
    widths = [1 if narrow else 2, 3, 7, 6] if work else [2] * len(table[0])
    return {"cells": cells, "head": head, "widths": widths}


def cut_words(text: str, notes: dict[str, str]) -> list[dict[str, str]]:
    """Words and marks apart; a mark whose note is known becomes a footnote where it stands first."""
    parts: list[dict[str, str]] = []
    for index, part in enumerate(RAISED.split(text)):
        if index % 2:
            parts.append({"note": notes.pop(part)} if part in notes else {"raised": part})
        elif part:
            parts.append({"text": part})
    return parts


@functools.cache
def compiler() -> typst.Compiler:
    """The compiler with the one font."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def describe_model(standard: Standard) -> str:
    """A model as text without lines, spans and the account of lines, which differ from form to form.

    The notes stand in the model by themselves; in a passage, a page puts them anywhere, so there they are left out.
    """
    passages = tuple(msgspec.structs.replace(p, text=drop_notes(p.text)) for p in standard.passages)
    text = re.sub(PLACES, "", repr(msgspec.structs.replace(standard, passages=passages)))
    return text.partition("source=")[0]


def drop_notes(text: str) -> str:
    """The lines of a passage that are no notes."""
    return "\n".join(line for line in text.split("\n") if not NOTE.match(line))
