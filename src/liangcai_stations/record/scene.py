"""What stands on the bench of one attempt: forms, records, questions, lists, goods, and what is tried of them.

In: the text of a ``world.toml``, the pack's id, a seed. Out: a ``Scene`` or what is wrong with it. Follows: all that
belongs to an occupation is data of the pack; this engine knows none.
"""

import datetime
import tomllib
from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.findings import Message, Result
from liangcai_stations.drawing import Names, Value, draw_names, fill_all
from liangcai_stations.record.trying import AnyTry
from liangcai_stations.worlds import Drawn, Part, refuse_world

FieldKind = Literal["text", "choice", "multi", "number", "date", "person_number"]


class Field(Part, frozen=True, kw_only=True):
    """A field of a form: what may be typed; the options of a choice; the bounds and the unit of a number."""

    kind: FieldKind = "text"
    options: tuple[Part, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""


class Form(Part, frozen=True, kw_only=True):
    """A form: its fields in order."""

    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The field of an id, or None."""
        return next((field for field in self.fields if field.id == name), None)


class Record(Part, frozen=True, kw_only=True):
    """A sheet of a form. ``kept``: it stands in the archive, and is fetched for a purpose and given back."""

    form: str
    kept: bool = False
    values: dict[str, Value] = {}


class Question(Part, frozen=True, kw_only=True):
    """What may be said in the interview, and what the other person answers; nothing is told unasked."""

    answer: Message


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of a list that is to be taken in or refused."""

    id: str
    cells: dict[str, str]


class Batch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A batch of one kind of goods in the store."""

    id: str
    item: str
    quantity: Decimal
    expires: datetime.date


class Item(Part, frozen=True, kw_only=True):
    """A kind of goods: how many are in a pack, and what a piece costs."""

    unit: str
    pack: Decimal = Decimal(1)
    price: Decimal = Decimal(0)


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So much of a kind of goods, asked for by a place."""

    id: str
    place: Message
    item: str
    quantity: Decimal


class Scene(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it, drawn and filled. ``day`` is the day on which the work is done."""

    day: datetime.date
    forms: tuple[Form, ...] = ()
    records: tuple[Record, ...] = ()
    purposes: tuple[Part, ...] = ()
    questions: tuple[Question, ...] = ()
    rows: tuple[Row, ...] = ()
    reasons: tuple[Part, ...] = ()
    evidence: tuple[Part, ...] = ()
    items: tuple[Item, ...] = ()
    batches: tuple[Batch, ...] = ()
    arrivals: tuple[Batch, ...] = ()
    requests: tuple[Request, ...] = ()
    tables: tuple["Table", ...] = ()
    recipients: tuple[Part, ...] = ()
    tries: tuple[AnyTry, ...] = ()

    def record(self, name: str) -> Record | None:
        """The record of an id, or None."""
        return next((record for record in self.records if record.id == name), None)

    def field(self, record: str, name: str) -> Field | None:
        """The field of a record, or None."""
        found = self.record(record)
        form = next((form for form in self.forms if found and form.id == found.form), None)
        return form.field(name) if form else None


class Table(Part, frozen=True, kw_only=True):
    """A table to look something up in: that it was opened is on record.

    ``picture``: it is shown as a paper, of labels and values, in one of two layouts.
    """

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[Message, ...] = ()
    picture: Literal["", "card", "slip"] = ""


class World(msgspec.Struct, frozen=True, kw_only=True):
    """The scene of one seed, and the names that were drawn for it."""

    pack: str
    seed: str
    names: Names
    scene: Scene


def make_world(text: str, pack: str, seed: str, name: str = "world.toml") -> Result[World | None]:
    """The world of a seed; the same text and seed give the same world."""
    try:
        data = tomllib.loads(text, parse_float=read_float)
        draws = msgspec.convert({"draws": data.pop("draws", [])}, Drawn).draws
        names = draw_names(draws, pack, seed)
        filled = fill_all(data, names)
        scene = msgspec.convert(filled, Scene, strict=False)
    except (msgspec.ValidationError, ValueError, ArithmeticError, RecursionError) as error:
        return Result(None, (refuse_world(name, f"读不懂：{error}", f"cannot be read: {error}"),))
    world = World(pack=pack, seed=seed, names=names, scene=scene)
    findings = tuple(refuse_world(name, zh, en) for zh, en in find_lost(scene))
    return Result(None if findings else world, findings)


def read_float(text: str) -> Decimal:
    """A number of the file, exact; neither infinite nor no number, which nothing can be held against."""
    if not (number := Decimal(text)).is_finite():
        raise ValueError(f"{text} is no number to work with")
    return number


def find_lost(scene: Scene) -> list[tuple[str, str]]:
    """What the scene names and does not have: forms of records, fields of values, goods, records that are tried."""
    forms, items = {form.id for form in scene.forms}, {item.id for item in scene.items}
    lost = [f"form {record.form}" for record in scene.records if record.form not in forms]
    held: tuple[Batch | Request, ...] = (*scene.batches, *scene.arrivals, *scene.requests)
    lost += [f"item {one.item}" for one in held if one.item not in items]
    named = [(record.id, field) for record in scene.records for field in record.values]
    named += [pair for one in scene.tries for pair in one.fields()]
    lost += [f"{record}.{field}" for record, field in named if scene.field(record, field) is None]
    return [(f"没有 {one}", f"has no {one}") for one in dict.fromkeys(lost)]
