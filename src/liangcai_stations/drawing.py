"""What a seed draws for one attempt: people, numbers, days, choices.

In: the draws of a pack, its id, a seed. Out: texts by name. Follows: the same seed gives the same texts on every
machine; each draw has a generator of its own, so that a draw that is added moves no other; people are made up and their
ID numbers are of the area 000000, which is nobody's.
"""

import datetime
import random
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

import msgspec

from liangcai.eligibility.identity_number import check_character
from liangcai.items.formula import check_formula, evaluate_formula

Value: TypeAlias = str | tuple[str, ...]
Names: TypeAlias = dict[str, Value]
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")
TRIES = 1000


class Draw(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="draw"):
    """Something that is drawn, under a name with which the rest of the pack calls it, as ``{name}``."""

    name: str


class Number(Draw, frozen=True, kw_only=True, tag="number"):
    """A number between two, both included, in steps."""

    low: Decimal
    high: Decimal
    step: Decimal = Decimal(1)


class Digits(Draw, frozen=True, kw_only=True, tag="digits"):
    """So many digits, the first of them not 0."""

    count: Annotated[int, msgspec.Meta(ge=1, le=18)]


class SomeOf(Draw, frozen=True, kw_only=True, tag="some"):
    """So many of the values, drawn in order: all are ``{name}``, each ``{name_0}``, what is left ``{name_rest}``."""

    values: tuple[str, ...]
    count: int


class OneOf(Draw, frozen=True, kw_only=True, tag="one"):
    """One of the values."""

    values: tuple[str, ...]


class Rows(Draw, frozen=True, kw_only=True, tag="rows"):
    """So many of the rows, in a drawn order: each cell as ``{name_0_key}``."""

    rows: tuple[dict[str, str], ...]
    count: int


class Day(Draw, frozen=True, kw_only=True, tag="day"):
    """A day between two numbers of days after another day."""

    after: str
    days: tuple[int, int]


class Worked(Draw, frozen=True, kw_only=True, tag="worked"):
    """A number by a formula of those before it."""

    formula: str


class Person(Draw, frozen=True, kw_only=True, tag="person"):
    """A made-up person born between two days: ``_name``, ``_sex`` (1 man, 2 woman), ``_born``, ``_id``, ``_phone``."""

    born: tuple[datetime.date, datetime.date]
    sex: Literal["", "1", "2"] = ""


AnyDraw: TypeAlias = Number | Digits | SomeOf | OneOf | Rows | Day | Worked | Person


def draw_names(draws: tuple[AnyDraw, ...], pack: str, seed: str) -> Names:
    """Everything that the seed draws, by name; raises ValueError where a draw can't be made."""
    names: Names = {}
    for draw in draws:
        rng = random.Random(f"{pack}/{seed}/{draw.name}")
        drawn = draw_one(draw, rng, names)
        if twice := drawn.keys() & names.keys():
            raise ValueError(f"draw {draw.name}: {', '.join(sorted(twice))} is drawn twice")
        names |= drawn
    return names


def draw_one(draw: AnyDraw, rng: random.Random, names: Names) -> Names:
    """One draw, which may call those before it by name."""
    match draw:
        case Number():
            steps = int((draw.high - draw.low) / draw.step)
            return {draw.name: write_number(draw.low + draw.step * rng.randint(0, steps))}
        case Digits():
            return {draw.name: str(rng.randrange(10 ** (draw.count - 1), 10**draw.count))}
        case OneOf():
            return {draw.name: fill(rng.choice(draw.values), names)}
        case SomeOf():
            return draw_some(draw, rng, names)
        case Rows():
            chosen = rng.sample(draw.rows, draw.count)
            return {
                f"{draw.name}_{place}_{key}": fill(text, names)
                for place, row in enumerate(chosen)
                for key, text in row.items()
            }
        case Day():
            first = datetime.date.fromisoformat(fill(draw.after, names))
            return {draw.name: (first + datetime.timedelta(days=rng.randint(*draw.days))).isoformat()}
        case Worked():
            return {draw.name: write_number(work_out(draw, names))}
        case Person():
            return draw_person(draw, rng, names)


def draw_some(draw: SomeOf, rng: random.Random, names: Names) -> Names:
    """The chosen values as a list and one by one, and what is left."""
    order = [fill(text, names) for text in rng.sample(draw.values, len(draw.values))]
    chosen = tuple(order[: draw.count])
    each: Names = {f"{draw.name}_{place}": value for place, value in enumerate(chosen)}
    return {draw.name: chosen, f"{draw.name}_rest": tuple(order[draw.count :]), **each}


def draw_person(draw: Person, rng: random.Random, names: Names) -> Names:
    """A person whose name and number nobody of the pack has yet."""
    for _ in range(TRIES):
        sex = draw.sex or ("1" if rng.randrange(2) else "2")
        first, last = draw.born
        born = first + datetime.timedelta(days=rng.randrange((last - first).days + 1))
        serial = rng.randrange(100, 998, 2) + (sex == "1")
        body = f"000000{born:%Y%m%d}{serial:03d}"
        name = f"{rng.choice(FAMILY)}样{rng.choice(GIVEN)}"
        person = {
            "name": name,
            "sex": sex,
            "not_sex": "2" if sex == "1" else "1",
            "born": born.isoformat(),
            "id": body + check_character(body),
            "phone": f"000{rng.randrange(10**7, 10**8)}",
        }
        if name not in names.values() and person["id"] not in names.values():
            return {f"{draw.name}_{key}": text for key, text in person.items()}
    raise ValueError(f"draw {draw.name}: no name is left")


def work_out(draw: Worked, names: Names) -> Decimal:
    """The value of a formula over the numbers drawn before."""
    numbers = {name: number for name, text in names.items() if (number := read_number(text)) is not None}
    if fault := check_formula(draw.formula, numbers.keys()):
        raise ValueError(f"draw {draw.name}: {fault}")
    value = evaluate_formula(draw.formula, numbers)
    if value is None:
        raise ValueError(f"draw {draw.name}: {draw.formula} has no value")
    return value


def read_number(text: Value) -> Decimal | None:
    """A number as people type it, or None; neither infinite nor in powers of ten."""
    if isinstance(text, str) and re.fullmatch(r"-?\d{1,15}(?:\.\d{1,10})?", text.strip(), re.ASCII):
        return Decimal(text.strip())
    return None


def write_number(number: Decimal) -> str:
    """A number without powers of ten and without noughts at its end."""
    return format(number.normalize(), "f") if number else "0"


def fill(text: str, names: Mapping[str, Value]) -> str:
    """A text with what was drawn in the place of ``{name}``; raises ValueError for a name that was not drawn."""

    def put(match: re.Match[str]) -> str:
        if match[1] not in names:
            raise ValueError(f"{{{match[1]}}} is not drawn")
        value = names[match[1]]
        return value if isinstance(value, str) else "、".join(value)

    return NAME.sub(put, text)


def fill_all(value: object, names: Mapping[str, Value]) -> object:
    """Tables and lists with every text filled; a text that is one name alone becomes the list that it names."""
    match value:
        case str():
            alone = NAME.fullmatch(value)
            named = names.get(alone[1]) if alone else None
            return list(named) if isinstance(named, tuple) else fill(value, names)
        case dict():
            return {fill(str(key), names): fill_all(inner, names) for key, inner in value.items()}
        case list():
            return [fill_all(inner, names) for inner in value]
    return value
