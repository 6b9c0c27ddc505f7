"""Footnotes: every mark has its note and every note its mark.

In: a standard. Out: faults. Follows: clause 1.9.1, where ① and ② say what a related occupation or subject is.
"""

import re
from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at, paragraphs
from liangcai.standard.model import Standard

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
RAISED = re.compile(r"(?<!^)\^([①-⑳])")


def marks_in_text(standard: Standard) -> set[str]:
    """The marks that conditions carry or that stand raised in any section."""
    raised = {m for p in standard.passages for _, text in paragraphs(p) for m in RAISED.findall(text)}
    return raised | {mark for condition in standard.conditions for mark in condition.notes}


def check_marks(subject: Subject) -> Iterator[Fault]:
    """A mark of a condition without a note."""
    explained = {note.mark for note in subject.standard.notes}
    for condition in subject.standard.conditions:
        for mark in condition.notes:
            if mark not in explained:
                zh = f"{condition.level}的申报条件（{condition.number}）有注号{mark}，文中没有这条注。"
                en = f"Condition ({condition.number}) of {condition.level} refers to note {mark}, which does not exist."
                yield fault_at([condition], "1.9.1", zh, en)


def check_notes(subject: Subject) -> Iterator[Fault]:
    """A note to which nothing refers."""
    used = marks_in_text(subject.standard)
    for note in subject.standard.notes:
        if note.mark not in used:
            zh = f"注{note.mark}没有对应的注号。"
            yield fault_at([note], "1.9.1", zh, f"Nothing refers to note {note.mark}.")


def check_order(subject: Subject) -> Iterator[Fault]:
    """Notes run ①②③; where each page numbers its own, ① may come again."""
    before = 0
    for note in subject.standard.notes:
        place = CIRCLED.index(note.mark) + 1
        if place not in (before + 1, 1):
            should = CIRCLED[before : before + 1]
            zh = f"注{note.mark}不接前一条，按次序应为{should}。"
            yield fault_at([note], "1.9.1", zh, f"Note {note.mark} does not follow the one before it; {should} does.")
        before = place


RULES: tuple[Rule, ...] = (
    Rule(
        id="notes.mark-without-note",
        severity=Severity.ERROR,
        title=Message("每个注号都有注", "Every mark has its note"),
        slot="note",
        good="^①相关职业：看云员、听雨员，下同。",
        bad="相关职业：看云员、听雨员，下同。",
        check=check_marks,
        kind="skill",
    ),
    Rule(
        id="notes.note-without-mark",
        severity=Severity.WARNING,
        title=Message("每条注都有注号", "Every note has its mark"),
        slot="note",
        good="^①相关职业：看云员、听雨员，下同。",
        bad="^①相关职业：看云员、听雨员，下同。\n\n^②本专业：大气科学。",
        check=check_notes,
        kind="skill",
    ),
    Rule(
        id="notes.order",
        severity=Severity.WARNING,
        title=Message("注号连续", "Notes are numbered without gap"),
        slot="note",
        good="^①相关职业：看云员、听雨员，下同。",
        bad="^①相关职业：看云员、听雨员，下同。\n\n^③本专业：大气科学。",
        check=check_order,
        kind="skill",
    ),
)
