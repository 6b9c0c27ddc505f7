"""The forms of certificates: revoked on a ground, or replaced by another.

In: what was typed. Out: cleaned values. Follows: the rule pack of certificates names the grounds; two people act.
"""

from typing import Any

from django import forms

from liangcai.credentials.pack import Ground
from liangcai.findings import Message
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import say

WHY = Message("写明事实和依据；会记入日志。", "State facts and grounds; this goes into the log.")
HOW = (
    ("corrected", Message("更正：内容印错", "Correction: something in it is wrong")),
    ("lost", Message("补发：遗失或损毁", "Loss: the same once more")),
)
UNCHANGED = Message("不变", "as it is")


class RevokeForm(ApprovalForm):
    """Revoking a certificate."""

    labels = ApprovalForm.labels | {
        "ground": Message("撤销事由", "Ground"),
        "reason": Message("撤销原因", "Reason for revoking"),
    }
    helps = ApprovalForm.helps | {"reason": WHY}
    ground = forms.ChoiceField()
    reason = forms.CharField(max_length=400, min_length=4, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("ground", "reason", "password", "second_name", "second_password")

    def __init__(self, lang: str, grounds: tuple[Ground, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["ground"] = forms.ChoiceField(
            label=self.fields["ground"].label,
            choices=[("", "—"), *((one.key, say(Message(one.zh, one.en), lang)) for one in grounds)],
            error_messages=self.fields["ground"].error_messages,
        )
        self.order_fields(self.field_order)


class RenewForm(ApprovalForm):
    """Replacing a certificate by another."""

    labels = ApprovalForm.labels | {
        "how": Message("为什么换发", "Why another is given"),
        "name": Message("姓名", "Name"),
        "direction": Message("职业方向", "Direction"),
        "reason": Message("原因与依据", "Facts and grounds"),
    }
    helps = ApprovalForm.helps | {
        "name": Message("只在姓名印错时改；登记的姓名随之更正。", "Only where it is wrong; the register follows."),
        "direction": Message("只在方向印错时改。", "Only where it is wrong."),
        "reason": WHY,
    }
    how = forms.ChoiceField(choices=[(key, key) for key, _ in HOW], widget=forms.RadioSelect)
    name = forms.CharField(max_length=80)
    direction = forms.ChoiceField(required=False)
    reason = forms.CharField(max_length=400, min_length=4, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("how", "name", "direction", "reason", "password", "second_name", "second_password")

    def __init__(self, lang: str, directions: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["how"] = forms.ChoiceField(
            label=self.fields["how"].label,
            choices=[(key, say(said, lang)) for key, said in HOW],
            widget=forms.RadioSelect,
            error_messages=self.fields["how"].error_messages,
        )
        if directions:
            self.fields["direction"] = forms.ChoiceField(
                label=self.fields["direction"].label,
                help_text=self.fields["direction"].help_text,
                required=False,
                choices=[("", say(UNCHANGED, lang)), *((one, one) for one in directions)],
            )
        else:
            del self.fields["direction"]
        self.order_fields(self.field_order)
