"""Chapter 5: terms and their explanations.

In: sections. Out: glossary entries. Follows: the appendix, either a table of terms or one short section a term.
"""

from liangcai.standard.model import GlossaryEntry, NamedLines, TableHead
from liangcai.standard.reading.document import Row, make_head
from liangcai.standard.reading.sections import Section, under
from liangcai.standard.reading.source import EMPTY, Source, Traced, concatenate, join
from liangcai.standard.reading.table import plain_row

SERIAL = ("序号", "编号")
HEADS = ("英文", "中文", "术语", "名称", "缩略语", "解释", "释义", "说明")


def read_glossary(source: Source, sections: tuple[Section, ...], chapter: str | None) -> tuple[GlossaryEntry, ...]:
    """The entries of the appendix in document order."""
    entries: list[GlossaryEntry] = []
    for section in under(sections, chapter):
        if section.rows:
            entries.extend(
                read_row(source, cells) for cells in merge_rows(tuple(plain_row(row) for row in section.rows))
            )
        elif section.paragraphs and section.number != chapter:
            text = concatenate(section.paragraphs)
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
        make_head(source, section.number, row)
        for section in under(sections, chapter)
        for row in [row for row in section.rows if is_glossary_head(row)][:1]
    )


def read_repeated_heads(source: Source, sections: tuple[Section, ...], chapter: str | None) -> tuple[NamedLines, ...]:
    """The head rows that new pages print again."""
    return tuple(
        NamedLines(line=source.line(concatenate(row.cells)), what="repeated head")
        for section in under(sections, chapter)
        for row in [row for row in section.rows if is_glossary_head(row)][1:]
    )


def is_glossary_head(row: Row) -> bool:
    """Whether a row is the head of a table of terms."""
    texts = [cell.tight().text for cell in row.cells]
    return texts[0] in SERIAL or all(text in HEADS for text in texts if text)


def merge_rows(rows: tuple[Row, ...]) -> list[tuple[Traced, ...]]:
    """The cells of each entry; a row that a page cut off one has no serial number or, without those, no term."""
    entries: list[tuple[Traced, ...]] = []
    for row in rows:
        if is_glossary_head(row):
            continue
        cells = row.cells
        if entries and len(cells) <= len(entries[-1]) and not cells[0]:
            padded = (*cells, *[EMPTY] * (len(entries[-1]) - len(cells)))
            entries[-1] = tuple(join(a, b) for a, b in zip(entries[-1], padded, strict=True))
        else:
            entries.append(cells)
    return entries


def read_row(source: Source, cells: tuple[Traced, ...]) -> GlossaryEntry:
    """The term of a row: its serial number dropped, the term first, the explanation last."""
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and filled[0].text.rstrip(".").isdecimal():
        filled = filled[1:]
    whole = concatenate(cells)
    return GlossaryEntry(
        term=filled[0].tight().text,
        text=filled[-1].tight().text if len(filled) > 1 else "",
        line=source.line(whole),
        spans=source.spans(whole),
    )
