"""Theory papers of the library as sheets.

In: a form, its blueprint, the examination it is for. Out: ``PaperSheet``. Follows: 1.9.2 (full mark), 1.9.4 (minutes)
by way of the blueprint; the shape of a Chinese theory paper (practice).
"""

import datetime

from liangcai.assembly.model import Form, FormSection, hash_form
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Message
from liangcai.items.model import ItemType
from liangcai_host.typesetting.questions import print_question
from liangcai_host.typesetting.sheets import Exam, PaperSection, PaperSheet

PAPER = Message(zh="理论知识考试试卷", en="Theory paper")
NOTES = (
    "本试卷考试时间为 {minutes} 分钟，满分 {full} 分，共 {count} 题。",
    "先在密封线外侧填写准考证号、姓名和单位；其余任何位置不得写姓名或作记号。",
    "用黑色签字笔作答，答案写在题目的括号内，字迹清楚；改动处须划去原答案重写。",
    "发现缺页、错印或字迹不清，请举手告知监考人员；试卷和草稿纸不得带出考场。",
)
# What replaces the note on brackets where some answers are written out.
_IN_BRACKETS, _WRITTEN = (
    NOTES[2],
    "用黑色签字笔作答，答案写在题目的括号内、横线上或答题处，字迹清楚；改动处须划去原答案重写。",
)
_LETTERED = frozenset({"single", "multiple", "truefalse"})
GUIDES: dict[ItemType, Message] = {
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
    "fill": Message(zh="把答案写在题内横线上。", en="Write what is missing on the rules."),
    "order": Message(zh="把各项的字母按正确的顺序填入方格。", en="Write the letters in the right order."),
    "match": Message(
        zh="为左边每一项在右边选出对应的一项，把它的字母填入表内。", en="Write the letter that belongs to each number."
    ),
    "calculation": Message(
        zh="写出计算过程，把结果写在题内横线上。", en="Show the working and write the results on the rules."
    ),
    "short": Message(zh="简要回答，写在题后横线上。", en="Answer briefly on the lines."),
    "essay": Message(zh="结合题目展开论述，写在题后横线上。", en="Answer at length on the lines."),
    "case": Message(zh="阅读材料，回答各小题。", en="Read the case and answer its questions."),
}
_ORDINALS = "一二三四五六七八九十"


def paper_sheet(
    form: Form,
    blueprint: Blueprint,
    exam: Exam,
    *,
    made: datetime.date,
    title: Message = PAPER,
    notes: tuple[str, ...] = NOTES,
    guides: tuple[tuple[ItemType, Message], ...] = (),
) -> PaperSheet:
    """The printed paper of a form; ``guides`` by question type replace what stands under the headings.

    ``{minutes}``, ``{full}`` and ``{count}`` in the notes are filled in from the blueprint and the form.
    """
    part = blueprint.part("theory")
    minutes, full = (part.minutes, part.full_mark) if part else (0, 0)
    said = GUIDES | dict(guides)
    return PaperSheet(
        exam=exam,
        version=hash_form(form),
        made=made,
        title=title,
        form=form.id,
        minutes=minutes,
        full_mark=full,
        notes=list_notes(form, notes, minutes, full),
        sections=tuple(_print_section(_ORDINALS[i], section, said) for i, section in enumerate(form.sections)),
    )


def list_notes(form: Form, notes: tuple[str, ...], minutes: int, full: int) -> tuple[str, ...]:
    """The notes with their figures; where answers are written out, the note on brackets says so."""
    written = any(section.type not in _LETTERED for section in form.sections)
    said = (_WRITTEN if written and note == _IN_BRACKETS else note for note in notes)
    return tuple(note.format(minutes=minutes, full=full, count=len(form.questions)) for note in said)


def _print_section(ordinal: str, section: FormSection, guides: dict[ItemType, Message]) -> PaperSection:
    return PaperSection(
        ordinal=ordinal,
        heading=section.heading,
        guide=guides[section.type],
        questions=tuple(
            print_question(question.number, question.item, question.points) for question in section.questions
        ),
    )
