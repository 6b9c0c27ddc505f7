"""The forms about personal data: why something is exported, and two people who export in plain or erase.

In: what was typed. Out: cleaned values. Follows: reliability rule 9.
"""

from django import forms

from liangcai.findings import Message
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.forms import SpokenForm

WHY = forms.Textarea(attrs={"rows": 2})
REASON = Message("导出原因", "Why it is exported")
REASON_HELP = Message(
    "记入查阅记录，本人可以看到；不要写证件号码。",
    "Kept in the log of access, which the person may see; write no ID numbers.",
)


class ExportForm(SpokenForm):
    """Why a person's data are exported."""

    labels = {"why": REASON}
    helps = {"why": REASON_HELP}
    why = forms.CharField(max_length=400, widget=WHY)


class PlainExportForm(ApprovalForm):
    """The same in plain, by two."""

    labels = ApprovalForm.labels | {"why": REASON}
    helps = ApprovalForm.helps | {"why": REASON_HELP}
    why = forms.CharField(max_length=400, widget=WHY)
    field_order = ("why", "password", "second_name", "second_password")


class EraseForm(ApprovalForm):
    """Erasing what is due."""

    labels = ApprovalForm.labels | {"asked": Message("本人要求删除", "The person asked for it")}
    asked = forms.BooleanField(required=False)
    field_order = ("asked", "password", "second_name", "second_password")
