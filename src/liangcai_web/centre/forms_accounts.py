"""The forms of accounts: opening one, other roles, another invitation.

In: what was typed. Out: cleaned values. Follows: two officers; the authority's role is not an office's to give.
"""

from typing import Any, ClassVar

from django import forms

from liangcai.findings import Message
from liangcai_web.pages.access import ROLE_NAMES
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import say
from liangcai_web.services.accounts.keeping import GIVEN


class RolesForm(ApprovalForm):
    """The roles of an account; none closes it."""

    labels: ClassVar = ApprovalForm.labels | {"roles": Message("身份", "Roles")}
    helps: ClassVar = ApprovalForm.helps | {
        "roles": Message(
            "只选工作需要的。一个都不选，账户即停用。", "Only what the work needs. With none the account is closed."
        )
    }
    roles = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    field_order: tuple[str, ...] = ("roles", "password", "second_name", "second_password")

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        field = self.fields["roles"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(role.value, say(ROLE_NAMES[role], lang)) for role in GIVEN]


class OpenForm(RolesForm):
    """A new account."""

    labels: ClassVar = RolesForm.labels | {
        "username": Message("用户名", "User name"),
        "name": Message("姓名", "Name"),
    }
    helps: ClassVar = ApprovalForm.helps | {
        "username": Message(
            "小写字母开头，可含数字、点和横线，如 li-ming。", "Small letters, digits, dots, strokes: li-ming."
        ),
        "roles": Message("只选工作需要的。", "Only what the work needs."),
    }
    username = forms.CharField(
        max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_order: tuple[str, ...] = ("username", "name", *RolesForm.field_order)
