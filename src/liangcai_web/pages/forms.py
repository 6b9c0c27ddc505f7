"""Forms that speak the language of the page.

In: a language, what was typed. Out: Django forms whose labels, helps and faults are in that language. Follows: what was
typed stays; what is wrong stands beside the field, with the clause and how to mend it.
"""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from liangcai.findings import Finding, Message
from liangcai_web.pages.language import say

MISSING = Message("请填写。", "Please fill this in.")
# What is reckoned from a date, and the same moment in another zone, stays within what can be written.
YEARS = range(1900, 2200)
FEW = re.compile(r"[0-9]{1,9}")
INVALID = Message("格式不对，请按说明填写。", "This is not in the form that is asked for.")


class DayField(forms.DateField):  # noqa: TID251 - bounded here
    """A day of a year in which people live and sit."""

    def to_python(self, value: Any) -> Any:
        """The day; one of another age is not in the form that is asked for."""
        return keep_year(self, super().to_python(value))


class MomentField(forms.DateTimeField):  # noqa: TID251 - bounded here
    """A moment of such a day."""

    def to_python(self, value: Any) -> Any:
        """The moment, in the zone of the site."""
        return keep_year(self, super().to_python(value))


def read_count(text: str, most: int) -> int:
    """A number of rows as a form sends it, ``most`` at most; 0 for what is none, however long it is."""
    return min(int(text), most) if FEW.fullmatch(text) else 0


def keep_year(field: forms.Field, value: Any) -> Any:
    """A day or a moment, unless its year is beyond what is reckoned with."""
    if value is not None and value.year not in YEARS:
        raise forms.ValidationError(field.error_messages["invalid"], code="invalid")
    return value


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
