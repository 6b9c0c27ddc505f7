"""The forms about panels and boards: who takes whose place, and what a review asks.

In: what was typed. Out: cleaned values. Follows: clause 1.9.3; two people set the questions of a review.
"""

from collections.abc import Sequence
from typing import Any

from django import forms

from liangcai.findings import Message
from liangcai.marking.review import ReviewForm
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import say


class ReplaceForm(SpokenForm):
    """A member who leaves, and who takes the place, for one candidate."""

    labels = {
        "left": Message("离开的成员", "Member who leaves"),
        "came": Message("替换的人", "Who takes the place"),
        "reason": Message("原因", "Why"),
    }
    helps = {"came": Message("只列有相应资格、不须回避的人。", "Only those who are qualified and do not stand aside.")}
    left = forms.ChoiceField()
    came = forms.ChoiceField()
    reason = forms.CharField(min_length=2, max_length=200)

    def __init__(self, lang: str, members: Sequence[str], others: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        for name, listed in (("left", members), ("came", others)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(one, one) for one in listed]


class ReviewSetForm(ApprovalForm):
    """The form of a review and its list of questions, set by two people."""

    labels = ApprovalForm.labels | {
        "form": Message("评审方式", "Form"),
        "questions": Message("题单", "Questions"),
    }
    helps = ApprovalForm.helps | {
        "questions": Message(
            "每行一题；以 # 开头的行是题目分类，每人的题尽量分散在各类。题单加密保存，定稿后这里不再显示。",
            "One a line; a line that begins with # names a topic, and the questions of a candidate are spread over the "
            "topics. The list is kept encrypted and is not shown here again.",
        )
    }
    form = forms.ChoiceField()
    questions = forms.CharField(max_length=100_000, widget=forms.Textarea(attrs={"rows": 10}))
    field_order = ("form", "questions", "password", "second_name", "second_password")

    def __init__(self, lang: str, listed: Sequence[ReviewForm], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        field = self.fields["form"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.key, say(Message(one.zh, one.en), lang)) for one in listed]
