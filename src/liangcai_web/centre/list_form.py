"""The form that takes a list of applicants.

In: an upload. Out: a file of a size that is read. Follows: OWASP ASVS 5.2 on size.
"""

from typing import ClassVar

from django import forms

from liangcai.findings import Message
from liangcai_web.pages.forms import SpokenForm


class ListForm(SpokenForm):
    """One file."""

    labels: ClassVar = {"file": Message("名单文件（xlsx 或 csv）", "File of the list (xlsx or csv)")}
    helps: ClassVar = {
        "file": Message(
            "用本批次的模板填写；号码列须为文本。20 MB 以内，一次最多 100,000 行。",
            "Use the template of this batch; the column of numbers is text. Up to 20 MB and 100,000 rows.",
        )
    }
    file = forms.FileField(widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}))
