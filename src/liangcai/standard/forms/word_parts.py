"""The parts of a Word package that carry words: the document, its styles, its numbering, its notes.

In: an archive. Out: ``WordParts``, or a refusal. Follows: ECMA-376 part 1 and 2, transitional and strict; nothing else
of the package (pictures, macros, embedded files, templates from outside) is opened.
"""

import re

import msgspec

from liangcai.findings import Message, Result
from liangcai.standard.forms.archive import Archive, read_member
from liangcai.standard.forms.extract import Extract, refuse_damaged, refuse_document, refuse_limit
from liangcai.standard.forms.limits import MARKUP_BYTES
from liangcai.standard.forms.markup import Element, attribute, child, children, parse_xml

MAIN_PART = re.compile(rb"<Relationship\b(?=[^>]*?/officeDocument\")[^>]*?\bTarget=\"/?([^\"]+)\"")
CONTENTS = re.compile(r"(?i)^(toc|目录)\s*\d$|^(toc heading)$")


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """What a style means for the words: its list, its place in it, whether it raises them, whether it is a contents."""

    based_on: str = ""
    number_id: str = ""
    number_level: str = ""
    raised: bool = False
    contents: bool = False


class WordParts(msgspec.Struct, frozen=True, kw_only=True):
    """The parsed parts; a note is found by its kind and id, as ``footnote 2``."""

    body: Element
    styles: dict[str, Style]
    numbering: Element | None
    notes: dict[str, Element]


def is_word(archive: Archive) -> bool:
    """Whether an archive is a Word package."""
    return find_main(archive) in archive.sizes


def find_main(archive: Archive) -> str:
    """The name of the part that holds the document."""
    match = MAIN_PART.search(read_member(archive, "_rels/.rels", 1 << 20) or b"")
    found = match.group(1).decode("utf-8", "replace") if match else ""
    return found if found in archive.sizes and found.startswith("word/") else "word/document.xml"


def read_parts(archive: Archive, name: str) -> Result[Extract | None] | WordParts:
    """The parts of a package; a document part that can't be parsed refuses the file."""
    main = find_main(archive)
    folder = main.rpartition("/")[0]
    if archive.sizes[main] > MARKUP_BYTES:
        size = archive.sizes[main] >> 20
        return refuse_limit(name, f"正文有 {size} MB", f"its text part has {size} MB")
    raw = read_member(archive, main, MARKUP_BYTES)
    if raw is None:
        return refuse_damaged(name, "Word（docx）文件", "Word (docx) file")
    body = child(parse_xml(raw), "body")
    if body is None:
        return refuse_document(
            "read.markup",
            name,
            Message(
                "Word（docx）文件的正文不是可以安全解析的 XML：有残缺、声明了文档类型、嵌套过深或过大。",
                "The text of this Word (docx) file is no XML that can be parsed safely: "
                "broken, declaring a document type, nested too deep or too large.",
            ),
            Message("请用 Word 或 WPS 打开后另存为 docx。", "Open it in Word or WPS and save it as docx again."),
        )
    parts = {
        part: parse_xml(read_member(archive, f"{folder}/{part}.xml", MARKUP_BYTES))
        for part in ("styles", "numbering", "footnotes", "endnotes")
    }
    notes = {
        f"{kind} {attribute(note, 'id')}": note
        for kind in ("footnote", "endnote")
        for note in children(parts[f"{kind}s"], kind)
    }
    return WordParts(body=body, styles=read_styles(parts["styles"]), numbering=parts["numbering"], notes=notes)


def read_styles(root: Element | None) -> dict[str, Style]:
    """The styles by id."""
    return {
        attribute(style, "styleId") or "": Style(
            based_on=attribute(child(style, "basedOn"), "val") or "",
            number_id=attribute(child(style, "pPr", "numPr", "numId"), "val") or "",
            number_level=attribute(child(style, "pPr", "numPr", "ilvl"), "val") or "",
            raised=attribute(child(style, "rPr", "vertAlign"), "val") == "superscript",
            contents=bool(CONTENTS.match(attribute(child(style, "name"), "val") or "")),
        )
        for style in children(root, "style")
    }
