"""The forms that the site's own pages show: what bad input is bent from.

In: pages. Out: forms with their fields and what stands in them. Follows: a field that a page gets is tried without a
word here.
"""

from urllib.parse import urljoin, urlsplit

import msgspec
from lxml import html

SKIPPED = {"submit", "button", "image", "reset"}


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field: ``values`` are what may be chosen, what stands there first."""

    name: str
    values: tuple[str, ...]
    file: bool = False


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """Where it is sent, by whom, how."""

    actor: int
    action: str
    method: str
    fields: tuple[Field, ...]

    @property
    def slow(self) -> bool:
        """Whether a file is read by a child."""
        return any(field.file for field in self.fields)


def read_forms(body: bytes, place: str, actor: int) -> list[Form]:
    """The forms of a page."""
    try:
        tree = html.document_fromstring(body)
    except Exception:  # an empty body, or none of HTML: no forms
        return []
    return [_read_form(form, place, actor) for form in tree.forms]


def _read_form(form: html.FormElement, place: str, actor: int) -> Form:
    fields: dict[str, list[str]] = {}
    files = set()
    for control in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name] | .//button[@name]"):
        name, kind = control.get("name"), control.get("type", "")
        if kind == "file":
            files.add(name)
        values = fields.setdefault(name, [])
        if control.tag == "select":
            values += [option.get("value") or option.text_content() for option in control.iter("option")]
        elif control.tag == "textarea":
            values.append(control.text or "")
        elif kind not in SKIPPED or control.tag == "button":
            values.append(control.get("value") or ("on" if kind == "checkbox" else ""))
    return Form(
        actor=actor,
        action=urlsplit(urljoin(place, form.get("action") or place)).path,
        method=(form.get("method") or "get").upper(),
        fields=tuple(
            Field(name=name, values=tuple(values) or ("",), file=name in files) for name, values in fields.items()
        ),
    )
