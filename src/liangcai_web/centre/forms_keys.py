"""The forms of key ceremonies: replacing the key that signs, a key for a batch, its end; each by two.

In: what was typed. Out: cleaned values. Follows: reliability rule 9.
"""

from collections.abc import Iterable
from typing import Any

from django import forms

from liangcai.findings import Message
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.forms import MomentField
from liangcai_web.pages.language import say
from liangcai_web.records.batches import Batch
from liangcai_web.services.certificates.keys import MOST_DAYS

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
TWO = ("password", "second_name", "second_password")
WHYS = {
    "planned": Message("按期更换：旧密钥签过的照样有效", "As planned: what the old key signed stands"),
    "lost": Message("遗失：旧密钥在失控之前签的有效", "Lost: what it signed before it was out of hand stands"),
    "stolen": Message("泄露：旧密钥签过的一律不再采信", "Stolen: nothing that it signed is believed any more"),
}


class ReplaceForm(ApprovalForm):
    """Another key in the place of the one that signs."""

    labels = ApprovalForm.labels | {
        "why": Message("事由", "Reason"),
        "since": Message("何时失控（遗失时填写）", "Since when it was out of hand (if lost)"),
    }
    why = forms.ChoiceField(choices=(), widget=forms.RadioSelect)
    since = MomentField(required=False, widget=MOMENT)
    field_order = ("why", "since", *TWO)

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["why"].choices = [(key, say(name, lang)) for key, name in WHYS.items()]  # type: ignore[attr-defined]


class BatchForm(ApprovalForm):
    """Something about the key of a batch."""

    labels = ApprovalForm.labels | {"batch": Message("批次", "Batch")}
    batch = forms.ChoiceField(choices=())
    field_order: tuple[str, ...] = ("batch", *TWO)

    def __init__(self, lang: str, batches: Iterable[Batch], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["batch"].choices = [(str(one.uuid), one.title) for one in batches]  # type: ignore[attr-defined]


class BatchKeyForm(BatchForm):
    """A key for one batch."""

    labels = BatchForm.labels | {"days": Message("有效天数", "Days that it stands")}
    days = forms.IntegerField(min_value=1, max_value=MOST_DAYS, initial=90)
    field_order = ("batch", "days", *TWO)


class EndForm(BatchForm):
    """The end of a batch's key."""

    labels = BatchForm.labels | {"stolen": Message("已泄露，作废", "It was stolen: revoke it")}
    stolen = forms.BooleanField(required=False)
    field_order = ("batch", "stolen", *TWO)
