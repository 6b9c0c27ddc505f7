"""The fields that a question and a part of a case have in common.

In: what was typed. Out: the body of an ``Item``, or what is wrong. Follows: one thing a line; what was typed stays.
"""

from typing import Any, ClassVar

from django import forms

from liangcai.findings import Message
from liangcai.items.model import Item, ItemType
from liangcai.items.names import TYPE_NAMES
from liangcai_web.bank.item_lines import read_blanks, read_rubric, read_values, write_blanks, write_rubric, write_values
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import say

AREA = forms.Textarea
LINES = (("blanks", read_blanks), ("values", read_values), ("rubric", read_rubric))


class BodyForm(SpokenForm):
    """What is asked, and what answers it."""

    types: ClassVar[tuple[ItemType, ...]] = ()
    labels: ClassVar[dict[str, Message]] = {
        "type": Message("题型", "Type"),
        "stem": Message("题干", "Stem"),
        "options": Message("选项", "Options"),
        "targets": Message("匹配的右边", "Targets of matching"),
        "key": Message("答案", "Key"),
        "blanks": Message("各空的答案", "Answers of the gaps"),
        "values": Message("取值", "Drawn values"),
        "answer": Message("参考答案", "Reference answer"),
        "rubric": Message("评分点", "Rubric"),
        "rationale": Message("解析", "Rationale"),
        "difficulty": Message("预计难度（答对的比例）", "Difficulty (share expected right)"),
    }
    helps: ClassVar[dict[str, Message]] = {
        "stem": Message(
            "空处写（　）。公式写在两个 $ 之间，如 $\\frac{U}{R}$；表格每行写成 | 甲 | 乙 |。",
            "Gaps are （　）. Formulas stand between two $, as $\\frac{U}{R}$; lines of tables are | a | b |.",
        ),
        "options": Message("每行一项，依次为 A、B、C……", "One a line: A, B, C …"),
        "targets": Message("每行一项，依次为 A、B、C……", "One a line: A, B, C …"),
        "key": Message(
            "单选 B；多选 ACD；判断 T 或 F；排序按正确次序写字母；匹配按左边次序写右边的字母。",
            "B; ACD; T or F; for ordering the right order; for matching the target of each option in turn.",
        ),
        "blanks": Message(
            "每空一行：交换机 | switch；或 = 12.5 ± 0.1 kW；计算题写 = u / r ± 0.01 A。",
            "One a line: words | other words; or = 12.5 ± 0.1 kW; for calculations = u / r ± 0.01 A.",
        ),
        "values": Message(
            "每行：名称 最小 最大 步长，如 u 10 20 0.5。", "One a line: name low high step, as u 10 20 0.5."
        ),
        "rubric": Message(
            "每行：份额 内容，份额之和为 1，如 0.5 先断电。", "One a line: share text; the shares sum to 1."
        ),
    }
    type = forms.ChoiceField()
    stem = forms.CharField(max_length=4000, widget=AREA(attrs={"rows": 4}))
    options = forms.CharField(max_length=4000, required=False, widget=AREA(attrs={"rows": 4}))
    targets = forms.CharField(max_length=4000, required=False, widget=AREA(attrs={"rows": 3}))
    key = forms.CharField(max_length=8, required=False)
    blanks = forms.CharField(max_length=2000, required=False, widget=AREA(attrs={"rows": 2}))
    values = forms.CharField(max_length=1000, required=False, widget=AREA(attrs={"rows": 2}))
    answer = forms.CharField(max_length=4000, required=False, widget=AREA(attrs={"rows": 3}))
    rubric = forms.CharField(max_length=2000, required=False, widget=AREA(attrs={"rows": 3}))
    rationale = forms.CharField(max_length=2000, widget=AREA(attrs={"rows": 2}))
    difficulty = forms.FloatField(min_value=0.01, max_value=0.99, initial=0.65)

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["type"].choices = [(kind, say(TYPE_NAMES[kind], lang)) for kind in self.types]  # type: ignore[attr-defined]

    def read_body(self) -> dict[str, Any]:
        """What was typed into these fields; lines that cannot be read are faults beside their field."""
        typed = {name: self.cleaned_data[name] for name in BodyForm.base_fields}
        body: dict[str, Any] = {
            **typed,
            "key": typed["key"].upper().replace(" ", ""),
            "options": split_lines(typed["options"]),
            "targets": split_lines(typed["targets"]),
        }
        for field, read in LINES:
            body[field] = read(typed[field])
            if body[field] is None:
                self.add_error(field, self.fields[field].error_messages["invalid"])
        return body


def split_lines(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def fill_body(item: Item) -> dict[str, Any]:
    """What these fields show of a question."""
    return {
        **{name: getattr(item, name) for name in BodyForm.base_fields},
        "options": "\n".join(item.options),
        "targets": "\n".join(item.targets),
        "blanks": write_blanks(item.blanks),
        "values": write_values(item.values),
        "rubric": write_rubric(item.rubric),
    }
