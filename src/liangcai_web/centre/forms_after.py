"""The forms of what comes after the first marks: versions, petitions, misconduct.

In: what was typed. Out: cleaned values. Follows: two people where one alone may not act; what was typed stays.
"""

from collections.abc import Iterable
from typing import Any

from django import forms

from liangcai.award.misconduct import Measure
from liangcai.delivery.pack import Irregularity
from liangcai.findings import Message
from liangcai.marking.version import Amendment
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import say
from liangcai_web.services.standing.cases import Noted

LINES = forms.Textarea(attrs={"rows": 3})
HOWS = {
    "rekey": Message("更正答案（可写几个都算对的）", "Mend the key (several may be right)"),
    "drop": Message("取消本题", "Drop the question"),
}
ANSWERS = {
    "upheld": Message("异议不成立，维持", "Not well founded: it stands"),
    "changed": Message("异议成立，已另行更正", "Well founded: mended by its own means"),
    "dismissed": Message("不予受理", "Not taken up"),
}
REASON = Message("理由", "Reason")
TOLD = Message("写明事实和依据；会记入日志，告知当事人。", "Facts and grounds; logged, and told to whom it concerns.")


class ProposeForm(SpokenForm):
    """A question to be marked otherwise."""

    labels = {
        "item": Message("试题编号", "Question"),
        "how": Message("改法", "What is amended"),
        "keys": Message("答案", "Keys"),
        "reason": Message("依据", "Ground"),
    }
    helps = {
        "item": Message("试卷上的编号，例如 K1.1.1-01。", "Its id on the paper, such as K1.1.1-01."),
        "keys": Message(
            '每行一个可接受的答案，用试卷的字母；填空按空的顺序写成列表，例如 ["甲", "乙"]。取消时留空。',
            'One accepted key a line, in the letters of the paper; gaps as a list: ["a", "b"]. Empty if dropped.',
        ),
    }
    item = forms.CharField(max_length=120)
    how = forms.ChoiceField(choices=())
    keys = forms.CharField(required=False, max_length=2000, widget=LINES)
    reason = forms.CharField(max_length=1000, widget=LINES)

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["how"].choices = [(key, say(name, lang)) for key, name in HOWS.items()]  # type: ignore[attr-defined]

    @property
    def amendment(self) -> Amendment:
        """What was typed, as an amendment."""
        typed = self.cleaned_data
        keys = tuple(line.strip() for line in typed["keys"].splitlines() if line.strip())
        return Amendment(item_id=typed["item"].strip(), how=typed["how"], keys=keys)


class ReasonForm(ApprovalForm):
    """Something that two people do, with a reason."""

    labels = ApprovalForm.labels | {"reason": REASON}
    helps = ApprovalForm.helps | {"reason": TOLD}
    reason = forms.CharField(max_length=1000, widget=LINES)
    field_order: tuple[str, ...] = ("reason", "password", "second_name", "second_password")


class AnswerForm(ReasonForm):
    """Answering an objection or an appeal."""

    labels = ReasonForm.labels | {"outcome": Message("结论", "Outcome")}
    outcome = forms.ChoiceField(choices=())
    field_order = ("outcome", "reason", "password", "second_name", "second_password")

    def __init__(self, lang: str, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        names = ANSWERS if kind == "objection" else {key: ANSWERS[key] for key in ("upheld", "changed")}
        self.fields["outcome"].choices = [(key, say(name, lang)) for key, name in names.items()]  # type: ignore[attr-defined]


class ReviewForm(ReasonForm):
    """Settling a score review."""

    labels = ReasonForm.labels | {"points": Message("复核后的成绩", "Mark after the review")}
    helps = ReasonForm.helps | {
        "points": Message("与原成绩相同即为维持。", "The same as before: the mark stands."),
    }
    points = forms.DecimalField(max_digits=6, decimal_places=2, localize=False)
    field_order = ("points", "reason", "password", "second_name", "second_password")


class CaseForm(SpokenForm):
    """Telling a candidate what they are charged with."""

    labels = {
        "ticket": Message("准考证号", "Ticket number"),
        "code": Message("情形", "What happened"),
        "part": Message("发生在哪一部分", "In which part"),
        "noted": Message("所引的记录", "Notes that it rests on"),
        "evidence": Message("事实与证据", "Facts and evidence"),
    }
    helps = {"evidence": Message("考生会看到这些话。", "The candidate reads these words.")}
    ticket = forms.CharField(max_length=24)
    code = forms.ChoiceField(choices=())
    part = forms.ChoiceField(choices=())
    noted = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, choices=())
    evidence = forms.CharField(max_length=1000, widget=LINES)

    def __init__(
        self,
        lang: str,
        rules: Iterable[Irregularity],
        parts: Iterable[tuple[str, str]],
        notes: Iterable[Noted],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(lang, *args, **kwargs)
        fields: Any = self.fields
        fields["code"].choices = [(one.code, f"{one.code} {say(one.name, lang)}") for one in rules]
        fields["part"].choices = list(parts)
        fields["noted"].choices = chosen = [
            (one.fact.hash, f"…{one.candidate.ticket_number[-4:]} · {one.said.code} · {one.said.text[:40]}")
            for one in notes
        ]
        if not chosen:
            del fields["noted"]


class HearForm(SpokenForm):
    """What a candidate said to an officer."""

    labels = {"text": Message("考生的陈述申辩", "What the candidate says")}
    text = forms.CharField(max_length=2000, widget=LINES)


class MeasureForm(ReasonForm):
    """Taking a measure."""

    labels = ReasonForm.labels | {"measure": Message("处理", "Measure")}
    measure = forms.ChoiceField(choices=())
    field_order = ("measure", "reason", "password", "second_name", "second_password")

    def __init__(self, lang: str, measures: Iterable[Measure], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        names = [(one.key, f"{say(one.name, lang)}（{say(one.ground, lang)}）") for one in measures]
        self.fields["measure"].choices = names  # type: ignore[attr-defined]
