"""What the differences are called.

In: a change. Out: its parts as words and the whole as a sentence, in both languages. Follows: the vocabulary.
"""

from liangcai.findings import Message
from liangcai.standard.compare.model import Change, Field, How, Side, Subject

HOW_WORDS: dict[How, Message] = {
    "added": Message("新增", "added"),
    "removed": Message("删去", "removed"),
    "moved": Message("移位", "moved"),
    "reworded": Message("改写", "reworded"),
    "renumbered": Message("改号", "renumbered"),
    "reweighted": Message("权重调整", "reweighted"),
    "changed": Message("数值变动", "changed"),
}
SUBJECT_WORDS: dict[Subject, Message] = {
    "passage": Message("条文", "section"),
    "level": Message("等级", "level"),
    "condition": Message("申报条件", "application condition"),
    "note": Message("脚注", "note"),
    "mark": Message("分数", "marks"),
    "part": Message("考核部分", "part of the examination"),
    "basic": Message("基本要求", "basic requirement"),
    "function": Message("职业功能", "function"),
    "task": Message("工作内容", "task"),
    "skill": Message("技能要求", "skill requirement"),
    "knowledge": Message("相关知识要求", "knowledge requirement"),
    "weight": Message("权重", "weight"),
    "glossary": Message("术语", "term"),
}
FIELD_WORDS: dict[Field, Message] = {
    "text": Message("文字", "words"),
    "printed_name": Message("印出的名称", "printed name"),
    "hours": Message("培训学时", "training hours"),
    "directions": Message("职业方向", "directions"),
    "full_mark": Message("满分", "full mark"),
    "pass_mark": Message("合格分", "pass mark"),
    "minutes": Message("最少时间（分钟）", "least time (minutes)"),
    "ratio": Message("人员配比", "staff ratio"),
    "at_least": Message("最少人数", "least number of staff"),
    "per": Message("按什么计", "counted by"),
    "odd": Message("须为单数", "odd number"),
    "percent": Message("权重（%）", "weight (%)"),
}
CHAPTER_WORDS = {
    "1": Message("职业概况与考核", "Overview and examination"),
    "2": Message("基本要求", "Basic requirements"),
    "3": Message("工作要求", "Requirements of the work"),
    "4": Message("权重表", "Weight tables"),
    "5": Message("附录", "Appendix"),
}
TABLE_WORDS = {"theory": Message("理论知识", "theory"), "skill": Message("技能", "skill")}
VALUES = {
    "room": Message("每个考场", "room"),
    "panel": Message("每个考评组", "panel"),
    "1": Message("是", "yes"),
}
NOTHING = Message("（未写）", "(not said)")
DASH = Message("—", "—")


def name_value(change: Change, side: Side) -> Message:
    """The text of a side as it is read: a value that is not there is said to be missing."""
    if change.field in ("per", "odd"):
        return VALUES.get(side.text, Message("否", "no") if change.field == "odd" else NOTHING)
    if change.field == "percent":
        return Message(f"{side.text}%", f"{side.text}%") if side.text else DASH
    return Message(side.text, side.text) if side.text else NOTHING


def name_place(side: Side, subject: Subject) -> Message:
    """Where a side stands, in words: level, table, direction and the names above it."""
    table = TABLE_WORDS[side.table] if subject == "weight" else None
    names = [name for name in (side.level, side.direction, *side.above) if name]
    zh = " · ".join([table.zh, *names] if table else names)
    return Message(zh, " · ".join([table.en, *names] if table else names))


def describe_change(change: Change) -> Message:
    """A change as one sentence."""
    subject, field = SUBJECT_WORDS[change.subject], FIELD_WORDS[change.field]
    side = change.new or change.old
    where = name_place(side, change.subject) if side else NOTHING
    zh = f"{'、'.join(HOW_WORDS[how].zh for how in change.how)}：{subject.zh}"
    en = f"{', '.join(HOW_WORDS[how].en for how in change.how)}: {subject.en}"
    if change.field != "text" and change.field != "percent":
        zh, en = f"{zh}的{field.zh}", f"{en}, {field.en}"
    sides = [(name_value(change, one), one) for one in change.sides]
    said_zh = " → ".join(f"“{value.zh}”{cite(one)}" for value, one in sides)
    said_en = " → ".join(f"“{value.en}”{cite(one)}" for value, one in sides)
    return Message(f"{zh}（{where.zh}）{said_zh}", f"{en} ({where.en}) {said_en}")


def cite(side: Side) -> str:
    """The clause and the line of a side."""
    line = f":{side.line}" if side.line else ""
    return f" [{side.clause}{line}]" if side.clause or line else ""
