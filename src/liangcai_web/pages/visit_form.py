"""The form that appoints a supervisor to a batch, for the office and for the authority.

In: the accounts that may be appointed. Out: an account and a day. Follows: the office appoints from inside, the
authority from outside.
"""

from typing import Any, ClassVar

from django import forms

from liangcai.findings import Message
from liangcai_web.pages.forms import DayField, SpokenForm
from liangcai_web.pages.language import say

NO_CHOICE = Message("请从列表中选择。", "Choose from the list.")


class VisitForm(SpokenForm):
    """A supervisor and the day of the visit."""

    labels: ClassVar = {
        "supervisor": Message("督导人员", "Supervisor"),
        "day": Message("督导日期", "Day of the visit"),
    }
    helps: ClassVar = {
        "supervisor": Message(
            "不能是本批次的监考或考评人员；选派后也不再编入本批次。",
            "Nobody who invigilates or assesses in this batch; once appointed, nobody plans them into it.",
        )
    }
    supervisor = forms.ChoiceField()
    day = DayField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, lang: str, names: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["supervisor"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        self.fields["supervisor"].error_messages["invalid_choice"] = say(NO_CHOICE, lang)
