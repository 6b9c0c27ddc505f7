"""What a layout asks of the front and of chapter 1: parts that exist, one edition, sections that every standard has.

In: a standard. Out: faults. Follows: the preface (说明), which names the parts, and the headings of chapter 1 that all
layouts since 2015 share.
"""

import re
from collections import Counter
from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.headings import CHAPTER_ORDER
from liangcai.standard.linting.profile import SINCE_2015
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at, squeeze
from liangcai.standard.linting.walk import chapters
from liangcai.standard.model import Passage

FRONT = ("cover", "preface")
PART_WORDS = tuple(word for words in CHAPTER_ORDER for word in words)
LISTS_PARTS = re.compile(r"包括|包含|由|分为")
PARTS_SAID = re.compile(r"部分|方面|内容|组成|构成|五章|四章")
FEWEST_PARTS = 3
EDITION_LINE = re.compile(r"[(（]\s*(\d{4})\s*年\s*版\s*[)）]")
SHARED: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("职业环境", "环境条件"), "职业环境条件", "working conditions"),
    (("能力特征",), "职业能力特征", "abilities"),
    (("受教育程度", "文化程度"), "普通受教育程度", "general education"),
    (("鉴定场", "考核场", "评价场", "考试场"), "考核（鉴定、评价）场所设备", "places of examination"),
)
ASSESSMENT = re.compile(r"(鉴定|考核|评价)(?=要求|方式|方法|时间|时限|时长|场)")


def check_parts(subject: Subject) -> Iterator[Fault]:
    """The parts that the preface names are chapters of the document."""
    titles = "、".join(chapter.title for chapter in chapters(subject.standard))
    for passage in subject.standard.passages:
        sentences = re.split(r"[。\n]", passage.text) if passage.number in FRONT else ()
        for sentence in sentences:
            named = [word for word in PART_WORDS if word in sentence]
            if len(named) < FEWEST_PARTS or not (LISTS_PARTS.search(sentence) and PARTS_SAID.search(sentence)):
                continue
            for word in named:
                if word not in titles:
                    yield report_part(subject, passage, word)


def report_part(subject: Subject, passage: Passage, word: str) -> Fault:
    """A part that is named and does not exist."""
    zh = f"说明中列有“{word}”，全文没有这一章。"
    en = f"The preface names the part {word}, and no chapter has that title."
    return Fault(
        message=Message(zh, en), line=subject.line_of(passage, word), spans=passage.spans, clause=passage.number
    )


def check_edition(subject: Subject) -> Iterator[Fault]:
    """Lines such as (2021 年版) on the cover and over the title give one year."""
    found: dict[str, tuple[Passage, str]] = {}
    for passage in subject.standard.passages:
        for text in passage.text.split("\n") if passage.number in FRONT else ():
            match = EDITION_LINE.fullmatch(text.strip())
            if match:
                found.setdefault(match.group(1), (passage, text))
    if len(found) > 1:
        passage, text = list(found.values())[1]
        years = "、".join(found)
        zh, en = f"版本年份不一致：{years}。", f"The edition is given as {' and as '.join(found)}."
        line = subject.line_of(passage, text)
        yield Fault(message=Message(zh, en), line=line, spans=passage.spans, clause=passage.number)


def check_overview(subject: Subject) -> Iterator[Fault]:
    """Chapter 1 has the sections that nothing else depends on and every standard has; the others reading asks for."""
    standard = subject.standard
    chapter = standard.passage("1")
    titles = [squeeze(passage.title) for passage in standard.passages if passage.number.startswith("1.")]
    if chapter is None or not titles:
        return
    for words, zh, en in SHARED:
        if not any(word in title for word in words for title in titles):
            yield fault_at([chapter], "1", f"第 1 章没有“{zh}”一节。", f"Chapter 1 has no section on {en} ({zh}).")


def check_word(subject: Subject) -> Iterator[Fault]:
    """The headings of chapter 1 call the examination by one word: 鉴定, 考核 or 评价."""
    found = [
        (match.group(1), passage)
        for passage in subject.standard.passages
        if passage.number.startswith("1.") and (match := ASSESSMENT.search(squeeze(passage.title)))
    ]
    usual = Counter(word for word, _ in found).most_common(1)
    odd = [(word, passage) for word, passage in found if usual and word != usual[0][0]]
    if odd:
        names = "、".join(f"“{passage.number} {passage.title}”" for _, passage in odd)
        zh = f"第 1 章的标题多数称“{usual[0][0]}”，{names}不同。"
        en = f"Most headings of chapter 1 say {usual[0][0]}, but not {names}."
        yield fault_at([passage for _, passage in odd], odd[0][1].number, zh, en)


RULES: tuple[Rule, ...] = (
    Rule(
        id="headings.parts-named",
        severity=Severity.WARNING,
        title=Message("说明中列出的各部分都存在", "The parts that the preface names exist"),
        slot="preface",
        good="本标准由职业概况、基本要求、工作要求、权重表、附录五个部分组成。",
        bad="本标准由职业概况、基本要求、工作要求、比重表、附录五个部分组成。",
        check=check_parts,
    ),
    Rule(
        id="headings.edition",
        severity=Severity.ERROR,
        title=Message("版本年份前后一致", "One edition is given throughout"),
        slot="title_edition",
        good="(2021 年版)",
        bad="(2020 年版)",
        check=check_edition,
    ),
    Rule(
        id="headings.overview",
        severity=Severity.WARNING,
        title=Message("第 1 章各节齐全", "Chapter 1 has the sections that every standard has"),
        slot="education_heading",
        good="1.7 普通受教育程度",
        bad="1.7 其他要求",
        check=check_overview,
        profiles=SINCE_2015,
    ),
    Rule(
        id="headings.assessment-word",
        severity=Severity.WARNING,
        title=Message("标题中“鉴定”“考核”“评价”只用一个", "The headings say 鉴定, 考核 or 评价, not two of them"),
        slot="time_heading",
        good="1.9.4 鉴定时间",
        bad="1.9.4 考核时间",
        check=check_word,
        kind="skill",
    ),
)
