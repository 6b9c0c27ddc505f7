"""The form of a question: fields for every type, and below them the parts of a case.

In: what was typed. Out: an ``Item``, or what is wrong. Follows: one thing a line; what was typed stays.
"""

from collections.abc import Mapping
from typing import Any, get_args

import msgspec
from django import forms

from liangcai.findings import Message
from liangcai.items.model import Item, ItemType
from liangcai_web.bank.item_body import AREA, BodyForm, fill_body
from liangcai_web.bank.item_places import Places, choose_point
from liangcai_web.bank.part_form import CaseParts, PartForm, count_typed, fill_parts
from liangcai_web.pages.language import say

ITSELF = Message("（要求本身）", "(the requirement itself)")
ELSEWHERE = Message("这个鉴定点不在所选的要求之下。", "This point is not below the requirement that is chosen.")


class ItemForm(BodyForm):
    """A question as its author types it."""

    types = get_args(ItemType)
    labels = {
        **BodyForm.labels,
        "id": Message("编号", "Id"),
        "requirement": Message("对应要求", "Requirement"),
        "element": Message("鉴定点", "Point"),
        "remark": Message("审题说明", "Note for the reviewer"),
        "source": Message("出处", "Source"),
        "importance": Message("重要程度", "Importance"),
        "seconds": Message("预计用时（秒）", "Seconds expected"),
        "enemies": Message("互斥题编号", "Enemies"),
        "set": Message("成套题名称", "Set"),
    }
    helps = {
        **BodyForm.helps,
        "element": Message(
            "要求之下的鉴定点在“细目与覆盖”中增改。", "Points below requirements are kept under Elements and coverage."
        ),
        "enemies": Message("用空格分开。", "Separated by spaces."),
    }
    id = forms.CharField(max_length=80)
    requirement = forms.ChoiceField()
    element = forms.ChoiceField(required=False)
    remark = forms.CharField(max_length=2000, required=False, widget=AREA(attrs={"rows": 2}))
    source = forms.CharField(max_length=200, required=False)
    importance = forms.ChoiceField(choices=[(kind, kind) for kind in "XYZ"])
    seconds = forms.IntegerField(min_value=0, max_value=7200, required=False)
    enemies = forms.CharField(max_length=400, required=False)
    set = forms.CharField(max_length=80, required=False)

    field_order = ("id", "requirement", "element", *BodyForm.base_fields, "remark", "source")

    def __init__(self, lang: str, places: Places, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["requirement"].choices = list(places.requirements)  # type: ignore[attr-defined]
        self.fields["element"].choices = [("", say(ITSELF, lang)), *places.points]  # type: ignore[attr-defined]
        self.parts = CaseParts(
            lang, places.requirements, self.data if self.is_bound else None, self.initial.get("parts", [])
        )

    def clean_element(self) -> str:
        """The code of the point, which has to be below the requirement, if it is a point of this list."""
        table, found, code = self.cleaned_data["element"].rpartition("|")
        if found and f"{table}|{code.rpartition('/')[0]}" != self.cleaned_data.get("requirement"):
            raise forms.ValidationError(say(ELSEWHERE, self.lang))
        return str(code)

    def build_item(self, older: Item | None, *, whole: bool = True) -> Item | None:
        """The question typed; what the form does not show stays as it was. None with the faults beside the fields.

        Unless it has to be ``whole``, parts of a case that have faults are left out.
        """
        if not self.is_valid():
            return None
        typed, body = dict(self.cleaned_data), self.read_body()
        table, _, code = typed.pop("requirement").rpartition("|")
        parts, sound = self.parts.build((table, code), older.parts if older else ())
        made: dict[str, Any] = {
            **typed,
            **body,
            "table": table,
            "requirement": code,
            "enemies": tuple(typed["enemies"].split()),
            "seconds": typed["seconds"] or 0,
            "note": typed["remark"],
            "parts": parts,
        }
        del made["remark"]
        if self.errors or (whole and not sound):
            return None
        return msgspec.structs.replace(older, **made) if older else Item(**made)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, by the name of the field, parts of a case included."""
        own = [(str(self.fields[name].label), str(error)) for name, found in self.errors.items() for error in found]
        return own + self.parts.faults


def fill_form(item: Item) -> dict[str, Any]:
    """What the form shows of a question."""
    return {
        **{name: getattr(item, name) for name in ItemForm.base_fields if name != "remark"},
        **fill_body(item),
        "remark": item.note,
        "requirement": f"{item.table}|{item.requirement}",
        "element": choose_point(item),
        "enemies": " ".join(item.enemies),
        "seconds": item.seconds or None,
        "parts": fill_parts(item),
    }


def retype_form(typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, to be shown again as it is, with one more part."""
    parts = [
        {name: typed.get(f"part-{index}-{name}", "") for name in PartForm.base_fields}
        for index in range(count_typed(typed))
    ]
    return {**{name: typed.get(name, "") for name in ItemForm.base_fields}, "parts": [*parts, {}]}
