"""What may be mended in a document, by code, and the record of one mending.

In: where a piece stands, what stood there and what was read. Out: ``Repair``; the words for repairs and furniture.
Follows: repair first, then lint; every repair is recorded with its lines, so that nothing is changed in silence. The
codes are stable, the words for people.
"""

from liangcai.findings import Message
from liangcai.standard.model import Repair
from liangcai.standard.reading.source import Source, Traced

PAGE_CUT = "page-cut"
INNER_BLANKS = "inner-blanks"
NUMBER = "number"
FLAT_LIST = "flat-list"
FLAT_TABLE = "flat-table"
BULLET = "bullet"
COMMENT = "comment"
REPEATED_LABEL = "repeated-label"
LABEL_OVER_ROWS = "label-over-rows"
WORDS: dict[str, Message] = {
    PAGE_CUT: Message("分页处断开，已接上", "put together where a page had cut it"),
    INNER_BLANKS: Message("词内有空格，已去掉", "blanks inside words taken out"),
    NUMBER: Message("编号与位置不符，按位置读", "number read as its place has it"),
    FLAT_LIST: Message("列项连成一段，已分开", "list items set apart that stood on one line"),
    FLAT_TABLE: Message("表格失去分栏，按编号复原", "columns of a table restored from its numbers"),
    BULLET: Message("列项前多出的短横，已去掉", "dash before a list item taken off"),
    COMMENT: Message("夹在文中的注释标记，已去掉", "comment inside the text taken out"),
    REPEATED_LABEL: Message("合并单元格重复印出，只读一次", "label of a merged cell, printed again, read once"),
    LABEL_OVER_ROWS: Message("名称分散在几行，已合并", "name spread over several rows put together"),
}
FURNITURE_WORDS: dict[str, Message] = {
    "running head": Message("页眉", "running head"),
    "page number": Message("页码", "page number"),
    "comment": Message("注释标记", "comment"),
    "table rule": Message("表格线或分隔线", "rule of a table or between parts"),
    "continued table": Message("续表字样", "the words 续表"),
    "table of contents": Message("目录", "table of contents"),
    "repeated head": Message("换页后重复的表头", "head of a table printed again on a new page"),
}


def describe_code(code: str) -> Message:
    """The words for why something was mended or for what a line of furniture is."""
    return WORDS.get(code) or FURNITURE_WORDS.get(code) or Message(code, code)


def make_repair(source: Source, place: Traced, before: str, after: str, why: str) -> Repair:
    """The record of something mended, with the characters that it concerns."""
    return Repair(line=source.line(place), before=before, after=after, why=why, spans=source.spans(place))


def note_cut(source: Source, before: Traced, after: Traced, why: str = PAGE_CUT) -> Repair:
    """The record of two pieces put together: six characters on either side of the cut."""
    left, right = before.text.rstrip()[-6:], after.text.strip()[:6]
    return Repair(line=source.line(after), before=f"{left}⏎{right}", after=left + right, why=why)
