"""A bank as a Word document (docx) in the numbered form, out and in.

In: a bank with its points, or the bytes of a document. Out: bytes, the same every time, or ``Import``; findings.
Follows: the numbered form; what a paragraph holds beside words (formulas, raised letters) is reported.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from liangcai.findings import Message, Result, Severity
from liangcai.items.exchange.compare import find_changed
from liangcai.items.exchange.imported import Import, Progress, Settlement, Spot, report
from liangcai.items.exchange.markdown import read_numbered
from liangcai.items.exchange.numbered import Line
from liangcai.items.exchange.numbered_write import Written, write_lines
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.word_drawings import Drawings
from liangcai.items.exchange.word_pictures import mark_pictures
from liangcai.items.markup import PICTURE
from liangcai.items.model import Bank
from liangcai.items.pictures import Pictures
from liangcai.standard.exchange.word_parts import PARTS, wrap_core, wrap_document
from liangcai.standard.forms.archive import Archive, open_archive
from liangcai.standard.forms.docx import WRAPPERS
from liangcai.standard.forms.markup import Element, attribute, children, name_of
from liangcai.standard.forms.word_numbers import Numbering
from liangcai.standard.forms.word_parts import WordParts, is_word, read_parts
from liangcai.standard.forms.word_runs import NOTE_SIGN, SKIPPED, read_words

MADE = (1980, 1, 1, 0, 0, 0)  # the oldest date that a zip can hold: the bytes depend on the bank alone
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ODD = {
    "drawing": "图片须是嵌入型、未裁剪的 PNG 或 JPEG / a picture has to stand in the line, not cropped, as PNG or JPEG",
    "pict": "旧式图片不能读取，请重新插入 / pictures of the old form are not read: insert them again",
    "object": "嵌入的对象不能读取 / embedded objects are not read",
    "oMath": "Word 公式不能读取，请写成 $…$ / Word formulas are not read: write $…$",
    "tbl": "Word 表格不能读取，请写成竖线表 / Word tables are not read: write lines of bars",
}
_RAISED = "上标或下标请写成公式，如 $x^2$ / write raised or lowered characters as a formula like $x^2$"
_HIDDEN = "段落中有隐藏文字、文本框或脚注 / the paragraph has hidden words, a box or a note"


def write_word(bank: Bank, points: Points, pictures: Pictures | None = None) -> Result[bytes]:
    """The document with its pictures, and a finding for each question that reading it again would change."""
    lines = list(write_lines(bank, points))
    drawings = Drawings(pictures or {})
    body = "".join(_write_line(line, drawings) for line in lines)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        core = wrap_core(_write_words(lines[0].text))
        parts = {**dict(PARTS), "docProps/core.xml": core, "word/document.xml": wrap_document(body)}
        for name, content in drawings.list_parts(parts):
            entry = zipfile.ZipInfo(name, MADE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, content)
    data = stream.getvalue()
    return Result(data, find_changed(bank, read_word(data, "", points)))


def _write_line(line: Written, drawings: Drawings) -> str:
    style = f'<w:pStyle w:val="Heading{line.rank}"/>' if line.rank else ""
    apart = '<w:spacing w:before="160"/>' if line.starts else ""
    properties = f"<w:pPr>{style}{apart}</w:pPr>" if style or apart else ""
    return f"<w:p>{properties}{''.join(_write_runs(line, drawings))}</w:p>"


def _write_runs(line: Written, drawings: Drawings) -> Iterator[str]:
    """The words of a line with the pictures that stand between them."""
    listed = {media.name: media for media in line.media}
    at = 0
    for found in PICTURE.finditer(line.text):
        media = listed.get(found[1])
        drawn = drawings.draw(media, found[0][2 : found[0].index("]")]) if media else None
        if drawn is not None:
            yield from _write_run(line.text[at : found.start()])
            yield drawn
            at = found.end()
    yield from _write_run(line.text[at:])


def _write_run(text: str) -> Iterator[str]:
    if text:
        yield f'<w:r><w:t xml:space="preserve">{_write_words(text)}</w:t></w:r>'


def _write_words(text: str) -> str:
    plain = _UNWRITABLE.sub("", text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read_word(
    data: bytes, name: str, points: Points, settlement: Settlement | None = None, progress: Progress | None = None
) -> Result[Import | None]:
    """What a Word document holds; the lines of findings count paragraphs. None where it is no such document."""
    archive = open_archive(data, name)
    if not isinstance(archive, Archive) or not is_word(archive):
        message = Message("这不是 Word（docx）文档，或已损坏。", "This is no Word (docx) document, or it is damaged.")
        return Result(None, (report("file", Severity.ERROR, message, document=name),))
    parts = read_parts(archive, name)
    if not isinstance(parts, WordParts):
        return Result(None, parts.findings)
    held = mark_pictures(parts.body, archive)
    return read_numbered(_read_lines(parts), name, points, settlement, progress, held)


def _read_lines(parts: WordParts) -> Iterator[Line]:
    """The lines of the paragraphs with their automatic numbers; a table is a line that cannot be read."""
    numbering = Numbering(parts.numbering, parts.styles)
    for number, block in enumerate(_list_blocks(parts.body), 1):
        spot = Spot(row=number)
        if name_of(block) == "tbl":
            yield Line(text="（Word 表格）", spot=spot, odd=_ODD["tbl"])
            continue
        words = read_words(block, parts.styles)
        hangs = words.hidden or words.boxes or words.notes
        odd = _find_odd(block) or (_HIDDEN if hangs else "")
        sign = numbering.take(next(children(block, "pPr"), None))
        text = sign + "".join(words.pieces).replace(NOTE_SIGN, "")
        for line in text.split("\n"):
            yield Line(text=line, spot=spot, odd=odd)


def _list_blocks(container: Element) -> Iterator[Element]:
    for block in children(container):
        if name_of(block) in ("p", "tbl"):
            yield block
        elif name_of(block) in WRAPPERS:
            yield from _list_blocks(block)


def _find_odd(block: Element) -> str:
    """What a paragraph holds beside words."""
    for inner in children(block):
        name = name_of(inner)
        if name in _ODD:
            return _ODD[name]
        if name == "rPr":
            raised = [attribute(shift, "val") for shift in children(inner, "vertAlign")]
            if any(value in ("superscript", "subscript") for value in raised):
                return _RAISED
        elif name not in SKIPPED and (odd := _find_odd(inner)):
            return odd
    return ""
