"""Forms that speak the language of the page.

In: a language, what was typed. Out: Django forms whose labels, helps and faults are in that language. Follows: what was
typed stays; what is wrong stands beside the field, with the clause and how to mend it.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from liangcai.findings import Finding, Message
from liangcai_web.pages.language import say

MISSING = Message("请填写。", "Please fill this in.")
INVALID = Message("格式不对，请按说明填写。", "This is not in the form that is asked for.")


class SpokenForm(forms.Form):
    """A form with a ``Message`` for the label, and perhaps for the help, of each field."""

    labels: ClassVar[dict[str, Message]] = {}
    helps: ClassVar[dict[str, Message]] = {}

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.lang = lang
        for name, field in self.fields.items():
            if name in self.labels:
                field.label = say(self.labels[name], lang)
            if name in self.helps:
                field.help_text = say(self.helps[name], lang)
            field.error_messages["required"] = say(MISSING, lang)
            field.error_messages["invalid"] = say(INVALID, lang)

    def note(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Put each finding beside the field that its rule names last; those that name none come back."""
        rest = []
        for finding in findings:
            field = finding.rule.rsplit(".", 1)[-1]
            if field in self.fields:
                self.add_error(field, describe(finding, self.lang))
            else:
                rest.append(finding)
        return tuple(rest)


def describe(finding: Finding, lang: str) -> str:
    """A finding as the sentences beside a field."""
    remedy = f" {say(finding.remedy, lang)}" if finding.remedy else ""
    clause = f" [{finding.clause}]" if finding.clause else ""
    return f"{say(finding.message, lang)}{remedy}{clause}"
