"""The form for what one person alone may not do.

In: what two people typed. Out: the second person, or faults beside the fields. Follows: reliability rule 9; both show
who they are, and the database holds the two apart as well.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Message, Result
from liangcai_web.pages.access import Role, StaffRequest
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.services.accounts.approvals import approve_together
from liangcai_web.services.accounts.officer_keys import Hand

SECRET = forms.PasswordInput


class ApprovalForm(SpokenForm):
    """Two people of a role at one desk: the one who acts and the one who approves."""

    role: ClassVar[str] = Role.OFFICER

    labels = {
        "password": Message("您的密码（再输一次）", "Your password (once more)"),
        "second_name": Message("批准人用户名", "User name of the second officer"),
        "second_password": Message("批准人密码", "Password of the second officer"),
    }
    helps = {
        "second_name": Message("另一位考务人员，由本人亲自输入。", "Another officer, who types this in person."),
    }
    password = forms.CharField(widget=SECRET(attrs={"autocomplete": "current-password"}), strip=False)
    second_name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    second_password = forms.CharField(widget=SECRET(attrs={"autocomplete": "new-password"}), strip=False)

    def approve(self, request: StaffRequest, now: Any) -> AbstractBaseUser | None:
        """The second person, or None with the faults beside the fields."""
        if not self.is_valid():
            return None
        approved: Result[AbstractBaseUser | None] = approve_together(
            request.organisation,
            request.user,
            password=self.cleaned_data["password"],
            second_name=self.cleaned_data["second_name"],
            second_password=self.cleaned_data["second_password"],
            now=now,
            role=self.role,
        )
        self.note(approved.findings)
        return approved.value

    def hands(self, request: StaffRequest, now: Any) -> tuple[Hand, Hand] | None:
        """The two with the pass phrases that open their keys, or None with the faults beside the fields."""
        second = self.approve(request, now)
        if second is None or not isinstance(request.user, AbstractBaseUser):
            return None
        return (
            Hand(user=request.user, phrase=self.cleaned_data["password"]),
            Hand(user=second, phrase=self.cleaned_data["second_password"], field="approval.second_password"),
        )
