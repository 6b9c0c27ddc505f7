"""Levels and directions: what clause 1.4 names is what the chapters speak of, no more and no less.

In: a standard. Out: faults. Follows: clause 1.4, the sentence that opens a table with directions, chapters 3 and 4.
"""

import re
from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at, paragraphs
from liangcai.standard.linting.walk import passage_of_work, passage_titled, walk_columns
from liangcai.standard.model import Passage
from liangcai.standard.reading.levels import SKILL
from liangcai.standard.reading.work import split_by_direction

STATED = re.compile(r"共?[设分](?:为|有)?\s*([一二两三四五\d])\s*个(?:专业技术|职业技能|技能)?等级")
NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
KNOWN = "\ue000"  # stands for a function that is known
SPEAKS_OF_OTHERS = ("申报", "教师")  # related occupations and other ladders may be named there
LEFT_TO_HOURS = ("学时", "时长", "培训时间", "培训期限")  # levels.hours looks there
UNMISTAKABLE = tuple(
    (name, re.compile(rf"{name}\s*[/／]\s*{title}" + ("" if title == "技师" else rf"|{title}(?![程作学院校人])")))
    for name, title in SKILL
)


def check_count(subject: Subject) -> Iterator[Fault]:
    """共设 n 个等级 equals the number of names that follow."""
    passage = passage_titled(subject.standard, "1", "技术等级", "技能等级", "职业等级")
    match = STATED.search(passage.text) if passage else None
    names = "、".join(level.printed_name for level in subject.standard.levels)
    if passage and match and read_number(match.group(1)) != len(subject.standard.levels):
        zh = f"{passage.number} 写明 {match.group(1)} 个等级，列出的是{names}。"
        en = (
            f"Clause {passage.number} states {match.group(1)} levels and names {len(subject.standard.levels)}: {names}."
        )
        line = subject.line_of(passage, match.group())
        yield Fault(message=Message(zh, en), line=line, spans=passage.spans, clause=passage.number)


def read_number(text: str) -> int:
    """A number up to five, in digits or in Chinese."""
    return int(text) if text.isdecimal() else NUMBERS[text]


def check_unknown(subject: Subject) -> Iterator[Fault]:
    """Levels that clause 1.4 does not define; once a section, where the first mention stands."""
    standard = subject.standard
    if standard.kind != "skill":
        return
    known = {level.name for level in standard.levels}
    patterns = [(name, pattern) for name, pattern in UNMISTAKABLE if name not in known]
    for passage in standard.passages:
        if passage.number[:1] in "134" and not any(word in passage.title for word in SPEAKS_OF_OTHERS + LEFT_TO_HOURS):
            yield from check_passage(subject, passage, patterns)
    for column in walk_columns(standard):
        for item in column.items:
            for _, pattern in patterns:
                if match := pattern.search(item.text):
                    zh = f"{item.number} 提到“{match.group()}”，1.4 没有这个等级。"
                    en = f"Item {item.number} speaks of {match.group()}, a level that clause 1.4 does not define."
                    yield fault_at([item], column.clause, zh, en)


def check_passage(subject: Subject, passage: Passage, patterns: list[tuple[str, re.Pattern[str]]]) -> Iterator[Fault]:
    """Each unknown level that a section mentions, footnotes left out."""
    text = "\n".join(text for _, text in paragraphs(passage) if not re.match(r"\^?[①-⑳]", text))
    for _, pattern in patterns:
        if match := pattern.search(text):
            zh = f"{passage.number} {passage.title}提到“{match.group()}”，1.4 没有这个等级。"
            en = f"Section {passage.number} speaks of {match.group()}, a level that clause 1.4 does not define."
            line = subject.line_of(passage, match.group())
            yield Fault(message=Message(zh, en), line=line, spans=passage.spans, clause=passage.number)


def check_directions(subject: Subject) -> Iterator[Fault]:
    """A direction of clause 1.4 has functions in chapter 3 and a column in both weight tables."""
    standard = subject.standard
    for level in standard.levels:
        for direction in level.directions:
            if not any(direction in function.directions for function in standard.functions(level.name)):
                zh = f"{level.name}的{direction}方向在第 3 章没有职业功能。"
                en = f"Direction {direction} of {level.name} has no functions in chapter 3."
                yield fault_at([level], "3", zh, en)
            for table, clause in (("theory", "4.1"), ("skill", "4.2")):
                cells = [w for w in standard.weights if w.table == table and w.level == level.name]
                if cells and not any(weight.direction == direction for weight in cells):
                    zh = f"{level.name}的{direction}方向在 {clause} 没有一列。"
                    en = f"Direction {direction} of {level.name} has no column in {clause}."
                    yield fault_at([level], clause, zh, en)


def check_sentence(subject: Subject) -> Iterator[Fault]:
    """The sentence that lists functions per direction names functions of its table, and every one of them."""
    standard = subject.standard
    for work in standard.work:
        level, passage = standard.level(work.level), passage_of_work(standard, work)
        if not (level and passage and split_by_direction(passage.text, level.directions)):
            continue
        names = sorted({function.name for function in work.functions if function.name}, key=len, reverse=True)
        listed, strange = find_listed(passage.text, level.directions, names)
        for name in sorted(strange):
            zh = f"{passage.number} 按方向列出的“{name}”不是该级的职业功能。"
            en = f"The sentence of {passage.number} lists {name}, which is no function of that level."
            line = subject.line_of(passage, name)
            yield Fault(message=Message(zh, en), line=line, spans=passage.spans, clause=passage.number)
        missing = [function for function in work.functions if function.name not in listed]
        for function in missing:
            zh = f"职业功能“{function.name}”没有列入{work.level}的任何方向。"
            en = f"Function {function.name} is listed for no direction of {work.level}."
            yield fault_at([function], passage.number, zh, en)


def find_listed(sentence: str, directions: tuple[str, ...], names: list[str]) -> tuple[set[str], set[str]]:
    """The functions that a sentence lists, and what it lists beside; a name may hold commas, so names go first."""
    listed: set[str] = set()
    for name in names:
        if name in sentence:
            listed.add(name)
            sentence = sentence.replace(name, KNOWN)
    lists = split_by_direction(sentence, directions)
    return listed, {name for found in lists.values() for name in found if KNOWN not in name}


RULES: tuple[Rule, ...] = (
    Rule(
        id="levels.count",
        severity=Severity.ERROR,
        title=Message("“共设 n 个等级”与列出的名称数相等", "The stated number of levels equals the names given"),
        slot="level_sentence",
        good="本职业共设两个等级，分别为初级、中级。",
        bad="本职业共设三个等级，分别为初级、中级。",
        check=check_count,
    ),
    Rule(
        id="levels.unknown",
        severity=Severity.WARNING,
        title=Message("不提 1.4 没有的等级", "No level is mentioned that clause 1.4 does not define"),
        slot="method",
        good="分为理论知识考试、技能考核以及综合评审。综合评审针对技师，采用答辩方式。",
        bad="分为理论知识考试、技能考核以及综合评审。综合评审针对技师和高级技师，采用答辩方式。",
        check=check_unknown,
        kind="skill",
    ),
    Rule(
        id="levels.direction",
        severity=Severity.ERROR,
        title=Message("1.4 的每个方向在第 3、4 章都有内容", "A direction of 1.4 appears in chapters 3 and 4"),
        slot="direction_sentence",
        good="中级设两个职业方向：野外、室内。",
        bad="中级设三个职业方向：野外、室内、远程。",
        check=check_directions,
    ),
    Rule(
        id="levels.direction-functions",
        severity=Severity.ERROR,
        title=Message("按方向列出的职业功能与表中的一致", "The functions listed per direction are those of the table"),
        slot="function_sentence",
        good="野外方向职业功能包括观测、维护，室内方向职业功能包括观测、预报。",
        bad="野外方向职业功能包括观测、维修，室内方向职业功能包括观测、预报。",
        check=check_sentence,
    ),
)
