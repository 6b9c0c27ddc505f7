"""What a clause says of the levels against clause 1.4: hours, conditions, the sentence that opens chapter 3, columns.

In: a standard. Out: faults. Follows: clause 1.4, which defines the levels and directions that all others speak of.
"""

import re
from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at, squeeze
from liangcai.standard.linting.walk import TABLES, passage_titled
from liangcai.standard.model import Condition, Level, Passage
from liangcai.standard.reading.levels import ladder, read_directions
from liangcai.standard.reading.overview import read_hours

HOURS_TITLES = ("培训时间", "培训期限", "培训参考", "培训学时", "培训要求")
DIRECTIONS_STATED = re.compile(
    r"[设分](?:为|有|置)?\s*([一二两三四五六七八九十]|\d+)\s*个\s*(?:职业)?方向[^：:。]*[：:][^。；;]+"
)
NUMBERS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
GROWS = "递进"
LEVEL_WORD = re.compile(r"[初中高]级|[一二三四五]级|技师")
PROOF = re.compile(r"([^，,。；;]*)培训学时证明")


def check_ladder(subject: Subject) -> Iterator[Fault]:
    """The levels of clause 1.4 climb without a gap; several work types may each have their own."""
    standard = subject.standard
    passage = passage_titled(standard, "1", "技术等级", "技能等级", "职业等级")
    order = [level.name for level in ladder(standard.kind)]
    places = [order.index(level.name) for level in standard.levels if level.name in order]
    if passage and places and "工种" not in passage.text and places != list(range(places[0], places[0] + len(places))):
        names = "、".join(level.printed_name for level in standard.levels)
        zh = f"1.4 的等级（{names}）不是从低到高逐级排列。"
        en = f"The levels of clause 1.4 ({names}) do not climb one by one from the lowest."
        yield fault_at(standard.levels, passage.number, zh, en)


def check_direction_count(subject: Subject) -> Iterator[Fault]:
    """设 n 个职业方向 equals the number of names that follow."""
    passage = passage_titled(subject.standard, "1", "技术等级", "技能等级", "职业等级")
    for match in DIRECTIONS_STATED.finditer(passage.text) if passage else ():
        names = read_directions(match.group())
        stated = int(match.group(1)) if match.group(1).isdecimal() else NUMBERS[match.group(1)]
        if passage and names and stated != len(names):
            zh = f"{passage.number} 写明 {match.group(1)} 个方向，列出的是{'、'.join(names)}。"
            en = f"Clause {passage.number} states {stated} directions and names {len(names)}: {', '.join(names)}."
            line = subject.line_of(passage, match.group())
            yield Fault(message=Message(zh, en), line=line, spans=passage.spans, clause=passage.number)


def hours_passages(subject: Subject) -> tuple[Passage, ...]:
    """The sections that give training hours."""
    inside = (p for p in subject.standard.passages if p.number.startswith("1.") and p.text)
    return tuple(passage for passage in inside if any(word in passage.title for word in HOURS_TITLES))


def check_hours(subject: Subject) -> Iterator[Fault]:
    """Hours are given for no level that clause 1.4 does not define; that none is missing reading sees to."""
    standard = subject.standard
    unknown = [level for level in ladder(standard.kind) if standard.levels and not standard.level(level.name)]
    for passage in hours_passages(subject):
        for level in unknown:
            if read_hours(level, passage.text) is not None:
                zh = f"{passage.number} 给{level.printed}规定了学时，1.4 没有这个等级。"
                en = f"Clause {passage.number} gives hours for {level.printed}, which clause 1.4 does not define."
                line = subject.line_of(passage, level.name)
                yield Fault(message=Message(zh, en), line=line, spans=passage.spans, clause=passage.number)


def check_opening(subject: Subject) -> Iterator[Fault]:
    """The sentence of chapter 3 on how requirements grow names every level."""
    standard = subject.standard
    passage = standard.passage("3")
    for sentence in passage.text.split("。") if passage else ():
        missing = [level for level in standard.levels if not is_named(level, sentence)]
        if passage and GROWS in sentence and LEVEL_WORD.search(sentence) and missing:
            names = [level.printed_name for level in missing]
            zh = f"第 3 章开头的一句没有提到{'、'.join(names)}。"
            en = f"The sentence that opens chapter 3 leaves out {', '.join(names)}."
            line = subject.line_of(passage, sentence)
            yield Fault(message=Message(zh, en), line=line, spans=passage.spans, clause="3")


def is_named(level: Level, text: str) -> bool:
    """Whether a text names a level by either half of its printed name."""
    halves = re.split(r"[/（(]", level.printed_name)[:2]
    return any(half.rstrip("）)") in text for half in (level.name, *halves))


def check_columns(subject: Subject) -> Iterator[Fault]:
    """Each weight table has a column for each level of clause 1.4, and for no other."""
    standard = subject.standard
    for table, clause, zh_table, en_table in TABLES:
        columns = {weight.level: weight for weight in standard.weights if weight.table == table}
        for level in standard.levels:
            if columns and level.name not in columns:
                zh = f"{zh_table}没有{level.printed_name}的一列。"
                yield fault_at([level], clause, zh, f"The {en_table} has no column for {level.printed_name}.")
        for name, weight in columns.items():
            if standard.levels and not standard.level(name):
                zh = f"{zh_table}有{name}的一列，1.4 没有这个等级。"
                en = f"The {en_table} has a column for {name}, which clause 1.4 does not define."
                yield fault_at([weight], clause, zh, en)


def first_conditions(subject: Subject) -> tuple[Condition, ...]:
    """The condition that opens the list of each level."""
    found: dict[str, Condition] = {}
    for condition in subject.standard.conditions:
        found.setdefault(condition.level, condition)
    return tuple(found.values())


def check_conditions(subject: Subject) -> Iterator[Fault]:
    """Nobody is told how to apply for a level that clause 1.4 does not define."""
    standard = subject.standard
    for condition in first_conditions(subject):
        if standard.levels and not standard.level(condition.level):
            zh = f"有{condition.level}的申报条件，1.4 没有这个等级。"
            en = f"There are conditions for {condition.level}, which clause 1.4 does not define."
            yield fault_at([condition], "1.9.1", zh, en)


def check_proof(subject: Subject) -> Iterator[Fault]:
    """The training proof that heads a list is that of the level applied for."""
    levels = ladder(subject.standard.kind)
    for condition in first_conditions(subject):
        match = PROOF.search(squeeze(condition.requires or ""))
        named = [level.name for level in levels if match and re.search(level.pattern, match.group(1))]
        if named and condition.level not in named:
            zh = f"申报{condition.level}却要求{named[0]}的培训学时证明。"
            en = f"Who applies for {condition.level} is asked for the training proof of {named[0]}."
            yield fault_at([condition], "1.9.1", zh, en)


RULES: tuple[Rule, ...] = (
    Rule(
        id="levels.ladder",
        severity=Severity.WARNING,
        title=Message("等级从低到高，逐级相连", "Levels climb one by one from the lowest"),
        slot="level_sentence",
        good="本职业共设两个等级，分别为初级、中级。",
        bad="本职业共设两个等级，分别为中级、初级。",
        check=check_ladder,
    ),
    Rule(
        id="levels.direction-count",
        severity=Severity.ERROR,
        title=Message("“设 n 个方向”与列出的名称数相等", "The stated number of directions equals the names given"),
        slot="direction_sentence",
        good="中级设两个职业方向：野外、室内。",
        bad="中级设三个职业方向：野外、室内。",
        check=check_direction_count,
    ),
    Rule(
        id="levels.hours",
        severity=Severity.WARNING,
        title=Message("只给 1.4 的等级规定学时", "Hours are given for levels of clause 1.4 only"),
        slot="hours",
        good="完成规定学时。初级 60 标准学时；中级 80 标准学时。",
        bad="完成规定学时。初级 60 标准学时；中级 80 标准学时；高级 90 标准学时。",
        check=check_hours,
    ),
    Rule(
        id="levels.work-opening",
        severity=Severity.WARNING,
        title=Message("第 3 章开头一句提到每个等级", "The sentence that opens chapter 3 names every level"),
        slot="work_opening",
        good="本标准对三级/高级工、二级/技师的要求依次递进。",
        bad="本标准对四级/中级工、三级/高级工的要求依次递进。",
        check=check_opening,
        kind="skill",
    ),
    Rule(
        id="weights.levels",
        severity=Severity.ERROR,
        title=Message("权重表的列就是 1.4 的等级", "The columns of a weight table are the levels"),
        slot="skill_table_head",
        good="项目\t技能等级\t三级/高级工 (%)\t二级/技师 (%)",
        bad="项目\t技能等级\t三级/高级工 (%)\t一级/高级技师 (%)",
        check=check_columns,
        kind="skill",
    ),
    Rule(
        id="conditions.unknown-level",
        severity=Severity.ERROR,
        title=Message("只规定 1.4 的等级的申报条件", "Conditions are for levels of clause 1.4 only"),
        slot="middle_opening",
        good="——持有中级培训学时证明，并具备下列一项条件的，可申报中级：",
        bad="——持有高级培训学时证明，并具备下列一项条件的，可申报高级：",
        check=check_conditions,
    ),
    Rule(
        id="conditions.proof-level",
        severity=Severity.WARNING,
        title=Message("培训学时证明与申报的等级相同", "The training proof is that of the level applied for"),
        slot="middle_opening",
        good="——持有中级培训学时证明，并具备下列一项条件的，可申报中级：",
        bad="——持有初级培训学时证明，并具备下列一项条件的，可申报中级：",
        check=check_proof,
    ),
)
