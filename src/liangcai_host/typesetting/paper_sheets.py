"""Papers and keys of the library as sheets.

In: a form, its blueprint, the examination it is for. Out: ``PaperSheet`` and ``KeySheet``. Follows: 1.9.2 (full mark),
1.9.4 (minutes) by way of the blueprint; the shape of a Chinese theory paper (practice).
"""

import datetime
import re

from liangcai.assembly.model import Form, FormSection, hash_form
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Message
from liangcai_host.typesetting.sheets import (
    Exam,
    KeyRow,
    KeySection,
    KeySheet,
    PaperSection,
    PaperSheet,
    PrintedQuestion,
)

PAPER = Message(zh="理论知识考试试卷", en="Theory paper")
KEY = Message(zh="理论知识考试试卷答案及评分说明", en="Key and marking guide of the theory paper")
NOTES = (
    "本试卷考试时间为 {minutes} 分钟，满分 {full} 分，共 {count} 题。",
    "先在密封线外侧填写准考证号、姓名和单位；其余任何位置不得写姓名或作记号。",
    "用黑色签字笔作答，答案写在题目的括号内，字迹清楚；改动处须划去原答案重写。",
    "发现缺页、错印或字迹不清，请举手告知监考人员；试卷和草稿纸不得带出考场。",
)
GUIDES = {
    "single": Message(
        zh="每题只有一个选项正确，把它的字母写在题内括号中。", en="One option is right: write its letter."
    ),
    "multiple": Message(
        zh="每题有两个或两个以上选项正确，把它们的字母写在题内括号中。",
        en="Two or more options are right: write their letters.",
    ),
    "truefalse": Message(
        zh="判断下列说法，正确的在题前括号中画“√”，错误的画“×”。", en="Mark what is true √ and what is false ×."
    ),
}
_ORDINALS = "一二三四五六七八九十"
_BLANK = re.compile(r"（[\s　]*）|\([\s　]*\)")
_WIDE_BLANK = "（　　）"


def paper_sheet(
    form: Form,
    blueprint: Blueprint,
    exam: Exam,
    *,
    made: datetime.date,
    title: Message = PAPER,
    notes: tuple[str, ...] = NOTES,
    guides: tuple[tuple[str, Message], ...] = (),
) -> PaperSheet:
    """The printed paper of a form; ``guides`` by question type replace what stands under the headings.

    ``{minutes}``, ``{full}`` and ``{count}`` in the notes are filled in from the blueprint and the form.
    """
    part = blueprint.part("theory")
    minutes, full = (part.minutes, part.full_mark) if part else (0, 0)
    said = {**GUIDES, **dict(guides)}
    return PaperSheet(
        exam=exam,
        version=hash_form(form),
        made=made,
        title=title,
        form=form.id,
        minutes=minutes,
        full_mark=full,
        notes=tuple(note.format(minutes=minutes, full=full, count=len(form.questions)) for note in notes),
        sections=tuple(_print_section(_ORDINALS[i], section, said) for i, section in enumerate(form.sections)),
    )


def key_sheet(form: Form, blueprint: Blueprint, exam: Exam, *, made: datetime.date, title: Message = KEY) -> KeySheet:
    """The key of a form with the requirement and the ground of each answer."""
    part = blueprint.part("theory")
    return KeySheet(
        exam=exam,
        version=hash_form(form),
        made=made,
        title=title,
        form=form.id,
        full_mark=part.full_mark if part else 0,
        sections=tuple(KeySection(heading=section.heading, rows=_list_keys(section)) for section in form.sections),
    )


def _print_section(ordinal: str, section: FormSection, guides: dict[str, Message]) -> PaperSection:
    return PaperSection(
        ordinal=ordinal,
        heading=section.heading,
        guide=guides[section.type],
        questions=tuple(
            PrintedQuestion(
                number=question.number,
                type=section.type,
                stem=_open_blank(question.item.stem, section.type),
                options=question.item.options,
            )
            for question in section.questions
        ),
    )


def _open_blank(stem: str, kind: str) -> str:
    """A stem with room to write in; a true-false question is answered in front of it."""
    if kind == "truefalse":
        return stem
    widened = _BLANK.sub(_WIDE_BLANK, stem)
    return widened if _WIDE_BLANK in widened else widened + _WIDE_BLANK


def _list_keys(section: FormSection) -> tuple[KeyRow, ...]:
    return tuple(
        KeyRow(
            number=question.number,
            key=question.item.key,
            points=question.points,
            requirement=question.item.requirement,
            difficulty=question.item.difficulty,
            rationale=question.item.rationale,
        )
        for question in section.questions
    )
