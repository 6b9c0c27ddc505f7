"""What an applicant brings, as a form: each kind of evidence with the day from which it counts.

In: what the conditions of the level ask for, what was typed. Out: an ``Application``. Follows: clause 1.9.1; a row that
is begun has to be complete, and what no condition of the level needs is not asked.
"""

from collections.abc import Iterable
from typing import Any

from django import forms

from liangcai.eligibility.application import Application
from liangcai.eligibility.needs import Need
from liangcai.findings import Message
from liangcai_web.centre import application_rows as rows
from liangcai_web.centre.application_words import (
    A_DAY,
    CHOICES,
    COMPLETE,
    HELPS,
    LABELS,
    SECTIONS,
    TWO_BIRTHS,
)
from liangcai_web.pages.forms import DayField, SpokenForm
from liangcai_web.pages.language import say

# Fields that stand on the form only where a condition of the level needs them.
ASKED_FOR: dict[str, Need] = {
    "born": "birth",
    "apprenticeship_occupation": "apprenticeship",
    "apprenticeship_completed": "apprenticeship",
    "work1_trainee": "trainee",
    "work2_trainee": "trainee",
    "diploma_school": "school",
    "diploma_class": "class",
    "diploma_recognition": "recognition",
    "diploma_target": "aim",
    "diploma_final_year": "studies",
    "diploma_enrolled": "studies",
    "training_kind": "completion",
}
TOGETHER = (
    ("work1_occupation", "work1_start"),
    ("work2_occupation", "work2_start"),
    ("apprenticeship_occupation", "apprenticeship_completed"),
    ("title_name", "title_obtained"),
    ("certificate_occupation", "certificate_level", "certificate_obtained"),
    ("training_hours", "training_issued"),
    ("ruling_topic", "ruling_name", "ruling_relation", "ruling_grounds"),
)
DIPLOMA_DAYS = ("diploma_obtained", "diploma_final_year", "diploma_enrolled")


def text(limit: int = 80) -> forms.CharField:
    """A short text that may be left out."""
    return forms.CharField(required=False, max_length=limit)


def day() -> DayField:
    """A day that may be left out."""
    return DayField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def choice() -> forms.ChoiceField:
    """One of the choices of ``CHOICES``, or none."""
    return forms.ChoiceField(required=False)


def tick() -> forms.BooleanField:
    """Yes, or no."""
    return forms.BooleanField(required=False)


class ApplicationForm(SpokenForm):
    """One person's application."""

    labels = LABELS
    helps = HELPS

    name = forms.CharField(max_length=80)
    id_number = forms.CharField(max_length=20, min_length=5, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    born = day()
    work1_occupation, work1_start, work1_end, work1_trainee = text(), day(), day(), tick()
    work2_occupation, work2_start, work2_end, work2_trainee = text(), day(), day(), tick()
    apprenticeship_occupation, apprenticeship_completed = text(), day()
    diploma_degree, diploma_major, diploma_obtained = choice(), text(), day()
    diploma_school, diploma_class, diploma_recognition, diploma_target = choice(), choice(), choice(), choice()
    diploma_final_year, diploma_enrolled = day(), day()
    title_name, title_obtained = text(), day()
    certificate_occupation, certificate_level, certificate_obtained = text(), text(16), day()
    training_kind, training_issued = choice(), day()
    training_hours = forms.IntegerField(required=False, min_value=1, max_value=9999)
    ruling_topic, ruling_name, ruling_relation, ruling_grounds = choice(), text(), choice(), text(200)

    def __init__(self, lang: str, needs: frozenset[Need], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        for name, need in ASKED_FOR.items():
            if need not in needs:
                del self.fields[name]
        for name, choices in CHOICES.items():
            if name in self.fields:
                said = [("", "—"), *((key, say(label, lang)) for key, label in choices.items())]
                self.fields[name].choices = said  # type: ignore[attr-defined]

    def groups(self) -> Iterable[tuple[Message, list[forms.BoundField]]]:
        """The fields under their headings; a heading without any is left out."""
        for title, names in SECTIONS:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield title, fields

    def clean(self) -> dict[str, Any]:
        """A row that is begun has to be complete, and a birthday has to be that of the ID number."""
        cleaned = super().clean() or {}
        for names in TOGETHER:
            given = [name for name in names if cleaned.get(name)]
            for name in names if given else ():
                if not cleaned.get(name) and name in self.fields:
                    self.complain(name, COMPLETE)
        self.clean_studies(cleaned)
        by_number = rows.born_by_number(cleaned.get("id_number", ""))
        if cleaned.get("born") and by_number and cleaned["born"] != by_number:
            self.complain("born", TWO_BIRTHS)
        return cleaned

    def clean_studies(self, cleaned: dict[str, Any]) -> None:
        """A diploma needs its degree and its day; studies that go on have the day from which they do."""
        given = [name for name in self.fields if name.startswith("diploma_") and cleaned.get(name)]
        if given and not cleaned.get("diploma_degree"):
            self.complain("diploma_degree", COMPLETE)
        if given and not any(cleaned.get(name) for name in DIPLOMA_DAYS):
            self.complain("diploma_obtained", A_DAY if "diploma_enrolled" in self.fields else COMPLETE)

    def complain(self, name: str, message: Message) -> None:
        """Say what is wrong beside a field, once."""
        if name not in self.errors:
            self.add_error(name, say(message, self.lang))

    def build(self, level: str, direction: str | None, officer: str) -> Application:
        """The application for a level and direction; ``officer`` answers for a ruling."""
        data = self.cleaned_data
        return Application(
            level=level,
            direction=direction,
            born=rows.read_birth(data),
            employment=tuple(rows.read_work(data)),
            diplomas=tuple(rows.read_diploma(data)),
            titles=tuple(rows.read_title(data)),
            certificates=tuple(rows.read_certificate(data)),
            training=tuple(rows.read_training(data, level)),
            apprenticeships=tuple(rows.read_apprenticeship(data)),
            rulings=tuple(rows.read_ruling(data, officer)),
        )
