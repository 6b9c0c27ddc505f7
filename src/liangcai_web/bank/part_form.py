"""The parts of a case: each a small question of its own, one below the other.

In: what was typed. Out: the parts as ``Item`` values, or what is wrong beside their fields. Follows: a part that says
nothing is no part; one that is marked to go goes when the case is saved, and not before.
"""

from collections.abc import Mapping
from typing import Any, get_args

import msgspec
from django import forms
from django.forms.utils import ErrorDict

from liangcai.findings import Message
from liangcai.items.model import Item, ItemType
from liangcai.items.shape import MAX_PARTS
from liangcai_web.bank.item_body import BodyForm, fill_body
from liangcai_web.pages.forms import read_count
from liangcai_web.pages.language import say

COUNT = "parts"
TYPED = ("stem", "options", "targets", "key", "blanks", "values", "answer", "rubric", "rationale")
SAME = Message("与案例相同", "That of the case")
Requirements = tuple[tuple[str, str], ...]


class PartForm(BodyForm):
    """A part as its author types it; ``id`` is empty until it has been saved."""

    types = tuple(kind for kind in get_args(ItemType) if kind != "case")
    labels = {
        **BodyForm.labels,
        "requirement": Message("对应要求", "Requirement"),
        "gone": Message("删去这一小题", "Take this part out"),
    }
    helps = {
        **BodyForm.helps,
        "gone": Message("保存时才删去。", "It goes when the case is saved."),
    }
    id = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    requirement = forms.ChoiceField(required=False)
    gone = forms.BooleanField(required=False)
    field_order = ("id", "type", "requirement")
    use_required_attribute = False

    def __init__(self, lang: str, places: Requirements, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["requirement"].choices = [("", say(SAME, lang)), *places]  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """Look for faults, but not in a part that says nothing or goes."""
        super().full_clean()
        if self.blank or self.leaves:
            self._errors = ErrorDict()

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return self.is_bound and not any(str(self[name].value() or "").strip() for name in TYPED)

    @property
    def leaves(self) -> bool:
        """Whether it was marked to go."""
        return self.is_bound and bool(self["gone"].value())

    def build_part(self, number: str, place: tuple[str, str], older: Item | None) -> Item | None:
        """The part; ``place`` is the table and requirement of the case. None with the faults beside the fields."""
        if not self.is_valid():
            return None
        body = self.read_body()
        if self.errors:
            return None
        table, _, code = self.cleaned_data["requirement"].rpartition("|")
        own = (table, code) if code else place
        made = {**body, "id": number, "table": own[0], "requirement": own[1]}
        return msgspec.structs.replace(older, **made) if older else Item(**made)


class CaseParts:
    """The parts of a form, as they were typed or as they stand, and an empty one that scripts copy."""

    def __init__(
        self, lang: str, places: Requirements, typed: Mapping[str, str] | None, stand: list[dict[str, Any]]
    ) -> None:
        count = count_typed(typed) if typed is not None else len(stand)
        self.forms = [
            PartForm(lang, places, typed, prefix=f"part-{index}", initial=None if typed is not None else stand[index])
            for index in range(count)
        ]
        self.empty = PartForm(lang, places, prefix="part-__n__")
        self.most = MAX_PARTS

    def build(self, place: tuple[str, str], older: tuple[Item, ...]) -> tuple[tuple[Item, ...], bool]:
        """The parts that are in order, and whether all of them are."""
        known = {part.id: part for part in older}
        kept = [form for form in self.forms if not (form.blank or form.leaves)]
        numbers = number_parts([str(form["id"].value() or "") for form in kept])
        made = [form.build_part(number, place, known.get(number)) for form, number in zip(kept, numbers, strict=True)]
        return tuple(part for part in made if part is not None), None not in made

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, by the number of the part and the name of the field."""
        return [
            (f"{number}. {form.fields[name].label if name in form.fields else ''}", str(error))
            for number, form in enumerate(self.forms, 1)
            for name, errors in form.errors.items()
            for error in errors
        ]


def count_typed(typed: Mapping[str, str]) -> int:
    """How many parts were sent; never more than a case may have, and some to spare for those that go."""
    return read_count(typed.get(COUNT, ""), 2 * MAX_PARTS)


def number_parts(given: list[str]) -> list[str]:
    """A number for each part without one: the next that is free; one that stands twice is free for its first only."""
    taken: list[str] = []
    free = (str(number) for number in range(1, 10_000) if str(number) not in given)
    for name in given:
        taken.append(name if name and name not in taken else next(free))
    return taken


def fill_parts(item: Item) -> list[dict[str, Any]]:
    """What the forms of the parts show of a case."""
    here = (item.table, item.requirement)
    return [
        {
            **fill_body(part),
            "id": part.id,
            "requirement": "" if (part.table, part.requirement) == here else f"{part.table}|{part.requirement}",
        }
        for part in item.parts
    ]
