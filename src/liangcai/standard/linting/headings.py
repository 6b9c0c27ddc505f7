"""Headings: chapters in order and in one style, table heads in the fixed words, cover and clauses in agreement.

In: a standard. Out: faults. Follows: the layouts for technical (2021) and skill (2018, 2021) standards.
"""

import re
from collections import Counter
from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.profile import SINCE_2015
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at, squeeze
from liangcai.standard.linting.walk import chapters, passage_of_work
from liangcai.standard.model import TableHead

CHAPTER_ORDER = (("职业概况",), ("基本要求",), ("工作要求",), ("权重表", "比重表"), ("附录",))
HEAD_WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "technical": (("职业功能",), ("工作内容",), ("专业能力要求",), ("相关知识要求", "相关知识")),
    "skill": (("职业功能",), ("工作内容",), ("技能要求",), ("相关知识要求", "相关知识")),
}
CODE = re.compile(r"\d\s*[-－]\s*\d{2}\s*[-－]\s*\d{2}\s*[-－]\s*\d{2}")


def check_chapters(subject: Subject) -> Iterator[Fault]:
    """Chapters numbered 1, 2, 3 … and titled in the fixed order; the first that is not is told."""
    position = -1
    for place, chapter in enumerate(chapters(subject.standard), 1):
        role = next(
            (i for i, words in enumerate(CHAPTER_ORDER) if any(word in chapter.title for word in words)), position
        )
        if chapter.number != str(place) or role < position:
            zh = f"“{chapter.number} {chapter.title}”不在应有的次序上，这里应是第 {place} 章。"
            en = f"The chapter headed {chapter.number} {chapter.title} is out of order; chapter {place} belongs here."
            yield fault_at([chapter], chapter.number, zh, en)
            return
        position = role


def check_marks(subject: Subject) -> Iterator[Fault]:
    """Chapter numbers are followed by one and the same mark; the odd ones out are told together."""
    found = chapters(subject.standard)
    usual = Counter(chapter.mark for chapter in found).most_common(1)
    odd = [chapter for chapter in found if usual and chapter.mark != usual[0][0]]
    if odd:
        names = "、".join(f"“{chapter.number}{chapter.mark} {chapter.title}”" for chapter in odd)
        same = f"“1{usual[0][0]}”"
        zh = f"章的编号写法不一：多数章作{same}的样式，{names}不同。"
        en = f"Chapter numbers are written in two ways: most like {same}, but not {names}."
        yield fault_at(odd, odd[0].number, zh, en, Message("统一写法。", "Write them all in one way."))


def check_table_heads(subject: Subject) -> Iterator[Fault]:
    """The head of each table of chapter 3 has the four fixed words."""
    for head in subject.standard.heads:
        if head.section.startswith("3"):
            yield from check_table_head(head, HEAD_WORDS[subject.standard.kind])


def check_table_head(head: TableHead, wanted: tuple[tuple[str, ...], ...]) -> Iterator[Fault]:
    """Each word of one head that is another than the fixed one."""
    for words, cell in zip(wanted, head.cells, strict=False):
        if squeeze(cell) not in words:
            zh = f"{head.section} 的表头写作“{cell}”，应为“{words[0]}”。"
            en = f"The table of {head.section} is headed {cell or 'blank'} where {words[0]} belongs."
            remedy = Message(f"改为“{words[0]}”。", f"Write {words[0]}.")
            yield fault_at([head], head.section, zh, en, remedy)


def check_level_sections(subject: Subject) -> Iterator[Fault]:
    """One section a level in chapter 3, in the order and under the names of clause 1.4."""
    standard = subject.standard
    order = [level.name for level in standard.levels]
    described = [work.level for work in standard.work]
    if described != sorted(described, key=lambda name: order.index(name) if name in order else -1):
        names = "、".join(described)
        zh, en = (
            f"第 3 章的等级次序（{names}）与 1.4 不同。",
            f"Chapter 3 orders the levels {names}, unlike clause 1.4.",
        )
        yield fault_at(standard.work, "3", zh, en)
    for work in standard.work:
        passage, level = passage_of_work(standard, work), standard.level(work.level)
        if passage and level and squeeze(passage.title).replace("／", "/") != level.printed_name:
            zh = f"{passage.number} 的标题写作“{passage.title}”，1.4 的名称是“{level.printed_name}”。"
            en = f"Section {passage.number} is headed {passage.title}; clause 1.4 names the level {level.printed_name}."
            yield fault_at([passage], passage.number, zh, en)


def check_cover(subject: Subject) -> Iterator[Fault]:
    """The code on the cover is that of clause 1.2, and the name of clause 1.1 stands there."""
    standard = subject.standard
    cover = standard.passage("cover")
    if cover is None:
        return
    for match in CODE.finditer(cover.text):
        if squeeze(match.group()).replace("－", "-") != standard.code:
            zh = f"封面的职业编码 {match.group()} 与 1.2 的 {standard.code} 不同。"
            en = f"The cover gives code {match.group()}, clause 1.2 gives {standard.code}."
            line = subject.line_of(cover, match.group())
            yield Fault(message=Message(zh, en), line=line, spans=cover.spans, clause="1.2")
    if standard.name and squeeze(standard.name).rstrip("。") not in squeeze(cover.text):
        zh = f"封面没有 1.1 的职业名称“{standard.name}”。"
        yield fault_at([cover], "1.1", zh, f"The cover does not bear the name of clause 1.1, {standard.name}.")


RULES: tuple[Rule, ...] = (
    Rule(
        id="headings.chapter-order",
        severity=Severity.ERROR,
        title=Message("各章齐整有序：概况、基本要求、工作要求、权重表、附录", "Chapters stand in their fixed order"),
        slot="weights_heading",
        good="4 权重表",
        bad="5 权重表",
        check=check_chapters,
    ),
    Rule(
        id="headings.chapter-mark",
        severity=Severity.WARNING,
        title=Message("章的编号只用一种写法", "Chapter numbers are written in one way"),
        slot="weights_heading",
        good="4 权重表",
        bad="4. 权重表",
        check=check_marks,
    ),
    Rule(
        id="headings.table-head",
        severity=Severity.ERROR,
        title=Message("工作要求表的表头用固定的四个词", "Work tables are headed by the four fixed words"),
        slot="junior_head",
        good="职业功能\t工作内容\t专业能力要求\t相关知识要求",
        bad="职业功能\t工作项目\t专业能力要求\t相关知识要求",
        check=check_table_heads,
    ),
    Rule(
        id="headings.level-sections",
        severity=Severity.ERROR,
        title=Message(
            "第 3 章按 1.4 的次序和名称逐级分节", "Chapter 3 has a section a level, named and ordered as in 1.4"
        ),
        slot="senior_heading",
        good="3.2 二级/技师",
        bad="3.2 二级",
        check=check_level_sections,
        kind="skill",
        profiles=SINCE_2015,
    ),
    Rule(
        id="headings.cover",
        severity=Severity.ERROR,
        title=Message("封面的编码、名称与 1.1、1.2 一致", "Code and name on the cover agree with clauses 1.1 and 1.2"),
        slot="cover_code",
        good="职业编码：9-01-01-01",
        bad="职业编码：9-01-01-10",
        check=check_cover,
    ),
)
