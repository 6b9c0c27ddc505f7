"""The forms of the workflow: a step noted by hand, a batch changed or called off.

In: what was typed. Out: cleaned values. Follows: two people call a batch off.
"""

from django import forms

from liangcai.findings import Message
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.forms import DayField, MomentField, SpokenForm

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
REASON = forms.Textarea(attrs={"rows": 2})


class NoteForm(SpokenForm):
    """A step that was taken: when, and what there is to say of it."""

    labels = {"day": Message("日期", "Day"), "words": Message("说明", "Note")}
    helps = {"words": Message("如文号、份数、存放处；可不填。", "A number, how many, where it is kept; or nothing.")}
    day = DayField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    words = forms.CharField(required=False, max_length=400)


class ChangeForm(SpokenForm):
    """Another name or start of a batch."""

    labels = {
        "title": Message("批次名称", "Name of the batch"),
        "starts_at": Message("开考时间", "Start"),
        "reason": Message("变更理由", "Why"),
    }
    helps = {"starts_at": Message("北京时间。", "In the time of Beijing.")}
    title = forms.CharField(max_length=200)
    starts_at = MomentField(widget=MOMENT)
    reason = forms.CharField(max_length=400, widget=REASON)


class CancelForm(ApprovalForm):
    """Calling a batch off."""

    labels = ApprovalForm.labels | {"reason": Message("取消理由", "Why")}
    reason = forms.CharField(max_length=400, widget=REASON)
    field_order = ("reason", "password", "second_name", "second_password")
