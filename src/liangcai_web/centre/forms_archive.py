"""The form with which two people begin an archive.

In: what was typed. Out: cleaned values. Follows: the pass phrase is kept nowhere, so it is typed twice.
"""

from typing import Any

from django import forms

from liangcai.findings import Message
from liangcai_web.pages.approval import SECRET, ApprovalForm
from liangcai_web.pages.language import say

PHRASE = {"autocomplete": "new-password"}


class ArchiveForm(ApprovalForm):
    """Two people, and the pass phrase of the archive."""

    labels = ApprovalForm.labels | {
        "phrase": Message("归档口令（至少 12 个字符）", "Pass phrase of the archive (12 characters at least)"),
        "again": Message("归档口令（再输一次）", "Pass phrase of the archive (once more)"),
    }
    helps = ApprovalForm.helps | {
        "phrase": Message(
            "含个人资料和保密内容的文件用它加封；系统不保存，丢了就打不开，请按档案制度保管。",
            "It seals what is personal or secret. It is kept nowhere: without it the files stay shut.",
        )
    }
    phrase = forms.CharField(min_length=12, max_length=200, widget=SECRET(attrs=PHRASE), strip=False)
    again = forms.CharField(max_length=200, widget=SECRET(attrs=PHRASE), strip=False)
    field_order = ("phrase", "again", "password", "second_name", "second_password")

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        typed = super().clean() or {}
        if typed.get("phrase") and typed.get("phrase") != typed.get("again"):
            self.add_error("again", say(Message("两次输入的口令不同。", "The two are not the same."), self.lang))
        return typed
