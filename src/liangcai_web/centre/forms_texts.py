"""The forms about written answers: who marks, and what an exemplar earns.

In: what was typed. Out: cleaned values. Follows: two people agree on an exemplar; what was typed stays.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from liangcai.findings import Message
from liangcai.marking.scripts import Question
from liangcai.marking.texts import list_maxima, tell
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import say

USES = (
    ("calibration", Message("校准：评卷前评，评后看到定分", "Calibration: marked first, the agreed marks are shown")),
    ("control", Message("监控：混在作答里，评卷人看不出来", "Control: among the answers, not to be told apart")),
)


class MarkersForm(SpokenForm):
    """The accounts that mark."""

    labels = {"markers": Message("评卷人", "Markers")}
    helps = {
        "markers": Message(
            "至少两名；两人相差过大时由第三人评，所以最好三名。",
            "At least two; a third marks where two differ too much, so better three.",
        )
    }
    markers = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, lang: str, names: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        field = self.fields["markers"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(name, name) for name in names]


class ExemplarForm(ApprovalForm):
    """An answer with the marks on which two people agree, a number a criterion."""

    labels = ApprovalForm.labels | {
        "question": Message("题目", "Question"),
        "use": Message("用途", "Use"),
        "response": Message("作答", "Answer"),
        "criteria": Message("各评分点的定分", "Agreed points of each criterion"),
    }
    helps = ApprovalForm.helps | {
        "response": Message("不得含姓名、单位等身份信息。", "Without names or anything that tells who wrote it."),
        "criteria": Message(
            "按评分点的次序，用空格隔开，例如：1 0.5 2。", "In their order, parted by spaces: 1 0.5 2."
        ),
    }
    question = forms.ChoiceField()
    use = forms.ChoiceField()
    response = forms.CharField(max_length=8000, widget=forms.Textarea(attrs={"rows": 6}))
    criteria = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_order = ("question", "use", "response", "criteria", "password", "second_name", "second_password")

    def __init__(self, lang: str, questions: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        choices = {
            "question": [(one.key, describe_question(one, lang)) for one in questions],
            "use": [(key, say(words, lang)) for key, words in USES],
        }
        for name, listed in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = listed

    def clean_criteria(self) -> tuple[Decimal, ...]:
        """The points as numbers."""
        words = self.cleaned_data["criteria"].replace("，", " ").replace(",", " ").replace("、", " ").split()
        try:
            return tuple(Decimal(word) for word in words)
        except ArithmeticError:
            raise forms.ValidationError(say(Message("请填数字。", "Please write numbers."), self.lang)) from None


def describe_question(question: Question, lang: str) -> str:
    """A question with the most of each criterion."""
    most = " + ".join(tell(one) for one in list_maxima(question))
    words = say(Message("评分点", "criteria"), lang)
    return f"{question.key} · {' '.join(question.item.stem.split())[:40]} · {words} {most}"
