"""Made-up people who apply, made from the conditions of a standard: what they type, and what must come of it.

In: a bundled standard, a level, how many. Out: ``Applicant`` values: those who meet each condition in turn, every fifth
who misses it by thirty days or by an hour of training, one whose major a person has to rule on where a condition asks
for majors.
"""

import datetime
import io
import random
from dataclasses import dataclass, field

import openpyxl

from liangcai.eligibility.application import Application
from liangcai.eligibility.example import make_example
from liangcai.eligibility.grouplist.columns import CHOICES, list_columns
from liangcai.eligibility.rules import ConditionSet
from liangcai_cli.eligibility import read_conditions
from liangcai_web.services.rehearsal.people import make_id_number, make_name

SHORT_EVERY, LIST_SHARE = 5, 0.4
DAYS = ("obtained", "issued", "start")
MARGIN = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Applicant:
    """Who applies, by the form or on a list; ``fits``: the machine finds so; ``ruling``: the major to be ruled on."""

    name: str
    id_number: str
    fits: bool
    listed: bool
    ruling: str = ""
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """What the form says once everything is typed."""
        return "须人工认定" if self.ruling else "符合申报条件" if self.fits else "尚不符合"


def open_conditions(key: str, level: str) -> ConditionSet:
    """The conditions of a level of a bundled standard."""
    (conditions,), _ = read_conditions(key, level)
    return conditions


def draw_applicants(conditions: ConditionSet, count: int, day: datetime.date) -> list[Applicant]:
    """So many people, those on the list last."""
    rng = random.Random(f"{conditions.occupation} {count}")  # noqa: S311 - made-up people
    indices = range(len(conditions.conditions))
    plain = [index for index in indices if (one := make_example(conditions, index, day)) and not one.rulings]
    ruled = [index for index in indices if (one := make_example(conditions, index, day)) and one.rulings]
    numbers: set[str] = set()
    found = []
    for place in range(count):
        asks = bool(ruled) and place == 1
        index = ruled[0] if asks else plain[place % len(plain)]
        fits = place % SHORT_EVERY != SHORT_EVERY - 1
        application = make_example(conditions, index, day - MARGIN if fits else day + MARGIN)
        assert application is not None
        number = make_id_number(rng, application.born)
        while number in numbers:
            number = make_id_number(rng, application.born)
        numbers.add(number)
        typed = type_application(application)
        if any(value > day.isoformat() for name, value in typed.items() if name.endswith(DAYS)):
            typed = fall_short(conditions, plain, day)
        ruling = application.rulings[0].name if asks else ""
        listed = place >= round(count * (1 - LIST_SHARE))
        found.append(Applicant(f"{make_name(rng)}{place}", number, fits, listed, ruling, typed))
    return found


def fall_short(conditions: ConditionSet, indices: list[int], day: datetime.date) -> dict[str, str]:
    """What somebody types who misses a condition while nothing is dated ahead of today."""
    for index in indices:
        missed, met = (make_example(conditions, index, when) for when in (day + MARGIN, day - MARGIN))
        assert missed is not None
        assert met is not None
        typed = type_application(missed)
        if all(value <= day.isoformat() for name, value in typed.items() if name.endswith(DAYS)):
            return typed
        typed = type_application(met)
        if "training_hours" in typed:
            return typed | {"training_hours": str(int(typed["training_hours"]) - 1)}
    raise AssertionError("nobody can miss these conditions today")


def type_application(application: Application) -> dict[str, str]:
    """What somebody types into the form who brings this, field by field; rulings are for others to make."""
    typed: dict[str, str] = {}
    for title in application.titles:
        typed |= {"title_name": title.name, "title_obtained": title.obtained.isoformat()}
    for diploma in application.diplomas:
        typed |= {"diploma_degree": diploma.degree, "diploma_major": diploma.major}
        typed["diploma_obtained"] = diploma.obtained.isoformat() if diploma.obtained else ""
        typed["diploma_school"] = diploma.school or ""
    for one in application.certificates:
        typed |= {"certificate_occupation": one.occupation, "certificate_level": one.level}
        typed["certificate_obtained"] = one.obtained.isoformat()
    for work in application.employment:
        typed |= {"work1_occupation": work.occupation, "work1_start": work.start.isoformat()}
    for proof in application.training:
        typed |= {"training_hours": str(proof.hours), "training_issued": proof.issued.isoformat()}
    return {name: value for name, value in typed.items() if value}


def write_list(conditions: ConditionSet, people: list[Applicant], template: bytes) -> bytes:
    """The template of a batch filled in with these people."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    page = book.active
    heads = [cell.value for cell in page[1]]
    columns = {column.head.zh: column for column in list_columns(conditions)}
    for person in people:
        row = []
        for head in heads:
            column = columns[head]
            value = {"name": person.name, "id_number": person.id_number} | person.typed
            text = value.get(column.field, "")
            words = {meant: said for said, meant in CHOICES.get(column.field, {}).items()}
            row.append(words.get(text, text) or None)
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
