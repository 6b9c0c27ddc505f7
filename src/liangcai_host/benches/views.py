"""What a candidate sees of a bench: parts, and on each part panels of a few kinds, whatever the engine.

In: values that an engine builds. Out: JSON that one family of pages draws. Follows: neither checks nor truth nor seeds
nor other attempts are in a view; texts that people read are in both languages.

How a page sends a step: an ``Act`` is sent as ``body`` and, for each of its ``fields``, the value under the field's id.
A form with ``put`` is sent field by field, as each is left: ``put`` and ``{"field": id, "value": value}``; a value is a
text, of a multiple choice a list of ids. In the JSON, what is blank, empty or ``none`` is left out.
"""

from typing import Any, Literal, TypeAlias

import msgspec

from liangcai.findings import Message

State = Literal["none", "ok", "warn", "bad"]
FieldKind = Literal["text", "choice", "multiple", "date", "number"]
Json: TypeAlias = dict[str, Any]


class Shown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something with an id and a name in both languages."""

    id: str = ""
    zh: str = ""
    en: str = ""


class Part(Shown, frozen=True, kw_only=True):
    """A page of the bench that can be opened; ``count`` and ``state`` are a mark beside its name."""

    count: int = 0
    state: State = "none"


class Field(Shown, frozen=True, kw_only=True):
    """Something to be filled in. ``least``, ``most``: bounds of a number, as text. ``value``: as it stands now."""

    kind: FieldKind = "text"
    options: tuple[Shown, ...] = ()
    value: str | tuple[str, ...] = ""
    unit: str = ""
    least: str = ""
    most: str = ""


class Act(Shown, frozen=True, kw_only=True):
    """A button: the body of its step, and what is chosen or typed with it."""

    body: Json = {}
    fields: tuple[Field, ...] = ()


class Cell(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A cell of a table; ``en`` blank where both languages show the same."""

    zh: str = ""
    en: str = ""
    state: State = "none"


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of a table, and what can be done with it."""

    id: str = ""
    cells: tuple[Cell, ...] = ()
    acts: tuple[Act, ...] = ()


class Panel(Shown, frozen=True, kw_only=True, tag_field="kind"):
    """A piece of a part, with its heading, what can be done with it, and where it stands."""

    acts: tuple[Act, ...] = ()
    state: State = "none"


class Table(Panel, frozen=True, kw_only=True, tag="table"):
    """Rows under columns; without columns it has no head."""

    columns: tuple[Message, ...] = ()
    rows: tuple[Row, ...] = ()


class Form(Panel, frozen=True, kw_only=True, tag="form"):
    """Fields; with ``put`` they can be filled in, without they are only shown. ``note``: such as what is saved."""

    fields: tuple[Field, ...] = ()
    put: Json | None = None
    note: Message = Message("", "")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A question that was asked, and the answer."""

    question: Message
    answer: Message


class Dialogue(Panel, frozen=True, kw_only=True, tag="dialogue"):
    """What was said, in order; what can be said is in ``acts``."""

    said: tuple[Said, ...] = ()


class Node(Shown, frozen=True, kw_only=True):
    """A thing of a diagram, on a field of 100 by 100; ``label`` is a live value or a state in a few characters."""

    state: State = "none"
    x: float = 0
    y: float = 0
    label: str = ""


class Link(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"source": "from", "target": "to"}):
    """A line between two things of a diagram."""

    source: str
    target: str
    state: State = "none"
    label: str = ""


class Diagram(Panel, frozen=True, kw_only=True, tag="diagram"):
    """Things and the lines between them, live."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()


class Picture(Panel, frozen=True, kw_only=True, tag="picture"):
    """A picture made by the engine from data, as SVG without scripts and without links; ``said``: the same as text."""

    svg: str = ""
    said: tuple[tuple[str, ...], ...] = ()


class Log(Panel, frozen=True, kw_only=True, tag="log"):
    """Lines, the newest last."""

    lines: tuple[str, ...] = ()


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A live value: the raw registers as they came, what was decoded, how old it is in seconds (None: never came)."""

    tag: str
    raw: str = ""
    decoded: str = ""
    unit: str = ""
    age: float | None = None
    state: State = "none"
    note: Message = Message("", "")


class Values(Panel, frozen=True, kw_only=True, tag="values"):
    """Live values."""

    values: tuple[Value, ...] = ()


class Notes(Panel, frozen=True, kw_only=True, tag="notes"):
    """Text for people, as Markdown of paragraphs, lists and emphasis only."""

    text: Message = Message("", "")


class Met(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a skill requirement is met just now, and a hint; practice only."""

    requirement: str
    state: State = "none"
    hint: Message = Message("", "")


class Feedback(Panel, frozen=True, kw_only=True, tag="feedback"):
    """Instant feedback of the practice mode: it names requirements and never checks."""

    met: tuple[Met, ...] = ()


AnyPanel: TypeAlias = Table | Form | Dialogue | Diagram | Picture | Log | Values | Notes | Feedback


class View(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of the bench as it stands; ``clock`` is written by the supervisor: at, seconds, left, lost."""

    part: str
    parts: tuple[Part, ...] = ()
    panels: tuple[AnyPanel, ...] = ()
    clock: Json = {}


def write_view(view: View) -> Json:
    """A view as JSON."""
    written: Json = msgspec.to_builtins(view)
    return written
