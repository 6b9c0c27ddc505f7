"""The points below a requirement as lines of a form.

In: the points as they stand, or what was typed. Out: points, or what is wrong beside their fields. Follows: a line that
says nothing is no point; one that is marked to go goes when the page is saved.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from liangcai.findings import Message
from liangcai.items.element_edit import MOST_NAME, MOST_POINTS, MOST_SIZE
from liangcai.items.elements import Addition
from liangcai_web.pages.forms import SpokenForm, read_count

SPARE = 2  # empty lines to write new points on
COUNT = "points"


class PointForm(SpokenForm):
    """A point; ``number`` is empty until it has been saved."""

    labels = {
        "name": Message("鉴定点", "Point"),
        "importance": Message("重要程度", "Importance"),
        "size": Message("份额", "Size"),
        "gone": Message("删去", "Take out"),
    }
    number = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    name = forms.CharField(max_length=MOST_NAME, required=False)
    importance = forms.ChoiceField(choices=[(kind, kind) for kind in "XYZ"])
    size = forms.IntegerField(min_value=1, max_value=MOST_SIZE, initial=1)
    gone = forms.BooleanField(required=False)
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """A point that stands has a name, unless it goes."""
        found: dict[str, Any] = self.cleaned_data
        if found.get("number") and not found.get("name") and not found.get("gone") and "name" not in self.errors:
            self.add_error("name", self.fields["name"].error_messages["required"])
        return found

    @property
    def point(self) -> Addition | None:
        """The point that was typed; None for an empty line and for one that goes."""
        found = self.cleaned_data
        if found["gone"] or not found["name"]:
            return None
        return Addition(
            under="",
            name=found["name"],
            importance=found["importance"],
            size=found["size"],
            number=found["number"] or 0,
        )


class OwnForm(SpokenForm):
    """What is said of the requirement itself."""

    labels = {"importance": Message("这条要求的重要程度", "Importance of the requirement itself")}
    importance = forms.ChoiceField(choices=[(kind, kind) for kind in "XYZ"])


class PointsForm:
    """The requirement itself, the lines of the points below it, and some empty ones."""

    def __init__(self, lang: str, typed: Mapping[str, str] | None, standing: Sequence[Addition]) -> None:
        own = next((one.importance for one in standing if not one.name), "X")
        self.own = OwnForm(lang, typed, initial={"importance": own}, prefix="own")
        named = [one for one in standing if one.name]
        count = count_typed(typed) if typed is not None else min(len(named) + SPARE, MOST_POINTS)
        self.rows = [
            PointForm(lang, typed, initial=fill_row(named[at]) if at < len(named) else None, prefix=f"point-{at}")
            for at in range(count)
        ]

    def build(self) -> tuple[Addition, ...] | None:
        """The points as typed, that of the requirement itself first; None with the faults beside the fields."""
        if not all([self.own.is_valid(), *[row.is_valid() for row in self.rows]]):
            return None
        own = self.own.cleaned_data["importance"]
        head = (Addition(under="", importance=own),) if own != "X" else ()
        return (*head, *(row.point for row in self.rows if row.point is not None))


def count_typed(typed: Mapping[str, str]) -> int:
    """How many lines were sent; never more than a requirement may have, and the empty ones."""
    return read_count(typed.get(COUNT, ""), MOST_POINTS + SPARE)


def fill_row(point: Addition) -> dict[str, Any]:
    """What a line shows of a point."""
    return {"number": point.number, "name": point.name, "importance": point.importance, "size": point.size}
