"""Terms and signs: abbreviations explained, one width of punctuation, names that are whole.

In: a standard. Out: faults. Follows: chapter 5 where it explains abbreviations; the lists of clause 1.9.1.
"""

import re
from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at, squeeze
from liangcai.standard.linting.walk import walk_columns
from liangcai.standard.model import GlossaryEntry, Placed, Requirement, Standard

ABBREVIATION = re.compile(r"(?<![A-Za-z])(?:[A-Z][A-Za-z]*[A-Z][A-Za-z]*)(?![A-Za-z])")
LATIN = re.compile(r"[A-Za-z]+")
HALF_WIDTH = re.compile(r"(?<=[\u3400-\u9fff”）》])\s*[,;:?!]|\((?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])\)")
FULL_WIDTH = re.compile(r"[，；：？！（）]")
WIDE = re.compile(r"[Ａ-Ｚａ-ｚ０-９]")
LIST_MARK = re.compile(r"[、，；：。]")
CUT = re.compile(r"\S{3,}(?:(?<![参给赋授])与[\u3400-\u9fff]?|(?<![普涉顾])及)$")
PART_NAMES = (re.compile("理论知识(?:考试|考核|评价)"), re.compile("(?:操作技能|技能|专业能力)(?:考试|考核|评价)"))


def check_glossary(subject: Subject) -> Iterator[Fault]:
    """Abbreviations that a glossary of abbreviations leaves out, each at its first use."""
    standard = subject.standard
    explained = {word.upper() for entry in standard.glossary for word in LATIN.findall(entry.term)}
    told: set[str] = set()
    for column in walk_columns(standard):
        for item in column.items if explained else ():
            for word in ABBREVIATION.findall(item.text):
                if word.upper() not in explained | told:
                    told.add(word.upper())
                    zh = f"缩略语“{word}”（{column.level} {item.number}）没有列入附录的术语表。"
                    en = f"The abbreviation {word} ({column.level} {item.number}) is not in the glossary."
                    yield fault_at([item], column.clause, zh, en)


def check_punctuation(subject: Subject) -> Iterator[Fault]:
    """Half-width marks among Chinese words where full-width ones are used too; one fault a level."""
    standard = subject.standard
    texts = [item.text for column in walk_columns(standard) for item in column.items]
    if not any(FULL_WIDTH.search(text) for text in texts):
        return
    for work in standard.work:
        odd: list[Requirement] = []
        for column in walk_columns(standard):
            if column.level == work.level:
                odd.extend(item for item in column.items if HALF_WIDTH.search(item.text))
        if odd:
            zh = f"{work.level}的 {len(odd)} 条要求在中文里用了半角标点，与其余的全角混用。"
            en = f"{len(odd)} items of {work.level} use half-width marks among full-width ones."
            yield fault_at(odd, f"3 {work.level}", zh, en)


def check_cut_names(subject: Subject) -> Iterator[Fault]:
    """Names of a list, of functions and of tasks that break off behind 与, 和 or 及."""
    for clause, placed, name in walk_names(subject.standard):
        if CUT.search(name):
            zh = f"“{name}”像是没有写完的名称。"
            yield fault_at([placed], clause, zh, f"The name {name} seems to be cut off.")


def check_part_names(subject: Subject) -> Iterator[Fault]:
    """A part of the examination that chapter 1 calls by two names; told where the second one first stands."""
    for names in PART_NAMES:
        first = ""
        for passage in subject.standard.passages:
            found = names.findall(passage.text) if passage.number.startswith("1.") else []
            first = first or next(iter(found), "")
            other = next((name for name in found if name != first), None)
            if other:
                zh = f"同一部分既称“{first}”，又称“{other}”（{passage.number}）。"
                en = f"One part is called both {first} and {other} ({passage.number})."
                line = subject.line_of(passage, other)
                yield Fault(message=Message(zh, en), line=line, spans=passage.spans, clause=passage.number)
                break


def walk_names(standard: Standard) -> Iterator[tuple[str, Placed, str]]:
    """Every listed name of the notes, and the names of functions and tasks."""
    for note in standard.notes:
        for name in LIST_MARK.split(note.text):
            yield "1.9.1", note, name.strip()
    for work in standard.work:
        for function in work.functions:
            yield f"3 {work.level} {function.number}", function, function.name
            for task in function.tasks:
                yield f"3 {work.level} {task.number}", task, task.name


def check_unused(subject: Subject) -> Iterator[Fault]:
    """Abbreviations that are explained and stand in no chapter before the appendix, not in Chinese either."""
    standard = subject.standard
    before = "\n".join(p.text for p in standard.passages if p.number[:1] in "1234")
    items = "\n".join(item.text for column in walk_columns(standard) for item in column.items)
    basic = "\n".join(item.text for group in standard.basic for item in group.items)
    text = squeeze("\n".join((before, items, basic))).casefold()
    for entry in standard.glossary:
        names = names_of(entry)
        if LATIN.search(entry.term) and not any(name in text for name in names):
            zh = f"术语“{entry.term}”在附录之前没有用到。"
            yield fault_at([entry], "5", zh, f"The term {entry.term} is used nowhere before the appendix.")


def names_of(entry: GlossaryEntry) -> tuple[str, ...]:
    """The abbreviation, the words in its brackets, and the Chinese name that opens its explanation."""
    first, _, inside = entry.term.partition("(")
    opening = re.split(r"[，。,；;：:（(]", entry.text)[0]
    return tuple(name for part in (first, inside.rstrip(")）"), opening) if (name := squeeze(part).casefold()))


def check_wide_letters(subject: Subject) -> Iterator[Fault]:
    """Full-width letters and digits; one fault a level."""
    standard = subject.standard
    for work in standard.work:
        columns = [column for column in walk_columns(standard) if column.level == work.level]
        odd = [item for column in columns for item in column.items if WIDE.search(item.text)]
        if odd:
            zh = f"{work.level}的 {len(odd)} 条要求用了全角的字母或数字。"
            yield fault_at(odd, f"3 {work.level}", zh, f"{len(odd)} items of {work.level} use full-width letters.")


RULES: tuple[Rule, ...] = (
    Rule(
        id="terms.glossary",
        severity=Severity.INFO,
        title=Message("用到的缩略语在术语表里", "Abbreviations in use are in the glossary"),
        slot="second_task",
        good="2. 维护\t2.1 保养\t2.1.1 能用 GPS 定位测点\t2.1.1 保养知识",
        bad="2. 维护\t2.1 保养\t2.1.1 能用 GIS 绘制测点\t2.1.1 保养知识",
        check=check_glossary,
    ),
    Rule(
        id="terms.punctuation",
        severity=Severity.INFO,
        title=Message("标点只用全角", "Marks are full-width throughout"),
        slot="second_task",
        good="2. 维护\t2.1 保养\t2.1.1 能按照规程，清洁风杯\t2.1.1 部件（风杯）知识",
        bad="2. 维护\t2.1 保养\t2.1.1 能按照规程,清洁风杯\t2.1.1 部件（风杯）知识",
        check=check_punctuation,
    ),
    Rule(
        id="terms.part-name",
        severity=Severity.INFO,
        title=Message("考核的每一部分只用一个名称", "Each part of the examination has one name"),
        slot="marks",
        good="理论知识考试、专业能力考核都采用百分制，达到 60 分即合格。",
        bad="理论知识考核、专业能力考核都采用百分制，达到 60 分即合格。",
        check=check_part_names,
    ),
    Rule(
        id="terms.cut-name",
        severity=Severity.WARNING,
        title=Message("名称完整", "Names are whole"),
        slot="note",
        good="^①相关职业：仪器操作与管理员、听雨员，下同。",
        bad="^①相关职业：仪器操作与管、听雨员，下同。",
        check=check_cut_names,
        kind="skill",
    ),
    Rule(
        id="terms.glossary-unused",
        severity=Severity.INFO,
        title=Message("术语表里的缩略语都用到", "Abbreviations in the glossary are in use"),
        slot="glossary",
        good="1\tGPS (Global Positioning System)\t全球定位系统。",
        bad="1\tGPS (Global Positioning System)\t全球定位系统。\n2\tRTK (Real-time Kinematic)\t实时动态定位。",
        check=check_unused,
    ),
    Rule(
        id="terms.wide-letters",
        severity=Severity.INFO,
        title=Message("字母、数字用半角", "Letters and digits are half-width"),
        slot="second_task",
        good="2. 维护\t2.1 保养\t2.1.1 能用 GPS 定位测点\t2.1.1 保养知识",
        bad="2. 维护\t2.1 保养\t2.1.1 能用ＧＰＳ定位测点\t2.1.1 保养知识",
        check=check_wide_letters,
    ),
)
