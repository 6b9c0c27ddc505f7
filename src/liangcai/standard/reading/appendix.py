"""Chapter 5: terms and their explanations.

In: sections. Out: glossary entries. Follows: the appendix, either a table of terms or one short section a term.
"""

from liangcai.standard.model import GlossaryEntry, TableHead
from liangcai.standard.reading.document import Row, make_head
from liangcai.standard.reading.sections import Section, under
from liangcai.standard.reading.source import EMPTY, Source

SERIAL = ("序号", "编号")
HEADS = ("英文", "中文", "术语", "名称", "缩略语", "解释", "释义", "说明")


def read_glossary(source: Source, sections: tuple[Section, ...], chapter: str | None) -> tuple[GlossaryEntry, ...]:
    """The entries of the appendix in document order."""
    entries: list[GlossaryEntry] = []
    for section in under(sections, chapter):
        rows = [block for block in section.blocks if isinstance(block, Row)]
        if rows:
            entries.extend(entry for row in rows if (entry := read_row(source, row)))
        elif section.paragraphs and section.number != chapter:
            text = sum(section.paragraphs[1:], section.paragraphs[0])
            entries.append(
                GlossaryEntry(
                    term=section.title.text,
                    text=section.text,
                    line=source.line(section.heading),
                    spans=source.spans(section.heading) + source.spans(text),
                )
            )
    return tuple(entries)


def read_glossary_heads(source: Source, sections: tuple[Section, ...], chapter: str | None) -> tuple[TableHead, ...]:
    """The head rows of the tables of terms."""
    return tuple(
        make_head(source, section.number, block)
        for section in under(sections, chapter)
        for block in section.blocks
        if isinstance(block, Row) and is_glossary_head(block)
    )


def is_glossary_head(row: Row) -> bool:
    """Whether a row is the head of a table of terms."""
    texts = [cell.tight().text for cell in row.cells]
    return texts[0] in SERIAL or all(text in HEADS for text in texts if text)


def read_row(source: Source, row: Row) -> GlossaryEntry | None:
    """The term of a row: its serial number dropped, the term first, the explanation last."""
    if is_glossary_head(row):
        return None
    cells = [cell for cell in row.cells if cell]
    if len(cells) > 2 and cells[0].text.rstrip(".").isdecimal():
        cells = cells[1:]
    if len(cells) < 2:
        return None
    whole = sum(row.cells, EMPTY)
    return GlossaryEntry(
        term=cells[0].text, text=cells[-1].tight().text, line=source.line(whole), spans=source.spans(whole)
    )
