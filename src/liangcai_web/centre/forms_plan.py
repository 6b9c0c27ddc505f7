"""The form of an item of the yearly plan.

In: what was typed, the standards at hand. Out: cleaned values. Follows: clause 1.4: levels and directions are chosen
from the standards, not typed.
"""

from typing import Any

import msgspec
from django import forms

from liangcai.findings import Message
from liangcai_web.centre.forms import list_places
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.standards.opened import list_standards, open_standard

MOST_PEOPLE = 1_000_000


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A level, and a direction where there are some, of a standard."""

    key: str
    level: str
    direction: str | None


def list_choices(organisation: Organisation) -> list[tuple[str, str]]:
    """Every level and direction of every standard at hand."""
    found = []
    for entry in list_standards(organisation):
        opened = open_standard(entry.key)
        for value, name in list_places(opened.standard) if opened else ():
            found.append((f"{entry.key}/{value}", f"{entry.name} {entry.edition} · {name}"))
    return found


class PlanForm(SpokenForm):
    """What, when, for how many, where."""

    labels = {
        "place": Message("职业、等级、方向", "Occupation, level, direction"),
        "month": Message("月份", "Month"),
        "people": Message("人数", "People"),
        "site": Message("考点（可空）", "Site (may be blank)"),
    }
    place = forms.ChoiceField()
    month = forms.IntegerField(min_value=1, max_value=12)
    people = forms.IntegerField(min_value=1, max_value=MOST_PEOPLE)
    site = forms.CharField(max_length=80, required=False)

    def __init__(self, lang: str, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Place:
        """What was chosen."""
        key, _, rest = str(self.cleaned_data["place"]).partition("/")
        level, _, direction = rest.partition("|")
        return Place(key=key, level=level, direction=direction or None)
