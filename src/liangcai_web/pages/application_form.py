"""What an applicant brings, as a form: each kind of evidence with the day from which it counts.

In: the conditions of the level, what was typed. Out: an ``Application``. Follows: clause 1.9.1; what no condition of
the level can use is not asked, what can decide soonest stands first, and a row that is begun has to be complete.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from django import forms

from liangcai.eligibility.application import Application
from liangcai.eligibility.asking import Kind, order_kinds
from liangcai.eligibility.grouplist.columns import ASKED
from liangcai.eligibility.needs import Need, list_needs
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Message
from liangcai_web.pages import application_rows as rows
from liangcai_web.pages.application_words import (
    A_DAY,
    APPLICANT,
    CHOICES,
    COMPLETE,
    HELPS,
    OWN_TITLE,
    PARTS,
    RULING,
    TITLES,
    TWO_BIRTHS,
    label,
    name_rows,
)
from liangcai_web.pages.forms import DayField, SpokenForm
from liangcai_web.pages.language import say

# Parts of a row that stand on the form only where a condition of the level needs them.
ASKED_FOR: dict[str, Need] = {
    "work_trainee": "trainee",
    "diploma_school": "school",
    "diploma_class": "class",
    "diploma_recognition": "recognition",
    "diploma_target": "aim",
    "diploma_final_year": "studies",
    "diploma_enrolled": "studies",
    "training_kind": "completion",
}
# Parts that have to be there once anything of their row is.
WHOLE: dict[str, tuple[str, ...]] = {
    "work": ("occupation", "start"),
    "apprenticeship": ("occupation", "completed"),
    "title": ("name", "obtained"),
    "certificate": ("occupation", "level", "obtained"),
    "training": ("hours", "issued"),
    "ruling": ("topic", "name", "relation", "grounds"),
}
# What the organisation asks for its own planning, under the names of the columns of a group list.
OWN = tuple(column.field for column in ASKED)
DIPLOMA_DAYS = ("obtained", "final_year", "enrolled")
RULED = ("ruling_topic", "ruling_name", "ruling_relation", "ruling_grounds")


def text(limit: int = 80) -> forms.CharField:
    """A short text that may be left out."""
    return forms.CharField(required=False, max_length=limit)


def day() -> DayField:
    """A day that may be left out."""
    return DayField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def choice() -> forms.ChoiceField:
    """One of the choices of ``CHOICES``, or none."""
    return forms.ChoiceField(required=False)


def hours() -> forms.IntegerField:
    """A number of standard hours."""
    return forms.IntegerField(required=False, min_value=1, max_value=9999)


def words() -> forms.CharField:
    """A few lines."""
    return forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


def tick() -> forms.BooleanField:
    """Yes, or no."""
    return forms.BooleanField(required=False)


# How a part of a row is asked where it is not a day.
ASKED_AS: dict[str, Callable[[], forms.Field]] = {
    "work_occupation": text,
    "work_trainee": tick,
    "apprenticeship_occupation": text,
    "diploma_degree": choice,
    "diploma_major": text,
    "diploma_school": choice,
    "diploma_class": choice,
    "diploma_recognition": choice,
    "diploma_target": choice,
    "title_name": text,
    "certificate_occupation": text,
    "certificate_level": lambda: text(16),
    "training_kind": choice,
    "training_hours": hours,
    "statement_text": words,
    "own_employer": lambda: text(120),
    "own_site": choice,
    "own_accessible": tick,
    "own_time": tick,
    "ruling_topic": choice,
    "ruling_name": text,
    "ruling_relation": choice,
    "ruling_grounds": lambda: text(200),
}


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading with its first row of fields, and the further rows that most people leave blank."""

    kind: str
    title: Message
    fields: tuple[forms.BoundField, ...]
    more: tuple[tuple[forms.BoundField, ...], ...] = ()

    @property
    def filled(self) -> bool:
        """Whether anything stands in a further row, or is wrong there."""
        return any(field.value() or field.errors for row in self.more for field in row)


class ApplicationForm(SpokenForm):
    """One person's application; ``ruling`` adds what only an officer can say, not ``bound`` is not judged yet."""

    helps = HELPS

    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    id_number = forms.CharField(max_length=20, min_length=5, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    born = day()

    def __init__(
        self,
        lang: str,
        conditions: ConditionSet,
        data: Any = None,
        *,
        ruling: bool = False,
        bound: bool = True,
        sites: Sequence[str] = (),
    ) -> None:
        self.kinds: tuple[Kind, ...] = order_kinds(conditions)
        super().__init__(lang, *((data,) if bound else ()), **({} if bound else {"initial": data}))
        needs = list_needs(conditions)
        if "birth" not in self.kinds:
            del self.fields["born"]
        for kind in self.kinds:
            for row in name_rows(kind) if kind in PARTS else ():
                self.add_row(kind, row, needs)
        for name in OWN:
            if name != "own_site" or sites:
                self.add(name, name)
        if sites:
            choices = [("", "—"), *((site, site) for site in sites)]
            self.fields["own_site"].choices = choices  # type: ignore[attr-defined]
        for name in RULED if ruling else ():
            self.add(name, name)
        for name, field in self.fields.items():
            said = label(name)
            field.label = say(said, lang) if said else field.label

    def add_row(self, kind: str, row: str, needs: frozenset[Need]) -> None:
        """The fields of one row, as far as a condition can use them."""
        for part in PARTS[kind]:
            need = ASKED_FOR.get(f"{kind}_{part}")
            if need is None or need in needs:
                self.add(f"{row}_{part}", f"{kind}_{part}")

    def add(self, name: str, like: str) -> None:
        """A field, in the language of the page."""
        field = ASKED_AS.get(like, day)()
        if like in CHOICES:
            said = [(key, say(shown, self.lang)) for key, shown in CHOICES[like].items()]
            field.choices = [("", "—"), *said]  # type: ignore[attr-defined]
        field.error_messages |= {key: self.fields["name"].error_messages[key] for key in ("required", "invalid")}
        self.fields[name] = field

    def sections(self) -> Iterable[Section]:
        """The fields under their headings, in the order in which they are asked."""
        who = [self[name] for name in ("name", "id_number", "born") if name in self.fields]
        yield Section(kind="applicant", title=APPLICANT, fields=tuple(who))
        for kind in self.kinds:
            if kind in PARTS:
                first, *more = (self.row(kind, row) for row in name_rows(kind))
                yield Section(kind=kind, title=TITLES[kind], fields=first, more=tuple(more))
        yield Section(kind="own", title=OWN_TITLE, fields=tuple(self[name] for name in OWN if name in self.fields))
        if "ruling_topic" in self.fields:
            yield Section(kind="ruling", title=RULING, fields=tuple(self[name] for name in RULED))

    def row(self, kind: str, row: str) -> tuple[forms.BoundField, ...]:
        """The fields of one row that are asked."""
        return tuple(self[f"{row}_{part}"] for part in PARTS[kind] if f"{row}_{part}" in self.fields)

    def clean(self) -> dict[str, Any]:
        """A row that is begun has to be complete, and a birthday has to be that of the ID number."""
        cleaned = super().clean() or {}
        for kind, parts in WHOLE.items():
            for row in name_rows(kind):
                self.clean_row(cleaned, row, parts)
        for row in name_rows("diploma"):
            self.clean_studies(cleaned, row)
        by_number = rows.born_by_number(cleaned.get("id_number", ""))
        if cleaned.get("born") and by_number and cleaned["born"] != by_number:
            self.complain("born", TWO_BIRTHS)
        return cleaned

    def clean_row(self, cleaned: dict[str, Any], row: str, parts: tuple[str, ...]) -> None:
        """The parts that a row lacks."""
        begun = any(cleaned.get(name) for name in self.fields if name.partition("_")[0] == row)
        for part in parts if begun else ():
            name = f"{row}_{part}"
            if name in self.fields and not cleaned.get(name):
                self.complain(name, COMPLETE)

    def clean_studies(self, cleaned: dict[str, Any], row: str) -> None:
        """A diploma needs its degree and its day; studies that go on have the day from which they do."""
        given = [name for name in self.fields if name.startswith(f"{row}_") and cleaned.get(name)]
        if given and not cleaned.get(f"{row}_degree"):
            self.complain(f"{row}_degree", COMPLETE)
        if given and not any(cleaned.get(f"{row}_{part}") for part in DIPLOMA_DAYS):
            self.complain(f"{row}_obtained", A_DAY if f"{row}_enrolled" in self.fields else COMPLETE)

    def complain(self, name: str, message: Message) -> None:
        """Say what is wrong beside a field, once."""
        if name not in self.errors:
            self.add_error(name, say(message, self.lang))

    def build(self, level: str, direction: str | None, officer: str = "") -> Application:
        """The application for a level and direction, as far as it can be read; ``officer`` answers for a ruling."""
        return rows.build_application(getattr(self, "cleaned_data", {}), level, direction, officer)

    def typed(self) -> dict[str, str]:
        """What was typed, field by field, without blanks."""
        said = self.data if self.is_bound else self.initial
        return {name: value for name in self.fields if (value := str(said.get(name, ""))[:1000].strip())}
